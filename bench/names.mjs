// What scopes, use-def and rules cost, against ruff's pyflakes rules and pyflakes itself, over a standard library:
//
//     npm run bench -- names [FOLDER] [ROUNDS]
//
// FOLDER: Python sources, by default the library of the `python3` at hand. Every file is checked ROUNDS times (5), and its
// best time counts; ratios are of figures from this one run. Prints a table and, last, one line of JSON.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { buildTree, inProject } from "../scripts/lib/paths.mjs";
import { best, createChecker, librarySources, report, sourceTexts } from "./lib/corpus.mjs";

const files = librarySources(process.argv[2]);
const rounds = Number(process.argv[3] ?? 5);

function listed(name, paths) {
  const list = inProject("build", name);
  writeFileSync(list, `${paths.join("\n")}\n`);
  return list;
}

const names = (list) =>
  JSON.parse(
    execFileSync(join(buildTree("release"), "bench/names_bench"), [list, String(rounds)], { encoding: "utf8" }),
  );

const native = names(listed("bench_files.txt", files));

// pyflakes takes minutes over the whole library, so it gets every eighth file, and Pellucid those again. It is a module of
// the Python that Debian packages, whichever comes first on PATH.
const some = listed(
  "bench_files_some.txt",
  files.filter((_, i) => i % 8 === 0),
);
const pyflakes = JSON.parse(
  execFileSync("/usr/bin/python3", [inProject("bench/pyflakes_check.py"), some, "3"], { encoding: "utf8" }),
);
const nativeSome = names(some);

// From text to diagnostics, as each hands them out.
const texts = sourceTexts(files);
const megabytes = (seconds) => texts.reduce((sum, { bytes }) => sum + bytes, 0) / seconds / 1e6;
const checker = await createChecker();
const session = new checker.Session(13);
const workspace = new Workspace({ "target-version": "py313", lint: { select: ["F"] } }, PositionEncoding.Utf8);
const [wasm, ruff] = best(rounds, texts, [
  ({ text }) => {
    const file = session.open("a.py", text);
    session.diagnostics(file);
    session.close(file);
  },
  ({ text }) => workspace.check(text),
]).map(megabytes);

report({
  ...native,
  pyflakes_check_mb_per_s: pyflakes.check_mb_per_s,
  pyflakes_all_mb_per_s: pyflakes.all_mb_per_s,
  native_over_pyflakes: nativeSome.text_to_diagnostics_mb_per_s / pyflakes.all_mb_per_s,
  native_over_pyflakes_without_parsing: nativeSome.scopes_use_def_rules_mb_per_s / pyflakes.check_mb_per_s,
  wasm_mb_per_s: wasm,
  ruff_wasm_mb_per_s: ruff,
  wasm_over_ruff_wasm: wasm / ruff,
});
