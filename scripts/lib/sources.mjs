// The project's C++ sources.

import { existsSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { inProject } from "./paths.mjs";

const rooms = ["core", "cli", "wasm", "tests", "fuzz", "bench"];

/** Paths relative to the project. */
export function cppSources(folders = rooms, extensions = [".h", ".cpp"]) {
  return folders
    .filter((folder) => existsSync(inProject(folder)))
    .flatMap((folder) =>
      readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(inProject().length + 1)),
    )
    .sort();
}
