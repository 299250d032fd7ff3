// What scopes, use-def and rules cost, against ruff's pyflakes rules and pyflakes itself, over a standard library:
//
//     npm run bench -- names [FOLDER] [ROUNDS]
//
// FOLDER: Python sources, by default the library of the `python3` at hand. Every file is checked ROUNDS times (5), and its
// best time counts; ratios are of figures from this one run, which takes some minutes. Prints what each rule costs, a table
// and, last, one line of JSON.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { build } from "../scripts/lib/cmake.mjs";
import { buildTree, inProject } from "../scripts/lib/paths.mjs";
import { best, createChecker, librarySources, report, sourceTexts } from "./lib/corpus.mjs";

const files = librarySources(process.argv[2]);
const rounds = Number(process.argv[3] ?? 5);

function listed(name, paths) {
  const list = inProject("build", name);
  writeFileSync(list, `${paths.join("\n")}\n`);
  return list;
}

/** What is said of each piece of work as it begins: the whole takes long. */
function measured(title, command, ...words) {
  console.log(title);
  return JSON.parse(execFileSync(command, words.map(String), { encoding: "utf8" }));
}

const names = join(buildTree("release"), "bench/names_bench");
const all = listed("bench_files.txt", files);
const native = measured("natively", names, all, rounds);

// pyflakes takes minutes over the whole library, so it gets every eighth file, and Pellucid those again. It is a module of
// the Python that Debian packages, whichever comes first on PATH.
const some = listed(
  "bench_files_some.txt",
  files.filter((_, i) => i % 8 === 0),
);
const pyflakes = measured("pyflakes", "/usr/bin/python3", inProject("bench/pyflakes_check.py"), some, 3);
const nativeSome = measured("natively, what pyflakes was given", names, some, rounds, "phases");

// The same program as WebAssembly tells what parsing, scopes and rules cost without the page's session around them.
await build("wasm", "names_bench");
const inWasm = measured(
  "in WebAssembly",
  process.execPath,
  join(buildTree("wasm"), "bench/names_bench.cjs"),
  all,
  rounds,
  "phases",
);

// From a string to diagnostics, as each hands them out.
console.log("in WebAssembly, as a page uses it, and ruff");
const texts = sourceTexts(files);
const megabytes = (seconds) => texts.reduce((sum, { bytes }) => sum + bytes, 0) / seconds / 1e6;
const checker = await createChecker();
const session = new checker.Session(13);
const encoder = new TextEncoder();
const select = (...rules) =>
  new Workspace({ "target-version": "py313", lint: { select: rules } }, PositionEncoding.Utf16);
const [ofPyflakes, none] = [select("F"), select()];
const [wasm, ruff, ruffWithoutRules] = best(rounds, texts, [
  ({ text }) => {
    const file = session.open("a.py", encoder.encode(text));
    JSON.parse(session.diagnostics(file));
    session.close(file);
  },
  ({ text }) => ofPyflakes.check(text),
  ({ text }) => none.check(text),
]).map(megabytes);

const isOfRules = ([name]) => name.startsWith("rule_");
const rules = Object.entries(native).filter(isOfRules);
console.log("\nns/B over all files, and where it is most".padEnd(44));
for (const [name, cost] of rules) {
  const rule = name.replace("rule_", "").replace("_ns_per_byte", "");
  const worst = native[`${name}_at_worst`];
  if (worst !== undefined) console.log(`${rule.padEnd(44)} ${cost.toFixed(3)} ${worst.toFixed(3)}`);
}
console.log();

report({
  ...Object.fromEntries(Object.entries(native).filter((entry) => !isOfRules(entry))),
  pyflakes_check_mb_per_s: pyflakes.check_mb_per_s,
  pyflakes_all_mb_per_s: pyflakes.all_mb_per_s,
  native_over_pyflakes: nativeSome.text_to_diagnostics_mb_per_s / pyflakes.all_mb_per_s,
  native_over_pyflakes_without_parsing: nativeSome.scopes_use_def_rules_mb_per_s / pyflakes.check_mb_per_s,
  wasm_text_to_diagnostics_mb_per_s: inWasm.text_to_diagnostics_mb_per_s,
  wasm_scopes_use_def_rules_mb_per_s: inWasm.scopes_use_def_rules_mb_per_s,
  wasm_session_mb_per_s: wasm,
  ruff_wasm_mb_per_s: ruff,
  ruff_wasm_without_rules_mb_per_s: ruffWithoutRules,
  wasm_session_over_ruff_wasm: wasm / ruff,
  wasm_scopes_use_def_rules_over_ruff_wasm: inWasm.scopes_use_def_rules_mb_per_s / ruff,
});
