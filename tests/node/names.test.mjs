// Questions about names, as the page asks the compiled checker: places count as Monaco does, with an emoji before each
// name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { instantiate } from "./pellucid.mjs";

const encode = (text) => new TextEncoder().encode(text);

/** Asks about the file with this text; the places are where `$` stands in it. */
async function asker(t, marked, minor = 14, path = "a.py") {
  const { Session } = await instantiate();
  const session = new Session(minor);
  t.after(() => session.delete());
  const mark = marked.indexOf("$");
  const lines = marked.slice(0, Math.max(mark, 0)).split(/\r\n|\r|\n/);
  const at = { line: lines.length, column: lines.at(-1).length + 1 };
  const file = session.open(path, encode(marked.replace("$", "")));
  return (question, parameters = {}) => JSON.parse(session.ask(file, question, JSON.stringify({ at, ...parameters })));
}

const span = (line, column, endColumn, endLine = line) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

test("scopes and the pieces of text that are theirs", async (t) => {
  const ask = await asker(t, "'😀'; x = 1\r\n'😀'; f = lambda a=x: [b for b in a]\r\n");
  const { scopes } = ask("scopes");
  assert.deepEqual(
    scopes.map(({ id, kind, title, parent, depth, childCount }) => [id, kind, title, parent, depth, childCount]),
    [
      [0, "module", "the module", null, 0, 1],
      [1, "lambda", "this lambda", 0, 1, 1],
      [2, "list comprehension", "this list comprehension", 1, 2, 0],
    ],
  );
  assert.deepEqual(scopes[1].span, span(2, 11, 37));
  assert.deepEqual(
    ask("scopePieces", { first: 2, last: 2 }).map((piece) => [piece.span.start.column, piece.scope, piece.depth]),
    [
      [1, 0, 0],
      [18, 1, 1],
      [20, 0, 0],
      [23, 1, 1],
      [24, 2, 2],
      [35, 1, 1],
      [37, 0, 0],
    ],
  );
});

test("a scope's symbols, and what stands at a place", async (t) => {
  const ask = await asker(t, "def f(a):\n  '😀'; b = a\n  '😀'; return $b\n");
  const { scope, symbols } = ask("symbols", { scope: 1 });
  assert.equal(scope, 1);
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ["a", "b"],
  );
  assert.deepEqual(symbols[1], {
    name: "b",
    text: "b",
    flags: ["used", "assigned"],
    owner: { kind: "local", scope: 1 },
    definitions: [{ kind: "assignment", unbinds: false, reachable: true, span: span(2, 9, 10), scope: 1 }],
    uses: [{ span: span(3, 16, 17), access: "read", state: "bound", scope: 1, inString: false }],
  });
  assert.equal(ask("symbols", { scope: 9 }), null);
  assert.deepEqual(ask("nameAt"), {
    scope: 1,
    name: { text: "b", span: span(3, 16, 17), access: "read", owner: 1, symbol: 1 },
  });
  assert.deepEqual(ask("nameAt", { at: { line: 1, column: 1 } }), { scope: 0, name: null });
});

test("a trace, also under another Python", async (t) => {
  const ask = await asker(t, "'😀'; from typing import *\n'😀'\ndef f(x: $later): pass\nclass later: pass\n");
  const trace = ask("trace");
  assert.equal(trace.python, "3.14");
  assert.deepEqual(trace.range, {
    start: { line: 3, column: 10, offset: 41 },
    end: { line: 3, column: 15, offset: 46 },
  });
  assert.equal(trace.answer.error, null);
  assert.match(trace.asText, /Which scope owns it/);
  assert.equal(ask("trace", { python: 13 }).answer.state, "maybe unbound");
  assert.equal(ask("trace", { python: 7 }), null);
  assert.equal(ask("trace", { at: { line: 2, column: 2 } }), null);
  assert.deepEqual(
    ask("traceVersions").map(({ python }) => python),
    [
      [8, 9, 10, 11, 12, 13],
      [14, 15],
    ],
  );
});

test("from a use to what reaches it, and back", async (t) => {
  const use = await asker(t, "'😀'; x = 0\nif x:\n  '😀'; x = 1\n'😀'; print($x)\n");
  const found = use("useDef");
  assert.deepEqual([found.name, found.access, found.state], ["x", "read", "bound"]);
  assert.deepEqual(
    found.definitions.map((definition) => definition.span),
    [span(1, 7, 8), span(3, 9, 10)],
  );
  const definition = await asker(t, "'😀'; $x = 0\nif x:\n  '😀'; x = 1\n'😀'; print(x)\n");
  assert.deepEqual(
    definition("useDef").uses.map((its) => its.span),
    [span(2, 4, 5), span(4, 13, 14)],
  );
  const maybe = await asker(t, "if p:\n  '😀'; x = 1\n$x\n");
  assert.deepEqual(
    maybe("useDef").branches.map(({ branch, effect }) => [branch, effect]),
    [
      ["the `if` branch", "binds it"],
      ["when no condition holds", "does not bind it"],
    ],
  );
});

