// The command and the compiled checker say the same of the same text, each in its own positions: bytes and code points
// here, UTF-16 there.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { buildTree, inProject } from "../../scripts/lib/paths.mjs";
import { documents, folder, instantiate, random } from "./pellucid.mjs";

const fixtures = inProject("tests/fixtures/syntax");
const names = readdirSync(fixtures).filter((name) => name.endsWith(".py"));

/** Sources with and without problems: the fixtures as they are, and with lines lost, doubled, cut and swapped. */
function sources() {
  const found = [];
  for (const name of names) {
    const text = readFileSync(join(fixtures, name), "utf8");
    found.push(text, text.replaceAll("\n", "\r\n"), `\ufeff${text}`);
    for (let seed = 1; seed <= 12; ++seed) {
      const { below, pick } = random(seed * 7919);
      const lines = text.split("\n");
      for (let change = 0; change < 6; ++change) {
        const at = below(lines.length);
        const line = lines[at];
        const column = below(line.length + 1);
        const piece = pick(["(", ")", "'", '"""', "f'{", "😀", "e\u0301", " ", "=", ":", "\t", "if ", ",", "\\"]);
        const changed = pick([
          [],
          [line, line],
          [line.slice(0, column)],
          [line.slice(0, column) + piece + line.slice(column)],
        ]);
        lines.splice(at, 1, ...changed);
      }
      found.push(lines.join("\n"));
    }
  }
  return found;
}

/** The UTF-16 offset of each byte that begins a character, from the text as both have it. */
function offsets(text) {
  const found = new Map();
  let bytes = 0;
  let units = 0;
  for (const character of text) {
    found.set(bytes, units);
    bytes += Buffer.byteLength(character);
    units += character.length;
  }
  return found.set(bytes, units);
}

test("the command and the compiled checker agree", { timeout: 120_000 }, async (t) => {
  const texts = sources();
  const cwd = folder(t);
  const paths = texts.map((text, i) => {
    const path = `${String(i).padStart(4, "0")}.py`;
    writeFileSync(join(cwd, path), text);
    return path;
  });
  const { Session } = await instantiate();
  // Kinds and roles are numbers there and words here: a number always stands for the same word.
  const words = { kind: new Map(), role: new Map() };
  const isSame = (what, word, number) => {
    if (!words[what].has(number)) words[what].set(number, word);
    return words[what].get(number) === word;
  };
  let problems = 0;
  for (const minor of [8, 12, 15]) {
    const version = ["--python-version", `3.${minor}`];
    const [{ diagnostics }] = documents(cwd, "check", "--output-format", "json", ...version, ...paths);
    const tables = documents(cwd, "nodes", "--format", "json", ...version, ...paths);
    problems += diagnostics.length;
    // One project, as the command sees it, with the same library.
    const session = new Session(minor);
    assert.equal(session.setStubs(readFileSync(join(buildTree("release"), "stdlib.stubs"))), "");
    const files = texts.map((text, i) => session.open(paths[i], new TextEncoder().encode(text)));
    for (const [i, text] of texts.entries()) {
      const file = files[i];
      const at = offsets(text);
      const lines = text.split(/\r\n|\r|\n/);
      // Monaco does not see the mark, and Python's columns do not count it.
      const mark = text.startsWith("\ufeff") ? 1 : 0;
      const inUnits = ({ line, column, offset }) => {
        const shown = line === 1 ? lines[0].slice(mark) : lines[line - 1];
        const before = [...shown].slice(0, column - 1).join("");
        assert.equal(before.length >= column - 1, true, `column ${column} lies outside of ${JSON.stringify(shown)}`);
        return { line, column: before.length + 1, offset: at.get(offset) - mark };
      };
      const inRange = ({ start, end }) => ({ start: inUnits(start), end: inUnits(end) });
      const expected = diagnostics
        .filter(({ path }) => path === paths[i])
        .map((d) => ({
          ...d,
          range: inRange(d.range),
          related: d.related.map((r) => ({ ...r, range: inRange(r.range) })),
          fix: d.fix && { ...d.fix, edits: d.fix.edits.map((e) => ({ ...e, range: inRange(e.range) })) },
        }));
      assert.deepEqual(JSON.parse(session.diagnostics(file)), expected, `3.${minor}, ${paths[i]}:\n${text}`);
      const columns = session.nodeColumns(file);
      const { rows } = tables[i];
      assert.equal(columns.kinds.length, rows.length);
      for (const [row, kind, role, start, end, parent, subtreeEnd] of rows) {
        const same =
          isSame("kind", kind, columns.kinds[row]) &&
          isSame("role", role, columns.roles[row]) &&
          Math.max(0, at.get(start) - mark) === columns.starts[row] &&
          Math.max(0, at.get(end) - mark) === columns.ends[row] &&
          (parent ?? 0xffffffff) === columns.parents[row] &&
          subtreeEnd === columns.subtreeEnds[row];
        const there = ["kinds", "roles", "starts", "ends", "parents", "subtreeEnds"].map((name) => columns[name][row]);
        if (!same) assert.fail(`3.${minor}: ${[row, kind, role, start, end]} is there ${there} in\n${text}`);
      }
    }
    session.delete();
  }
  assert.ok(problems > 300, `${problems} problems are too few to tell`);
});
