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
let opened = 0;

// Every page and every worker of it has a channel of its own.
const pageName = `pellucid ${Date.now()} ${Math.random()}`;

/**
 * Starts a worker; the module is compiled once for all of them.
 *
 * Replies come on a broadcast channel: after a keystroke Chromium holds messages from workers back until the next frame
 * has been drawn, so that a check which is done within five milliseconds would be seen a frame too late. Broadcasts it
 * delivers at once. They cannot hand buffers over, but a reply holds no more than what fits the screen.
 */
export function openWorker(): CheckerPort {
  compiled ??= compile();
  const replies = `${pageName} ${++opened}`;
  const channel = new BroadcastChannel(replies);
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "checker" });
  const port: CheckerPort = {
    send(update: Update) {
      const transfer = update.files.flatMap(({ change }) => (change.kind === "text" ? [change.text.buffer] : []));
      worker.postMessage({ update } satisfies ToWorker, transfer as ArrayBuffer[]);
    },
    onReply() {},
    close() {
      worker.terminate();
      channel.close();
    },
  };
  channel.onmessage = ({ data }: MessageEvent<Reply>) => port.onReply(data);
  worker.onerror = (event) => port.onReply({ kind: "failed", reason: event.message || "the worker did not load" });
  worker.onmessageerror = () => port.onReply({ kind: "failed", reason: "a message could not be read" });
  compiled.then(
    (start) => worker.postMessage({ start, replies } satisfies ToWorker),
    (error: unknown) => {
      compiled = null;
      port.onReply({ kind: "failed", reason: String(error) });
    },
  );
  return port;
}