test("hover, definition, references, highlights", async (t) => {
  const ask = await asker(t, "'😀'; import os as o\n'😀'; y = $o\nz: 'list[o]'\n", 14, "dir/b.py");
  const hover = ask("hover");
  assert.deepEqual(hover.span, span(2, 11, 12));
  assert.deepEqual(hover.parts[0], { kind: "code", text: "import os as o" });
  assert.equal(hover.parts[1].kind, "text");
  assert.deepEqual(ask("definition"), [
    { path: "dir/b.py", span: span(1, 14, 21), nameSpan: span(1, 20, 21), kind: "import" },
  ]);
  assert.deepEqual(
    ask("references").map((its) => [its.path, its.span, its.access, its.inString]),
    [
      ["dir/b.py", span(1, 20, 21), "bind", false],
      ["dir/b.py", span(2, 11, 12), "read", false],
      ["dir/b.py", span(3, 10, 11), "read", true],
    ],
  );
  assert.equal(ask("highlights").length, 3);
  assert.equal(ask("hover", { at: { line: 1, column: 1 } }), null);
  const documented = await asker(t, 'def f():\n  """Says \\ud800 😀.\n\n  More."""\n$f\n');
  assert.deepEqual(documented("hover").parts.at(-1), { kind: "documentation", text: "Says \ud800 😀." });
});

/** Asks about a project: the place is where `$` stands in one of its files, by path. */
async function projectAsker(t, files) {
  const { Session } = await instantiate();
  const session = new Session(14);
  t.after(() => session.delete());
  let asked;
  for (const [path, marked] of Object.entries(files)) {
    const file = session.open(path, encode(marked.replace("$", "")));
    if (!marked.includes("$")) continue;
    const lines = marked.slice(0, marked.indexOf("$")).split("\n");
    asked = { file, at: { line: lines.length, column: lines.at(-1).length + 1 } };
  }
  return (question, parameters = {}) =>
    JSON.parse(session.ask(asked.file, question, JSON.stringify({ at: asked.at, ...parameters })));
}

const shop = {
  "main.py": "import shop\n'😀'; shop.total()\n",
  "shop/__init__.py": "'😀'; from .cart import total\n__all__ = ['total']\n",
  "shop/cart.py": "'😀'; def_ = 1\ndef total(): return 1\n",
};

test("references in every file of a project", async (t) => {
  const ask = await projectAsker(t, { ...shop, "till.py": "from shop import total as t\n'😀'; $t()\n" });
  assert.deepEqual(
    ask("references").map((its) => [its.path, its.span, its.access, its.inString]),
    [
      ["main.py", span(2, 12, 17), "read", false],
      ["shop/__init__.py", span(1, 25, 30), "bind", false],
      ["shop/__init__.py", span(2, 13, 18), "read", true],
      ["shop/cart.py", span(2, 5, 10), "bind", false],
      ["till.py", span(1, 18, 23), "read", false],
      ["till.py", span(1, 27, 28), "bind", false],
      ["till.py", span(2, 7, 8), "read", false],
    ],
  );
});

test("rename", async (t) => {
  const ask = await asker(t, "'😀'; x = 1\n'😀'; print($x)\n");
  assert.deepEqual(ask("renameTarget"), { span: span(2, 13, 14), text: "x", problem: null });
  assert.deepEqual(ask("rename", { to: "y" }), {
    edits: [
      { path: "a.py", span: span(1, 7, 8), text: "y" },
      { path: "a.py", span: span(2, 13, 14), text: "y" },
    ],
    problems: [],
    problem: null,
  });
  assert.equal(ask("rename", { to: "print" }).problems[0].span.start.column, 7);
  assert.equal(ask("rename", { to: "if" }).edits, null);
  assert.equal(ask("rename"), null);
  assert.match(ask("renameTarget", { at: { line: 2, column: 8 } }).problem, /provided by Python/);
});

