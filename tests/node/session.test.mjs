// The compiled checker as the page has it: a session of files, positions as Monaco counts them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { instantiate, moduleSource, random, wasmBytes } from "./pellucid.mjs";

const encode = (text) => new TextEncoder().encode(text);
const decode = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** A session with one file, freed when the test ends. */
async function open(t, text, minor = 14) {
  const { Session } = await instantiate();
  const session = new Session(minor);
  t.after(() => session.delete());
  return { session, file: session.open("a.py", encode(text)) };
}

const messages = (session, file) => JSON.parse(session.diagnostics(file)).map(({ message }) => message);

test("a file is opened, renamed and closed", async (t) => {
  const { session, file } = await open(t, "x = 1\n");
  const other = session.open("b.py", encode("y = = 2\n"));
  assert.notEqual(file, other);
  assert.ok(session.has(file) && session.has(other));
  assert.deepEqual(messages(session, file), []);
  assert.equal(messages(session, other).length, 1);
  session.rename(other, "c.py");
  assert.equal(messages(session, other).length, 1);
  session.close(file);
  assert.ok(!session.has(file));
  assert.ok(session.has(other));
  assert.equal(decode(session.text(other)), "y = = 2\n");
  assert.ok(session.has(session.open("a.py", encode("z\n"))));
});

test("a new text is a new revision", async (t) => {
  const { session, file } = await open(t, "x = = 1\n");
  const before = session.revision(file);
  assert.equal(messages(session, file).length, 1);
  const after = session.setText(file, encode("x = 1\n"));
  assert.ok(after > before);
  assert.equal(session.revision(file), after);
  assert.deepEqual(messages(session, file), []);
  assert.equal(decode(session.text(file)), "x = 1\n");
});

test("edits are made at once, in any order, and count in UTF-16", async (t) => {
  const { session, file } = await open(t, "a = '😀'  # x\nb = 2\r\nc = 3\n");
  const base = session.revision(file);
  const revision = session.edit(
    file,
    base,
    // Behind the emoji; all of `b`; the line end between the lines.
    [1, 8, 1, 8, 3, 1, 3, 2, 2, 6, 3, 1],
    ["é", "d", "\n\n"],
  );
  assert.equal(revision, session.revision(file));
  assert.ok(revision > base);
  assert.equal(decode(session.text(file)), "a = '😀é'  # x\nb = 2\n\nd = 3\n");
});

test("an edit to another revision, or with ranges that overlap, asks for the whole text", async (t) => {
  const { session, file } = await open(t, "abc\ndef\n");
  const base = session.revision(file);
  assert.notEqual(session.edit(file, base, [1, 1, 1, 1], ["x"]), 0);
  const now = session.revision(file);
  const refused = [
    [base, [1, 1, 1, 1], ["y"]],
    [now + 1, [1, 1, 1, 1], ["y"]],
    [now, [1, 1, 1, 3, 1, 2, 1, 4], ["y", "z"]],
  ];
  for (const [revision, places, texts] of refused) {
    assert.equal(session.edit(file, revision, places, texts), 0, JSON.stringify(places));
    assert.equal(session.revision(file), now);
    assert.equal(decode(session.text(file)), "xabc\ndef\n");
  }
});

test("edits give the same text, table and problems as the whole text does", async () => {
  const { Session } = await instantiate();
  const pieces = [
    "a",
    " ",
    "\n",
    "\r\n",
    "😀",
    "e\u0301",
    "(",
    ")",
    "'",
    "if x:\n",
    "    ",
    "f'{",
    "}",
    "= ",
    "\t",
    "# é\n",
  ];
  for (let seed = 1; seed <= 40; ++seed) {
    const session = new Session(14);
    const { below, pick } = random(seed);
    const file = session.open("a.py", encode(""));
    let text = "";
    for (let step = 0; step < 30; ++step) {
      // A place that is no half of an emoji or of a line end.
      const place = () => {
        let at = below(text.length + 1);
        if (/[\udc00-\udfff]/.test(text[at] ?? "") || (text[at] === "\n" && text[at - 1] === "\r")) --at;
        return at;
      };
      const [from, to] = [place(), place()].sort((a, b) => a - b);
      const end = step % 3 === 0 ? to : from;
      const inserted = Array.from({ length: below(6) }, () => pick(pieces)).join("");
      const monaco = (offset) => {
        const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
        return [lines.length, lines.at(-1).length + 1];
      };
      const places = [...monaco(from), ...monaco(end)];
      text = text.slice(0, from) + inserted + text.slice(end);
      assert.notEqual(session.edit(file, session.revision(file), places, [inserted]), 0, `seed ${seed}`);
    }
    assert.equal(decode(session.text(file)), text, `seed ${seed}`);
    const fresh = new Session(14);
    const whole = fresh.open("a.py", encode(text));
    assert.deepEqual(session.nodeColumns(file), fresh.nodeColumns(whole), `seed ${seed}`);
    assert.equal(session.diagnostics(file), fresh.diagnostics(whole), `seed ${seed}`);
    session.delete();
    fresh.delete();
  }
});

