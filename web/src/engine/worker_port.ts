import wasmAddress from "@wasm/pellucid.wasm?url";
import type { CheckerPort, Reply, Update } from "./protocol";
import type { ToWorker } from "./worker";

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmAddress);
  // Not every host of static files knows the type that streaming asks for.
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

let compiled: Promise<WebAssembly.Module> | null = null;

/** Starts a worker; the module is compiled once for all of them. */
export function openWorker(): CheckerPort {
  compiled ??= compile();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "checker" });
  const port: CheckerPort = {
    send(update: Update) {
      const transfer = update.files.flatMap(({ change }) => (change.kind === "text" ? [change.text.buffer] : []));
      worker.postMessage({ update } satisfies ToWorker, transfer as ArrayBuffer[]);
    },
    onReply() {},
    close() {
      worker.terminate();
    },
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => port.onReply(data);
  worker.onerror = (event) => port.onReply({ kind: "failed", reason: event.message || "the worker did not load" });
  worker.onmessageerror = () => port.onReply({ kind: "failed", reason: "a message could not be read" });
  compiled.then(
    (start) => worker.postMessage({ start } satisfies ToWorker),
    (error: unknown) => {
      compiled = null;
      port.onReply({ kind: "failed", reason: String(error) });
    },
  );
  return port;
}
