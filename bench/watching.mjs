// What looking at the engine costs an edit, on the compiled checker under Node: node bench/watching.mjs
//
// The same keystrokes in one of twelve small modules, each followed by a check of all: with nobody looking, watched, and
// watched with all that the Engine tab shows made each time. Rounds take turns; the best of each counts.

import { readFileSync } from "node:fs";
import { inProject } from "../scripts/lib/paths.mjs";
import { instantiate } from "../tests/node/pellucid.mjs";

const source = readFileSync(inProject("web/src/model/example_project.ts"), "utf8");
const texts = [...source.matchAll(/^const (\w+) = `([\s\S]*?)`;$/gm)].map(([, name, text]) => [name, text]);
const module = await instantiate();
const keystrokes = 300;
const rounds = 7;
const bytes = (text) => new TextEncoder().encode(text);

function round(kind) {
  const session = new module.Session(14);
  const files = texts.map(([name, text]) => session.open(`shop/${name}.py`, bytes(text)));
  for (const file of files) session.diagnostics(file);
  session.show(files[0]);
  session.watch(kind !== "nobody looks");
  const begin = performance.now();
  for (let i = 0; i < keystrokes; ++i) {
    session.edit(files[0], session.revision(files[0]), [8, 1, 8, 1], ["#"]);
    for (const file of files) session.diagnostics(file);
    if (kind === "shown") session.engineView();
  }
  const taken = (performance.now() - begin) / keystrokes;
  session.delete();
  return taken;
}

const best = new Map();
for (let i = 0; i < rounds; ++i)
  for (const kind of ["nobody looks", "watched", "shown"])
    best.set(kind, Math.min(best.get(kind) ?? Number.POSITIVE_INFINITY, round(kind)));
for (const [kind, taken] of best)
  console.log(
    `${kind.padEnd(14)} ${taken.toFixed(3)} ms a keystroke, ${(taken / best.get("nobody looks")).toFixed(2)} times`,
  );
