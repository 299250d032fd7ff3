// Sources that are deeper, longer and larger than anybody writes: each ends in a result or a diagnostic, with a bounded
// stack, and in a time that grows with its length. Natively with a stack of one megabyte, and in WebAssembly with what
// Node gives, which is what a tab gives.

import assert from "node:assert/strict";
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, instantiate, pellucidWithStack } from "./pellucid.mjs";

const encoder = new TextEncoder();

const deep = 100_000;
const stack = 1024;

// Generous: machines differ, and what grows with the square of the length takes minutes.
const patience = 20_000;

const times = (piece) => piece.repeat(deep);
const around = (open, inner, close) => times(open) + inner + times(close);
const indented = (header) => Array.from({ length: 1500 }, (_, i) => `${" ".repeat(i)}${header}\n`).join("");

/** Deeper than the checker goes: a diagnostic says where it stops. */
const beyondLimits = {
  parentheses: around("(", "a", ")"),
  brackets: around("[", "", "]"),
  braces: around("{", "", "}"),
  "open brackets": times("([{"),
  calls: around("f(", "", ")"),
  subscripts: around("a[", "0", "]"),
  lambdas: `${times("lambda: ")}a`,
  "defaults of lambdas": `${times("lambda x=")}a`,
  powers: `a${times("**a")}`,
  comprehensions: around("[a for a in ", "b", "]"),
  dictionaries: around("{a: ", "1", "}"),
  "f-strings": around("f'{", "a", "}'"),
  "f-strings in two quotes": `${times("f'{f\"{")}`,
  "t-strings": times("t'{"),
  blocks: indented("if a:"),
  classes: indented("class A:"),
  "patterns in parentheses": `match a:\n case ${around("(", "b", ")")}: pass`,
  "patterns of classes": `match a:\n case ${around("A(", "", ")")}: pass`,
  "targets of del": `del ${around("(", "a", ")")}`,
};

/** Long, not deep: chains that are rows side by side or one within the other, without recursion. */
const results = {
  not: `${times("not ")}a`,
  minus: `${times("-")}a`,
  "every prefix operator": `${times("not -+~")}a`.replaceAll("~not", "~(a) and not"),
  sums: `a${times("+a")}`,
  "and, or": `a${times(" and a or a")}`,
  comparisons: `a${times(" < a")}`,
  "not in": `a${times(" not in a")}`,
  ternaries: `${times("a if b else ")}c`,
  attributes: `a${times(".b")}`,
  "chains of calls": `f${times("()")}`,
  "chains of subscripts": `a${times("[0]")}`,
  assignments: `${times("a = ")}1`,
  tuples: times("a, "),
  clauses: `[a ${times("for a in b ")}]`,
  conditions: `[a for a in b${times(" if c")}]`,
  "strings side by side": times("'a' "),
  fields: `f'${times("{a}")}'`,
  decorators: `${times("@a\n")}def f(): pass\n`,
  elif: `if a: pass\n${times("elif a: pass\n")}`,
  except: `try: pass\n${times("except A: pass\n")}`,
  cases: `match a:\n${times(" case 1: pass\n")}`,
  alternatives: `match a:\n case ${times("1 | ")}1: pass`,
  statements: times("a;"),
  continuations: `${times("\\\n")}a`,
  imports: `import ${times("a.")}a`,
  relative: `from ${times(".")} import a`,
  letters: times("ａé"),
};

/** What makes no sense, over and over: an error, and nothing that piles up. */
const nonsense = {
  "closing brackets": times(")"),
  "brackets that do not match": times("(]"),
  "brackets across": times("([)]"),
  "statements on a header's line": times("if a: "),
  "definitions on a line": times("def f(): "),
  classes: times("class A: "),
  "with on a line": times("with a: "),
  stars: `f(${times("*")}a)`,
  "double stars": `{${times("**")}a}`,
  "stars of parameters": `lambda ${times("**")}a`,
  "yield in yield": `def f():\n ${times("yield ")}`,
  "targets that are none": `def f():\n ${times("x = yield ")}`,
  "not behind an operator": `${times("a < not ")}a`,
  "await await": times("await "),
  "async async": times("async "),
  "alternatives left out": `match a:\n case ${times("| ")}a: pass`,
  "open character names": `'${times("\\N{")}'`,
  escapes: `'${times("\\x")}'`,
  emoji: times("😀"),
  "emoji in names": times("é😀"),
  "byte-order marks": times("\ufeff"),
  dollars: times("$"),
  nul: times("\0"),
  quotes: times("'"),
  "lines with an open string": times("'\n"),
  "format specifications": `f'${times("{a:")}`,
  "indents and dedents": Array.from({ length: deep / 10 }, (_, i) => `${" ".repeat(100 - (i % 100))}a\n`).join(""),
  "clauses without a statement": times("else:\nexcept:\n"),
  imports: times("from "),
  decorators: times("@"),
};

