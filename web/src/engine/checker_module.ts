// The compiled checker: loaded and compiled once, for as many workers as it takes.

import wasmAddress from "@wasm/pellucid.wasm?url";
import { compileResponse, type Progress } from "pellucid/core";

/** Forgotten if it fails, so that it can be tried again. */
let compiled: Promise<WebAssembly.Module> | null = null;
let isDone = false;
let tell: Progress = () => {};

export const isCompiled = (): boolean => isDone;

// Milliseconds. What tells of loading takes the time that loading needs.
const betweenWords = 100;

/** Whoever asks last is told of the progress. */
export function checkerModule(onProgress: Progress = () => {}): Promise<WebAssembly.Module> {
  tell = onProgress;
  let toldAt = 0;
  compiled ??= compileResponse(fetch(wasmAddress), (loaded, total) => {
    const now = performance.now();
    if (now - toldAt < betweenWords) return;
    toldAt = now;
    tell(loaded, total);
  }).then(
    (module) => {
      isDone = true;
      return module;
    },
    (error: unknown) => {
      compiled = null;
      throw error;
    },
  );
  return compiled;
}