test("the columns of the table are typed arrays that outlive what they were copied from", async (t) => {
  const text = "x = f('😀', y)\n";
  const { session, file } = await open(t, text);
  const columns = session.nodeColumns(file);
  const { nodes } = session.summary(file);
  const types = {
    indices: Uint32Array,
    kinds: Uint8Array,
    flags: Uint8Array,
    roles: Uint8Array,
    starts: Uint32Array,
    ends: Uint32Array,
    parents: Uint32Array,
    subtreeEnds: Uint32Array,
    payloads: Uint32Array,
  };
  for (const [name, type] of Object.entries(types)) {
    assert.ok(columns[name] instanceof type, name);
    assert.equal(columns[name].length, nodes, name);
  }
  assert.deepEqual([...columns.indices], [...columns.indices.keys()]);
  assert.equal(columns.parents[0], 0xffffffff);
  assert.equal(columns.subtreeEnds[0], nodes);
  for (let row = 1; row < nodes; ++row) {
    const parent = columns.parents[row];
    assert.ok(parent < row && columns.subtreeEnds[row] <= columns.subtreeEnds[parent]);
    assert.ok(columns.starts[row] >= columns.starts[parent] && columns.ends[row] <= columns.ends[parent]);
  }
  // UTF-16: the emoji counts two.
  assert.equal(text.slice(columns.starts[nodes - 1], columns.ends[nodes - 1]), "y");
  const before = structuredClone(columns);
  session.setText(file, encode("z\n".repeat(200_000)));
  session.summary(file);
  assert.deepEqual(columns, before);
});

test("a window of rows has places, depths and texts", async (t) => {
  const { session, file } = await open(t, "def f(a):\n    return '😀' + a\n");
  const all = session.nodeColumns(file);
  const { nodes } = session.summary(file);
  const window = session.nodeRange(file, 2, 3);
  assert.deepEqual([...window.indices], [2, 3, 4]);
  assert.deepEqual([...window.kinds], [...all.kinds.slice(2, 5)]);
  assert.equal(window.places.length, 12);
  assert.equal(JSON.parse(window.texts).length, 3);
  assert.equal(session.nodeRange(file, nodes - 1, 100).indices.length, 1);
  assert.equal(session.nodeRange(file, nodes + 5, 100).indices.length, 0);
  const some = session.nodeRows(file, [nodes - 1, 0]);
  assert.deepEqual([...some.indices], [nodes - 1, 0]);
  assert.equal(some.depths[1], 0);
  assert.deepEqual([...some.places.slice(0, 4)], [2, 19, 2, 20]);
  const names = session.nodesOfKinds(file, [all.kinds[nodes - 1]]);
  assert.ok(names instanceof Uint32Array && names.includes(nodes - 1));
});

test("the innermost node at a place, and its ancestors", async (t) => {
  const { session, file } = await open(t, "if a:\n    x = f('😀', y)\n");
  const { nodes } = session.summary(file);
  const last = session.nodeAt(file, 2, 17);
  assert.equal(last, nodes - 1);
  const { parents } = session.nodeColumns(file);
  const expected = [];
  for (let row = parents[last]; row !== 0xffffffff; row = parents[row]) expected.push(row);
  assert.deepEqual([...session.ancestors(file, last)], expected);
  assert.equal(session.nodeAt(file, 99, 99), 0);
});