const all = [
  ...Object.entries(beyondLimits).map(([name, text]) => ({ group: "beyond limits", name, text })),
  ...Object.entries(results).map(([name, text]) => ({ group: "results", name, text })),
  ...Object.entries(nonsense).map(([name, text]) => ({ group: "nonsense", name, text })),
];

/** Whether the first diagnostics, in a line each or as JSON, fit the group. */
function fits(group, found) {
  const isReported = /invalid-syntax/.test(found);
  return group === "beyond limits"
    ? isReported && /too (many|deeply)/.test(found)
    : isReported === (group === "nonsense");
}

const commands = [
  ["check", "--output-format", "concise"],
  ["ast", "--format", "cpython"],
  ["nodes", "--format", "table"],
  ["tokens", "--format", "text"],
];

for (const { group, name, text } of all) {
  test(`${group}: ${name}`, { timeout: 4 * patience }, async (t) => {
    const cwd = folder(t, { "a.py": text });
    const run = async (words) => {
      const begin = performance.now();
      const { code, signal, out, err } = await pellucidWithStack(cwd, stack, ...words, "a.py");
      assert.equal(signal, null, `${words[0]}: ${err}`);
      assert.ok(code === 0 || code === 1, `${words[0]}: exit ${code}: ${err}`);
      assert.ok(performance.now() - begin < patience, words[0]);
      if (words[0] === "check") assert.ok(fits(group, out), out.slice(0, 300));
    };
    await Promise.all(commands.map(run));
    const { Session } = await instantiate();
    const session = new Session(14);
    const begin = performance.now();
    const file = session.open("a.py", encoder.encode(text));
    assert.ok(fits(group, session.diagnostics(file).slice(0, 1 << 20)));
    const { nodes } = session.summary(file);
    assert.equal(session.nodeColumns(file).kinds.length, nodes);
    session.nodeRange(file, Math.max(0, nodes - 50), 50);
    session.ancestors(file, nodes - 1);
    session.nodeAt(file, 1, Math.trunc(text.length / 2));
    session.tokens(file, Math.max(0, session.tokenCount(file) - 50), 50);
    session.delete();
    assert.ok(performance.now() - begin < patience);
  });
}

/** What rules about names would compare each with each. */
const many = 120_000;
const lines = (line) => Array.from({ length: many }, (_, i) => line(i)).join("");
const names = {
  "the same import": lines(() => "import a\n").repeat(2),
  "imports of submodules": lines((i) => `import a.b${i}\n`),
  "imports in functions": lines((i) => `def f${i}():\n import a\n`),
  "names in __all__": `__all__ = [${lines((i) => `"n${i}",`)}]\n${lines((i) => `n${i} = 1\n`)}`,
  "bindings and uses of one name": `${lines(() => "if a: x = 1\n")}${lines(() => "x\n")}`,
  "uses of one name from a function": `${lines(() => "x = 1\n")}def f():\n${lines(() => " x\n")}`,
  "conditions in __all__": `__all__ = ${lines(() => "[] if a else ")}[]\n`,
  "calls beside __all__": `__all__ = []\nf${lines(() => "()")}\n`,
  "__all__ of many modules": `__all__ = []\n${lines((i) => `import a${i}\n`)}${lines((i) => `__all__ += a${i}.__all__\n`)}`,
  "attributes of attributes of a module": `import a\na${lines(() => ".b")}\nx: "a${lines(() => ".b")}"\n`,
  "strings between operators": `import a\nx = ${lines(() => '"a.b" + ')}""\n`,
  "strings for one of many names": `${lines(() => "from t import cast\n")}${lines(() => 'cast("a.b", 1)\n')}`,
  "names of a module with a long name": `from ${"a".repeat(20_000)} import ${lines((i) => `b${i}, `)}c\n`,
  "attributes of a module with a long name": `import ${lines(() => "a.")}a as m\n${lines((i) => `m.b${i}.c\n`)}`,
  "attributes of what many imports bind": lines(() => "if p: import m.a\nm.x\n"),
  "names that many modules may have": `${lines((i) => `from a${i} import *\n`)}${lines((i) => `n${i}\n`)}`,
  "names that modules may have, taken in branches": `${lines((i) => `if a: from a${i} import *\n`)}${lines((i) => `n${i}\n`)}`,
  "names between star imports in branches": lines((i) => `if a: from a import *\nn${i}\n`),
  "names behind a star import and many branches": `from a import *\n${lines(() => "if a: x = 1\nx\n")}`,
  "names that a module may have, asked again and again": `${lines(() => "from os import *\n")}${lines((i) => `n${i}\n`)}`,
  "imports in place of many others": `try:\n${lines((i) => ` import a${i}\n`)}except ImportError:\n${lines((i) => ` import b${i}\n`)}`,
};

