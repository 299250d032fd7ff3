// What a visitor's browser fetches of a built site, in bytes as Brotli sends them, by what it is.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { filesOf } from "./offline.mjs";

const parts = [
  ["pyodide", /pyodide|\.(whl|zip)$/],
  ["wasm", /\.wasm$/],
  ["stubs", /^stubs\//],
  ["monaco", /^assets\/(editor[._]|editorWebWorker|codicon|monaco)/],
  ["page", /\.(js|css|html)$/],
];

/** Sums by part, of all or some; `page` is the page's own code, styles, workers and frame. */
export function pageSizes(site, wanted = parts.map(([part]) => part)) {
  const sums = Object.fromEntries(wanted.map((part) => [part, 0]));
  for (const path of filesOf(site)) {
    const part = parts.find(([, pattern]) => pattern.test(path))?.[0];
    // The library's stubs and Pyodide are compressed in themselves, and take long to compress.
    if (!wanted.includes(part)) continue;
    const file = join(site, path);
    const isCompressed = part === "stubs" || part === "pyodide";
    const bytes = existsSync(`${file}.br`) ? readFileSync(`${file}.br`) : readFileSync(file);
    sums[part] += isCompressed || existsSync(`${file}.br`) ? bytes.length : brotliCompressSync(bytes).length;
  }
  return sums;
}
