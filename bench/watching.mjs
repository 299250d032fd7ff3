// What looking at the engine costs an edit, on the compiled checker under Node: node bench/watching.mjs
//
// Keystrokes in one of twelve small modules, each followed by a check of all: with nobody looking, watched, and watched with
// all that the Engine tab shows made each time. Typed is a comment, which changes no row; and a number in a function's body,
// there and away again, so that walks, rules and the comparison of the tables have work. Rounds take turns; the best of each
// counts.

import { readFileSync } from "node:fs";
import { inProject } from "../scripts/lib/paths.mjs";
import { instantiate } from "../tests/node/pellucid.mjs";

const source = readFileSync(inProject("web/src/model/example_project.ts"), "utf8");
const texts = [...source.matchAll(/^const (\w+) = `([\s\S]*?)`;$/gm)].map(([, name, text]) => [name, text]);
const module = await instantiate();
const keystrokes = 300;
const rounds = 7;
const bytes = (text) => new TextEncoder().encode(text);

const edited = texts.findIndex(([name]) => name === "money");
const lines = texts[edited][1].split("\n");
const body = lines.findIndex((line) => line.startsWith("def share")) + 2;
const number = "    count = 1";

/** What the i-th keystroke changes: a place, four numbers, and the text that stands there then. */
const kinds = {
  "a comment": { line: "# ", edit: (i) => [[body, 2 + i, body, 2 + i], "#"] },
  "in a body": {
    line: number,
    edit: (i) => {
      const end = number.length + 1;
      return i % 2 === 0 ? [[body, end, body, end], "1"] : [[body, end, body, end + 1], ""];
    },
  },
};

function round(kind, { line, edit }) {
  const session = new module.Session(14);
  const files = texts.map(([name, text]) => session.open(`shop/${name}.py`, bytes(text)));
  const file = files[edited];
  session.edit(file, session.revision(file), [body, 1, body, 1], [`${line}\n`]);
  for (const each of files) session.diagnostics(each);
  session.show(file);
  session.watch(kind !== "nobody looks");
  const begin = performance.now();
  for (let i = 0; i < keystrokes; ++i) {
    const [place, text] = edit(i);
    if (session.edit(file, session.revision(file), place, [text]) === 0) throw new Error("the edit does not fit");
    for (const each of files) session.diagnostics(each);
    if (kind === "shown") session.engineView();
  }
  const taken = (performance.now() - begin) / keystrokes;
  session.delete();
  return taken;
}

for (const [typed, keystroke] of Object.entries(kinds)) {
  const best = new Map();
  for (let i = 0; i < rounds; ++i)
    for (const kind of ["nobody looks", "watched", "shown"])
      best.set(kind, Math.min(best.get(kind) ?? Number.POSITIVE_INFINITY, round(kind, keystroke)));
  for (const [kind, taken] of best)
    console.log(
      `${typed}, ${kind.padEnd(14)} ${taken.toFixed(3)} ms a keystroke, ${(taken / best.get("nobody looks")).toFixed(2)} times`,
    );
}