test("tokens, with comments, lie one behind the other", async (t) => {
  const text = "x = '😀' # c\nif x:\n\ty(f'{x}')\n";
  const { session, file } = await open(t, text);
  const count = session.tokenCount(file);
  const { kinds, starts, ends, places, texts } = session.tokens(file, 0, count);
  assert.ok(kinds instanceof Uint8Array && starts instanceof Uint32Array && ends instanceof Uint32Array);
  assert.equal(places.length, 4 * count);
  const sources = JSON.parse(texts);
  assert.ok(sources.includes("# c"));
  let before = 0;
  for (let i = 0; i < count; ++i) {
    assert.ok(starts[i] >= before && ends[i] >= starts[i]);
    assert.match(text.slice(before, starts[i]), /^[ \t]*$/);
    before = ends[i];
  }
  assert.equal(before, text.length);
  assert.equal(sources[session.tokenAt(file, 1, 6)], "'😀'");
});

test("the Python version is the session's, and may change", async (t) => {
  const { session, file } = await open(t, "t'{len}'\n", 13);
  assert.equal(messages(session, file).length, 1);
  session.setVersion(14);
  assert.deepEqual(messages(session, file), []);
  session.setVersion(8);
  assert.equal(messages(session, file).length, 1);
});

test("byte-order marks, line ends and stray bytes come back as they came in", async (t) => {
  const { session, file } = await open(t, "");
  for (const bytes of [
    encode("\ufeffx = 1\r\ny = 2\rz = 3\n"),
    Uint8Array.of(0x78, 0xff, 0x0a, 0x00, 0xc3),
    encode(`# ${"é".repeat(1000)}`),
  ]) {
    session.setText(file, bytes);
    session.diagnostics(file);
    assert.deepEqual(session.text(file), bytes);
  }
});

test("closing files gives their memory back", async (t) => {
  const { Session, usedBytes } = await instantiate();
  const session = new Session(14);
  t.after(() => session.delete());
  const text = encode("x = f(y)\n".repeat(50_000));
  const round = () => {
    const file = session.open("a.py", text);
    session.diagnostics(file);
    session.nodeRange(file, 0, 100);
    session.tokens(file, 0, 100);
    session.close(file);
  };
  round();
  const before = usedBytes();
  for (let i = 0; i < 5; ++i) round();
  assert.ok(usedBytes() <= before + 10_000, `${usedBytes() - before} bytes more`);
});

test("a thousand rounds of open, edit, check and close do not grow the heap", async (t) => {
  const { Session, usedBytes, heapBytes } = await instantiate();
  const session = new Session(14);
  t.after(() => session.delete());
  const kept = session.open("kept.py", encode("from shop import total, nothing\nprint(total)\n"));
  const round = (n) => {
    const i = n % 50;
    const name = `m${i}`;
    const shop = session.open("shop.py", encode(`from ${name} import f${i} as total\n`));
    const file = session.open(`${name}.py`, encode(`def f${i}(a${i}):\n    return a${i} + b\n`));
    session.diagnostics(kept);
    session.setText(file, encode(`x = 1\ndef f${i}(a):\n    return [a for a in a${i}]\n`));
    for (const each of [kept, shop, file]) session.diagnostics(each);
    session.close(shop);
    session.close(file);
    session.diagnostics(kept);
  };
  let i = 0;
  for (; i < 1024; ++i) round(i);
  const used = usedBytes(),
    heap = heapBytes();
  for (; i < 2048; ++i) round(i);
  assert.equal(heapBytes(), heap);
  // Two files a round, whose numbers are never used again: four bytes each, in a list that doubles.
  const more = (usedBytes() - used) / 1024;
  assert.ok(more < 24, `${more} bytes more a round`);
});

test("the module is small, and makes no code out of strings", () => {
  const source = readFileSync(moduleSource, "utf8");
  assert.doesNotMatch(source, /\beval\s*\(|new\s+Function\b/);
  const size = brotliCompressSync(wasmBytes()).length;
  assert.ok(size <= 500_000, `${size} bytes`);
});
