// For Node: the WebAssembly is read from the disk.

import { readFile } from "node:fs/promises";
import { type Checker, type CheckerOptions, checkerOf } from "./checker.ts";
import { unpack } from "./unpack.ts";

export * from "./core.ts";

/** The compiled checker, which any number of checkers can be made of, in any worker. */
export async function compile(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(new URL("./pellucid.wasm", import.meta.url)));
}

/** The standard library's stubs, for `CheckerOptions.stubs`. */
export async function loadStubs(): Promise<Uint8Array> {
  return unpack(await readFile(new URL("./stdlib.stubz", import.meta.url)));
}

export async function createChecker(options?: CheckerOptions): Promise<Checker> {
  return checkerOf(await compile(), options);
}
