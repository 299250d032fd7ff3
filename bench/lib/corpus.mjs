// What the measurements share: the sources, the module, the timing and the report.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildTree } from "../../scripts/lib/paths.mjs";

const library = () =>
  execFileSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], { encoding: "utf8" }).trim();

/** Paths of the Python sources in a folder, by default the library of the `python3` at hand. */
export const librarySources = (folder = library()) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !path.includes("site-packages"))
    .sort();

/** The sources that are UTF-8. */
export const sourceTexts = (paths) =>
  paths
    .map((path) => ({ path, bytes: statSync(path).size, text: readFileSync(path, "utf8") }))
    .filter(({ text }) => !text.includes("\ufffd"));

/** For each way to work on an item, the sum over the items of each one's best time, in seconds. The ways take turns. */
export function best(rounds, items, ways) {
  const times = ways.map(() => items.map(() => Number.POSITIVE_INFINITY));
  for (let round = 0; round < rounds; ++round)
    for (const [i, item] of items.entries())
      for (const [way, work] of ways.entries()) {
        const start = performance.now();
        work(item);
        times[way][i] = Math.min(times[way][i], performance.now() - start);
      }
  return times.map((each) => each.reduce((sum, time) => sum + time, 0) / 1000);
}

export const wasmBytes = () => readFileSync(join(buildTree("wasm"), "wasm/pellucid.wasm"));

/** The checker in WebAssembly. */
export async function createChecker() {
  const create = (await import(join(buildTree("wasm"), "wasm/pellucid.mjs"))).default;
  return create({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasmBytes(), imports).then(({ instance, module }) => done(instance, module));
      return {};
    },
  });
}

/** A table for people, and one line of JSON. */
export function report(result) {
  for (const [name, value] of Object.entries(result))
    console.log(`${name.padEnd(44)} ${Number.isInteger(value) ? value : value.toFixed(3)}`);
  console.log(JSON.stringify(result));
}
