import createPellucid from "@wasm/pellucid.mjs";
import type { PellucidModule } from "./pellucid";

/** A fresh checker. The compiled module may be instantiated any number of times, in any worker. */
export async function instantiate(
  compiled: WebAssembly.Module,
  printError: (line: string) => void,
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
