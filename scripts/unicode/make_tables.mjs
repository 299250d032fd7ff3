// Writes core/source/unicode_data.inc: which characters identifiers may hold, since which Python, and how
// identifiers are normalised (NFKC). Run it when a new Python brings a new Unicode:
//
//     node scripts/unicode/make_tables.mjs python3.8 python3.9 python3.11 python3.12 python3.13
//
// The Pythons named give their versions' characters; Pyodide (an npm package) gives 3.14's and the normalisation
// data; Node's own \p{XID_Start} gives the newest ones.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const here = (name) => new URL(name, import.meta.url);
const dump = readFileSync(here("dump.py"), "utf8");

const editions = process.argv
  .slice(2)
  .map((python) => JSON.parse(execFileSync(python, [here("dump.py").pathname], { maxBuffer: 1 << 28 })));
const pyodide = await loadPyodide();
pyodide.globals.set("__name__", "dump");
pyodide.runPython(dump);
const newest = JSON.parse(pyodide.runPython('main("nfkc")'));
editions.push(newest);

const ofNode = (pattern) => {
  const found = [];
  for (let code = 0x80; code < 0x110000; ++code) {
    if (!pattern.test(String.fromCodePoint(code))) continue;
    if (found.length && found.at(-1)[1] === code - 1) found.at(-1)[1] = code;
    else found.push([code, code]);
  }
  return found;
};
editions.push({
  python: "3.15",
  unicode: process.versions.unicode,
  start: ofNode(/^\p{XID_Start}$/u),
  continue: ofNode(/^\p{XID_Continue}$/u),
});

// since[code] = the minor version that first has the character; start[code] = may it start an identifier.
const since = new Uint8Array(0x110000);
const start = new Uint8Array(0x110000);
for (const edition of editions) {
  const minor = Number(edition.python.split(".")[1]);
  for (const [first, last] of edition.continue) for (let code = first; code <= last; ++code) since[code] ||= minor;
  for (const [first, last] of edition.start) for (let code = first; code <= last; ++code) start[code] = 1;
}

const lines = [];
const array = (type, name, values) => {
  lines.push(`constexpr ${type} ${name}[] = {`);
  for (let i = 0; i < values.length; i += 12) lines.push(`    ${values.slice(i, i + 12).join(", ")},`);
  lines.push("};", "");
};
const hex = (value) => `0x${value.toString(16).toUpperCase()}`;

// A range a row: its first character, and its last one's distance << 5 | since - 8 << 1 | start.
const firsts = [];
const rest = [];
for (let code = 0x80; code < 0x110000; ) {
  if (!since[code]) {
    ++code;
    continue;
  }
  let last = code;
  while (last + 1 < 0x110000 && since[last + 1] === since[code] && start[last + 1] === start[code]) ++last;
  firsts.push(hex(code));
  rest.push(hex(((last - code) << 5) | ((since[code] - 8) << 1) | start[code]));
  code = last + 1;
}

// Decompositions: runs of neighbours that map to neighbours (the many alphabets of mathematics), and the others.
const { decompositions, classes, compositions } = newest.nfkc;
const runs = [];
const others = [];
for (const [code, to] of decompositions) {
  if (to.length !== 1) {
    others.push([code, to]);
    continue;
  }
  const run = runs.at(-1);
  if (run && run.first + run.count === code && run.to + run.count === to[0]) ++run.count;
  else runs.push({ first: code, count: 1, to: to[0] });
}

lines.push(
  "// Written by scripts/unicode/make_tables.mjs from the Unicode data of",
  `// ${editions.map((e) => `Python ${e.python} (${e.unicode})`).join(", ")}. Do not edit.`,
  "// clang-format off",
  "",
);
array("uint32_t", "kIdentifierFirst", firsts);
array("uint32_t", "kIdentifierRest", rest);
array(
  "uint32_t",
  "kRunFirst",
  runs.map((r) => hex(r.first)),
);
array(
  "uint16_t",
  "kRunCount",
  runs.map((r) => r.count),
);
array(
  "uint32_t",
  "kRunTarget",
  runs.map((r) => hex(r.to)),
);
array(
  "uint32_t",
  "kDecomposed",
  others.map(([code]) => hex(code)),
);
const offsets = [];
const targets = [];
for (const [, to] of others) {
  offsets.push(targets.length);
  targets.push(...to.map(hex));
}
offsets.push(targets.length);
array("uint16_t", "kDecompositionOffset", offsets);
array("uint32_t", "kDecompositionTarget", targets);

const classRuns = [];
for (const [code, value] of classes) {
  const run = classRuns.at(-1);
  if (run && run.first + run.count === code && run.value === value) ++run.count;
  else classRuns.push({ first: code, count: 1, value });
}
array(
  "uint32_t",
  "kClassFirst",
  classRuns.map((r) => hex(r.first)),
);
array(
  "uint8_t",
  "kClassCount",
  classRuns.map((r) => r.count),
);
array(
  "uint8_t",
  "kClassValue",
  classRuns.map((r) => r.value),
);

compositions.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
array(
  "uint32_t",
  "kCompositionFirst",
  compositions.map((c) => hex(c[0])),
);
array(
  "uint32_t",
  "kCompositionSecond",
  compositions.map((c) => hex(c[1])),
);
array(
  "uint32_t",
  "kCompositionResult",
  compositions.map((c) => hex(c[2])),
);
lines.push("// clang-format on");
writeFileSync(here("../../core/source/unicode_data.inc"), `${lines.join("\n")}\n`);
console.log(
  `${firsts.length} identifier ranges, ${runs.length} runs, ${others.length} decompositions, ` +
    `${classRuns.length} class runs, ${compositions.length} compositions`,
);
