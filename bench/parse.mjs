// What lexing, parsing and the table cost, against CPython's and ruff's parsers, over a standard library:
//
//     npm run bench -- parse [FOLDER] [ROUNDS]
//
// FOLDER: Python sources, by default the library of the `python3` at hand. Every file is parsed ROUNDS times (5), and its
// best time counts; ratios are of figures from this one run. Prints a table and, last, one line of JSON.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { buildTree, inProject } from "../scripts/lib/paths.mjs";

const library = () =>
  execFileSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], { encoding: "utf8" }).trim();
const folder = process.argv[2] ?? library();
const rounds = Number(process.argv[3] ?? 5);

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((path) => !path.includes("site-packages"))
  .sort();
const list = inProject("build/bench_files.txt");
writeFileSync(list, `${files.join("\n")}\n`);

/** The sum over the items of each one's best time, in seconds. */
function best(items, work) {
  const times = items.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; ++round)
    for (const [i, item] of items.entries()) {
      const start = performance.now();
      work(item);
      times[i] = Math.min(times[i], performance.now() - start);
    }
  return times.reduce((sum, time) => sum + time, 0) / 1000;
}

const native = JSON.parse(
  execFileSync(join(buildTree("release"), "bench/parse_bench"), [list, String(rounds)], { encoding: "utf8" }),
);

// CPython takes minutes over the whole library, so it gets every eighth file, and Pellucid those again.
const some = files.filter((_, i) => i % 8 === 0);
const someList = inProject("build/bench_files_some.txt");
writeFileSync(someList, `${some.join("\n")}\n`);
const cpython = Number(
  execFileSync("python3", [inProject("bench/cpython_parse.py"), someList, "3"], { encoding: "utf8" }),
);
const nativeSome = JSON.parse(
  execFileSync(join(buildTree("release"), "bench/parse_bench"), [someList, String(rounds)], { encoding: "utf8" }),
);

const texts = files
  .map((path) => ({ path, bytes: statSync(path).size, text: readFileSync(path, "utf8") }))
  .filter(({ text }) => !text.includes("\ufffd"));
const bytes = texts.reduce((sum, { bytes: its }) => sum + its, 0);
const megabytes = (seconds) => bytes / seconds / 1e6;

const create = (await import(join(buildTree("wasm"), "wasm/pellucid.mjs"))).default;
const module = readFileSync(join(buildTree("wasm"), "wasm/pellucid.wasm"));
const checker = await create({
  instantiateWasm(imports, done) {
    WebAssembly.instantiate(module, imports).then(({ instance, module: compiled }) => done(instance, compiled));
    return {};
  },
});
const session = new checker.Session(13);
const wasm = megabytes(
  best(texts, ({ text }) => {
    const file = session.open("a.py", text);
    session.summary(file);
    session.close(file);
  }),
);
const workspace = new Workspace({ "target-version": "py313", lint: { select: [] } }, PositionEncoding.Utf8);
const ruff = megabytes(best(texts, ({ text }) => workspace.check(text)));

const result = {
  ...native,
  cpython_mb_per_s: cpython,
  native_over_cpython: nativeSome.parse_mb_per_s / cpython,
  wasm_mb_per_s: wasm,
  ruff_wasm_mb_per_s: ruff,
  wasm_over_ruff_wasm: wasm / ruff,
  wasm_brotli_bytes: brotliCompressSync(module).length,
};
for (const [name, value] of Object.entries(result))
  console.log(`${name.padEnd(36)} ${Number.isInteger(value) ? value : value.toFixed(3)}`);
console.log(JSON.stringify(result));