for (const [name, text] of Object.entries(names)) {
  test(`many names: ${name}`, { timeout: 4 * patience }, async (t) => {
    const cwd = folder(t, { "a.py": text });
    const begin = performance.now();
    const { code, signal, err } = await pellucidWithStack(cwd, stack, "check", "--output-format", "concise", "a.py");
    assert.equal(signal, null, err);
    assert.ok(code === 0 || code === 1, err);
    assert.ok(performance.now() - begin < patience);
  });
}

// Where a number has 32 bits.
test("65,536 star imports that are never run, and as many names", { timeout: 4 * patience }, async () => {
  const { Session } = await instantiate();
  const session = new Session(14);
  const text = `${"if False: from m import *\n".repeat(65_536)}${Array.from({ length: 65_536 }, (_, i) => `n${i}\n`).join("")}`;
  session.open("m.py", encoder.encode("a = 1\n"));
  const begin = performance.now();
  assert.notEqual(session.diagnostics(session.open("a.py", encoder.encode(text))), "[]");
  assert.ok(performance.now() - begin < patience);
  session.delete();
});

test("symbols behind 10,000 star imports in branches", { timeout: 4 * patience }, async () => {
  const { Session } = await instantiate();
  const session = new Session(14);
  const text = `${"if a: from m import *\n".repeat(10_000)}${Array.from({ length: 10_000 }, (_, i) => `n${i}\n`).join("")}`;
  session.open("m.py", encoder.encode("a = 1\n"));
  const file = session.open("a.py", encoder.encode(text));
  const begin = performance.now();
  const answer = JSON.parse(session.ask(file, "symbols", JSON.stringify({ scope: 0 })));
  assert.ok(performance.now() - begin < patience);
  assert.ok(JSON.stringify(answer).includes("n9999"));
  session.delete();
});

const longLines = {
  "a list": `x = [${"int, ".repeat(2_000_000)}]\n`,
  "a string": `x = "${"a".repeat(10_000_000)}"\n`,
  "a comment": `# ${"é".repeat(5_000_000)}\n`,
  "a name": `${"a".repeat(10_000_000)} = 1\n`,
  spaces: `x =${" ".repeat(10_000_000)}1\n`,
};

for (const [name, text] of Object.entries(longLines)) {
  test(`a line of 10 MB: ${name}`, async (t) => {
    const cwd = folder(t, { "a.py": text, "b.py": `${text.trimEnd()} = = é\n` });
    for (const [path, expected] of [
      ["a.py", 0],
      ["b.py", name === "a comment" ? 0 : 1],
    ]) {
      const { code, signal, err } = await pellucidWithStack(cwd, stack, "check", path);
      assert.equal(signal, null, err);
      assert.equal(code, expected, err);
    }
    const { Session } = await instantiate();
    const session = new Session(14);
    const file = session.open("a.py", encoder.encode(text));
    assert.equal(session.diagnostics(file), "[]");
    assert.ok(session.summary(file).nodes > 0);
    session.delete();
  });
}

test("a file of 100 MB", { timeout: 300_000 }, async (t) => {
  const cwd = folder(t);
  const block = "def f(a, b):\n    return a + b * 2  # comment\nf(1, 2)\n".repeat(40_000);
  const size = 100_000_000;
  const big = openSync(join(cwd, "big.py"), "w");
  for (let written = 0; written < size; written += block.length) writeSync(big, block);
  writeSync(big, "x = = 1\n");
  closeSync(big);
  const { code, signal, out } = await pellucidWithStack(cwd, stack, "check", "--output-format", "concise", "big.py");
  assert.equal(signal, null);
  assert.equal(code, 1);
  assert.match(out, /^big\.py:\d+:5: error/);

  const { Session, heapBytes } = await instantiate();
  const session = new Session(14);
  const text = Buffer.alloc(size, block);
  const file = session.open("big.py", text);
  // Where the text was cut at the end there may be an error; there is none before.
  const diagnostics = JSON.parse(session.diagnostics(file));
  assert.ok(diagnostics.every(({ range }) => range.start.offset > size - 100));
  assert.ok(session.summary(file).nodes > 20_000_000);
  assert.ok(heapBytes() < 4e9);
});

test("small files by the thousand", async (t) => {
  const cwd = folder(t);
  for (let i = 0; i < 2000; ++i) writeFileSync(join(cwd, `f${i}.py`), "x = len(str(1))\n");
  const { code, out } = await pellucidWithStack(cwd, stack, "check", ".");
  assert.equal(code, 0);
  assert.match(out, /2000 files/);
});
