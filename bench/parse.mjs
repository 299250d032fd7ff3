// What lexing, parsing and the table cost, against CPython's and ruff's parsers, over a standard library:
//
//     npm run bench -- parse [FOLDER] [ROUNDS]
//
// FOLDER: Python sources, by default the library of the `python3` at hand. Every file is parsed ROUNDS times (5), and its
// best time counts; ratios are of figures from this one run. Prints a table and, last, one line of JSON.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { buildTree, inProject } from "../scripts/lib/paths.mjs";
import { best, createChecker, librarySources, report, sourceTexts, wasmBytes } from "./lib/corpus.mjs";

const files = librarySources(process.argv[2]);
const rounds = Number(process.argv[3] ?? 5);
const list = inProject("build/bench_files.txt");
writeFileSync(list, `${files.join("\n")}\n`);

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

const texts = sourceTexts(files);
const megabytes = (seconds) => texts.reduce((sum, { bytes }) => sum + bytes, 0) / seconds / 1e6;
const checker = await createChecker();
const session = new checker.Session(13);
const workspace = new Workspace({ "target-version": "py313", lint: { select: [] } }, PositionEncoding.Utf8);
const [wasm, ruff] = best(rounds, texts, [
  ({ text }) => {
    const file = session.open("a.py", text);
    session.summary(file);
    session.close(file);
  },
  ({ text }) => workspace.check(text),
]).map(megabytes);

report({
  ...native,
  cpython_mb_per_s: cpython,
  native_over_cpython: nativeSome.parse_mb_per_s / cpython,
  wasm_mb_per_s: wasm,
  ruff_wasm_mb_per_s: ruff,
  wasm_over_ruff_wasm: wasm / ruff,
  wasm_brotli_bytes: brotliCompressSync(wasmBytes()).length,
});
