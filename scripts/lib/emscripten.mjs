// Which Emscripten builds the WebAssembly: the one that PELLUCID_EMSCRIPTEN names, else an SDK, else Debian's.

import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { inProject } from "./paths.mjs";
import { ask, where } from "./run.mjs";

const toolchain = (folder) => join(folder, "cmake/Modules/Platform/Emscripten.cmake");

/** The folder that holds cmake/Modules, or null. */
export function emscriptenRoot() {
  const emcc = where("emcc");
  const candidates = [
    process.env.PELLUCID_EMSCRIPTEN,
    process.env.EMSDK && join(process.env.EMSDK, "upstream/emscripten"),
    // Debian's and the SDK's `emcc` lie in the root itself, behind links.
    emcc && dirname(realpathSync(emcc)),
  ];
  const found = candidates.find((folder) => folder && existsSync(toolchain(folder)));
  if (found) return found;
  const told = emcc && ask("em-config", "EMSCRIPTEN_ROOT");
  return told && existsSync(toolchain(told)) ? told : null;
}

/** Environment for CMake and Ninja in the preset `wasm`. */
export function emscriptenEnvironment() {
  // Debian keeps the JavaScript optimiser's packages where Node.js does not look by itself.
  const env = { PELLUCID_EMSCRIPTEN: emscriptenRoot(), NODE_PATH: "/usr/share/nodejs" };
  if (process.env.EM_CACHE || ask("em-config", "FROZEN_CACHE") === "True") return env;
  // Libraries are compiled into the cache when they are first linked; one of the system's may belong to another user.
  const cache = ask("em-config", "CACHE");
  try {
    accessSync(cache, constants.W_OK);
  } catch {
    env.EM_CACHE = inProject("build/emscripten-cache");
  }
  return env;
}
