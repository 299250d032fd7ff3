// For browsers, their workers, and bundlers: the WebAssembly is a file beside this one.

import { type Checker, type CheckerOptions, checkerOf } from "./checker.ts";
import { compileResponse, type Progress } from "./load.ts";
import { unpack } from "./unpack.ts";

export * from "./core.ts";

/** The compiled checker, which any number of checkers can be made of, in any worker. */
export function compile(onProgress?: Progress): Promise<WebAssembly.Module> {
  return compileResponse(fetch(new URL("./pellucid.wasm", import.meta.url)), onProgress);
}

/** The standard library's stubs, for `CheckerOptions.stubs`. */
export async function loadStubs(): Promise<Uint8Array> {
  const response = await fetch(new URL("./stdlib.stubz", import.meta.url));
  if (!response.ok) throw new Error(`the site answers ${response.status}`);
  return unpack(new Uint8Array(await response.arrayBuffer()));
}

export async function createChecker(options?: CheckerOptions): Promise<Checker> {
  return checkerOf(await compile(), options);
}