test("rename in every file of a project", async (t) => {
  const ask = await projectAsker(t, { ...shop, "till.py": "from shop import total\n'😀'; $total()\n" });
  assert.deepEqual(ask("renameTarget"), { span: span(2, 7, 12), text: "total", problem: null });
  const { edits, problems } = ask("rename", { to: "def_" });
  assert.deepEqual(
    edits.map((its) => [its.path, its.span, its.text]),
    [
      ["main.py", span(2, 12, 17), "def_"],
      ["shop/__init__.py", span(1, 25, 30), "def_"],
      ["shop/__init__.py", span(2, 13, 18), "def_"],
      ["shop/cart.py", span(2, 5, 10), "def_"],
      ["till.py", span(1, 18, 23), "def_"],
      ["till.py", span(2, 7, 12), "def_"],
    ],
  );
  assert.deepEqual(problems, [
    { path: "shop/cart.py", message: "`def_` is bound here already, in the same scope", span: span(1, 7, 11) },
  ]);
  const module = await projectAsker(t, { ...shop, "till.py": "from $shop import total\n" });
  assert.match(module("renameTarget").problem, /`shop` is a module/);
});

test("completion in imports and behind modules", async (t) => {
  const entries = async (till) => {
    const ask = await projectAsker(t, { ...shop, "till.py": till });
    return ask("completion").entries.map(({ name, kind, scopeTitle }) => [name, kind, scopeTitle]);
  };
  assert.deepEqual(await entries("'😀'; import $\n"), [
    ["main", "module", "project"],
    ["shop", "module", "project"],
  ]);
  assert.deepEqual(await entries("'😀'; from shop import $\n"), [
    ["cart", "module", "`shop`"],
    ["total", "variable", "`shop`"], // imported there; what it is is not looked for
  ]);
  assert.deepEqual(await entries("import shop.cart as c\n'😀'; c.$\n"), [
    ["def_", "variable", "`shop.cart`"],
    ["total", "function", "`shop.cart`"],
  ]);
});

test("outline, unresolved names, all fixes", async (t) => {
  const ask = await asker(
    t,
    "'😀'; import os, re\nclass C:\n  a = 1\n  def f(self): return nope\nX = 1 is 1\nprint(re)\n",
  );
  const outline = ask("outline");
  assert.deepEqual(
    outline.map(({ name, kind }) => [name, kind]),
    [
      ["C", "class"],
      ["X", "constant"],
    ],
  );
  assert.deepEqual(
    outline[0].children.map(({ name, kind, detail }) => [name, kind, detail]),
    [
      ["a", "attribute", ""],
      ["f", "method", "(self)"],
    ],
  );
  assert.deepEqual(outline[0].nameSpan, span(2, 7, 8));
  assert.deepEqual(ask("unresolved"), [{ name: "nope", span: span(4, 23, 27), state: "unbound", scope: 2 }]);
  const { fixes, edits } = ask("allFixes");
  assert.ok(fixes >= 1);
  assert.ok(edits.some((edit) => edit.text.includes("==")));
});

test("what makes no sense is answered with null", async (t) => {
  const { Session } = await instantiate();
  const session = new Session(14);
  t.after(() => session.delete());
  const file = session.open("a.py", encode("x\n"));
  const wrong = [
    ["nothing", "{}"],
    ["trace", "{}"],
    ["trace", "["],
    ["trace", "[]"],
    ["hover", '{"at":{"line":-1,"column":"x"}}'],
    ["symbols", "{}"],
    ["symbols", '{"scope":1e99}'],
    ["rename", '{"at":{"line":1,"column":1}}'],
  ];
  for (const [question, parameters] of wrong) assert.equal(session.ask(file, question, parameters), "null", question);
  // Beyond the text is its end.
  assert.notEqual(session.ask(file, "nameAt", '{"at":{"line":999,"column":999}}'), "null");
});

test("a name in a string is traced, shown, found and renamed like any other", async (t) => {
  const text = "'😀'\nclass Item: pass\ndef f(x: '😀' 'x', y: 'list[It' 'em]', z: \"'😀', $Item\") -> Item: pass\n";
  const ask = await asker(t, text);
  const trace = ask("trace");
  assert.equal(trace.inString, true);
  assert.deepEqual(
    trace.steps.map(({ outcome }) => outcome),
    ["searched", "skipped", "found"],
  );
  assert.match(JSON.stringify(trace.answer), /bound in line 2/);
  assert.deepEqual(
    ask("definition").map(({ nameSpan }) => nameSpan),
    [span(2, 7, 11)],
  );
  assert.equal(ask("references").length, 4);
  assert.match(JSON.stringify(ask("hover")), /that of the module, bound in line 2/);
  const { edits, problem } = ask("rename", { to: "Thing" });
  assert.equal(problem, null);
  assert.ok(edits.some(({ span: { start } }) => start.line === 3 && start.column > 40));
});
