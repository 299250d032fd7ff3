import createPellucid from "./pellucid.mjs";
import type { PellucidModule } from "./session.ts";

/** Bytes so far, of how many if that is known. */
export type Progress = (loaded: number, total: number | undefined) => void;

/** Compiles a response's WebAssembly while it arrives. */
export async function compileResponse(
  response: Response | Promise<Response>,
  onProgress: Progress = () => {},
): Promise<WebAssembly.Module> {
  const { ok, status, body, headers } = await response;
  if (!ok || body === null) throw new Error(`the site answers ${status}`);
  // What is counted is what arrives, which is not what the header tells if the host compresses.
  const told = headers.has("content-encoding") ? null : headers.get("content-length");
  const total = told === null ? undefined : Number(told);
  let loaded = 0;
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        loaded += chunk.length;
        onProgress(loaded, total);
        controller.enqueue(chunk);
      },
    }),
  );
  // Not every host of static files knows the type that streaming asks for.
  return WebAssembly.compileStreaming(new Response(counted, { headers: { "Content-Type": "application/wasm" } }));
}

/**
 * A fresh checker. The compiled module may be instantiated any number of times, in any worker. `printError` gets the last
 * words of one that aborts.
 */
export async function instantiate(
  compiled: WebAssembly.Module,
  printError: (line: string) => void = () => {},
): Promise<PellucidModule> {
  return new Promise((resolve, reject) => {
    createPellucid({
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance, compiled), reject);
        return {};
      },
      printErr: printError,
    }).then(resolve, reject);
  });
}
