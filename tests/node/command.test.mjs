// The command's outer surface: formats, exit codes, and what it says of wrong use.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nativeBinary } from "../../scripts/lib/paths.mjs";
import { documents, folder, pellucid } from "./pellucid.mjs";

const escapeByte = "\x1b";
const good = "x = f(y)\n";
const bad = 'def f(a, a):\n    print "é", x\n';

test("exit codes: 0 clean, 1 errors found", (t) => {
  const cwd = folder(t, { "good.py": "x = 1\n", "bad.py": bad, "odd.py": "print(f'')\n" });
  assert.equal(pellucid(cwd, "check", "good.py").code, 0);
  // Warnings may be as intended.
  assert.equal(pellucid(cwd, "check", "odd.py").code, 0);
  assert.equal(pellucid(cwd, "check", "--error", "literals", "odd.py").code, 1);
  assert.equal(pellucid(cwd, "check", "bad.py").code, 1);
  assert.equal(pellucid(cwd, "check").code, 1);
  assert.equal(pellucid(cwd, "check", "--select", "syntax", "bad.py").code, 1);
  assert.equal(pellucid(cwd, "check", "--ignore", "syntax,names", "bad.py").code, 0);
  assert.equal(pellucid(cwd, "check", "--warn", "invalid-syntax,names", "bad.py").code, 0);
  for (const command of ["ast", "tokens", "nodes"]) assert.equal(pellucid(cwd, command, "bad.py").code, 0);
  for (const words of [["--help"], ["--version"], ["check", "--help"]]) assert.equal(pellucid(cwd, ...words).code, 0);
});

test("any number of jobs says the same, in the same order", (t) => {
  const files = { "broken.py": "def f(:\n", "latin.py": Buffer.from("# coding: koi8-r\nx = 'é'\n") };
  for (let i = 0; i < 60; i++) {
    const next = `m${(i + 1) % 60}`;
    files[`m${i}.py`] =
      `import os, ${next}\nfrom ${next} import f${(i + 1) % 60}, gone\n\ndef f${i}(a):\n  return f${(i + 1) % 60}(b${i})\n`;
  }
  const cwd = folder(t, files);
  symlinkSync("missing", join(cwd, "lost.py"));
  const run = (jobs, ...more) => pellucid(cwd, "check", "--jobs", String(jobs), "--select", "all", ...more);
  const found = JSON.parse(run(1, "--output-format", "json").out);
  assert.ok(found.diagnostics.length > 180);
  assert.equal(found.statistics.parses, 62);
  for (const jobs of [2, 3, 16]) {
    const many = JSON.parse(run(jobs, "--output-format", "json").out);
    assert.deepEqual(many.diagnostics, found.diagnostics);
    const counted = ({ statistics: { memory_bytes: _, tree_bytes_peak: __, ...rest } }) => rest;
    assert.deepEqual(counted(many), counted(found));
    // Nobody parses a text again, whichever way trees go.
    for (const policy of ["never", "after-check", "10k"]) {
      const { statistics } = JSON.parse(run(jobs, "--output-format", "json", "--reclaim", policy).out);
      assert.equal(statistics.parses, 62, policy);
      assert.deepEqual(statistics.reparses, { whole: 0, partial: 0 }, policy);
    }
  }
  for (const wrong of ["0", "-1", "257", "many"]) assert.equal(run(wrong).code, 2, wrong);
});

test("resolve takes a place whose path has colons, and counts characters", (t) => {
  const cwd = folder(t, { "a:1:2.py": 'x = 1\nprint("😀é", x)\n' });
  const { code, out } = pellucid(cwd, "resolve", "a:1:2.py:2:13", "--format", "json");
  assert.equal(code, 0);
  const trace = JSON.parse(out);
  assert.equal(trace.name, "x");
  assert.deepEqual(trace.range.start, { line: 2, column: 13, offset: 22 });
  assert.equal(trace.answer.scope.kind, "module");
  const text = pellucid(cwd, "resolve", "a:1:2.py:2:13").out;
  assert.match(text, /^a:1:2\.py:2:13: `x` is read in the module\n/);
  assert.match(text, /1\. the module: found; the module binds `x` in line 1/);
});

test("resolve follows names into other files and stubs", (t) => {
  const cwd = folder(t, {
    "shop/__init__.py": "from .cart import Cart as Basket\n",
    "shop/cart.py": "# é\nclass Cart: pass\n",
    "a.py": "import shop.cart\nfrom shop import Basket\nprint(Basket, shop.cart.Cart)\n",
  });
  const places = (place) =>
    JSON.parse(pellucid(cwd, "resolve", place, "--format", "json").out).elsewhere.map(
      ({ path, kind, range }) => `${path}:${range.start.line}:${range.start.column} ${kind}`,
    );
  assert.deepEqual(places("a.py:3:7"), ["shop/cart.py:2:7 class"]);
  assert.deepEqual(places("a.py:3:25"), ["shop/cart.py:2:7 class"]);
  assert.deepEqual(places("a.py:1:13"), ["shop/cart.py:1:1 module"]);
  assert.match(places("a.py:3:1")[0], /^typeshed:stdlib\/builtins\.pyi:\d+:5 function$/);
  assert.deepEqual(places("shop/cart.py:2:7"), []);
  writeFileSync(join(cwd, "shop/__init__.py"), "from .cart import Cart as Basket\nprint(cart, Basket)\n");
  const loaded = pellucid(cwd, "resolve", "shop/__init__.py:2:7").out;
  assert.match(loaded, /the module: found; line 1 loads the submodule `cart`, and loading binds it in its package/);
  assert.match(loaded, /`cart` is that of the module, bound in line 1/);
  const text = pellucid(cwd, "resolve", "a.py:3:7").out;
  assert.match(text, /Which scope owns it[\s\S]*What it is, in another file\n {2}- shop\/cart\.py:2:7 class\n$/);
  assert.match(pellucid(cwd, "resolve", "a.py:3:25").out, /^a\.py:3:25\n\n {2}What it is/);
});

test("wrong use is told in one line that names it, exit 2", (t) => {
  const cwd = folder(t, { "good.py": good, "empty/readme.txt": "", "only.txt/a.txt": "" });
  const cases = [
    [["check", "missing.py"], "missing.py"],
    [["files", "missing"], "missing"],
    [["files", "--excluded", "missing"], "missing"],
    [["check", "good.py", "missing"], "missing"],
    [["check", "empty"], "empty"],
    [["check", "good.py", "empty"], "empty"],
    [["check", "--python-version", "3.7", "good.py"], "3.7"],
    [["check", "--python-version", "3.16", "good.py"], "3.16"],
    [["check", "--python-version", "three", "good.py"], "three"],
    [["check", "--python-version", "", "good.py"], "--python-version"],
    [["check", "--no-such-flag", "good.py"], "--no-such-flag"],
    [["resolve", "good.py"], "FILE:LINE:COLUMN"],
    [["resolve", "good.py:1"], "FILE:LINE:COLUMN"],
    [["resolve", "good.py:0:1"], "FILE:LINE:COLUMN"],
    [["resolve", "good.py:1:x"], "FILE:LINE:COLUMN"],
    [["resolve", "good.py:1:3"], "no name"],
    [["resolve", "good.py:9:1"], "no place"],
    [["resolve", "missing.py:1:1"], "missing.py"],
    [["resolve", "good.py:1:1", "--format", "xml"], "xml"],
    [["check", "--output-format", "xml", "good.py"], "xml"],
    [["check", "--select", "no-such-rule", "good.py"], "no-such-rule"],
    [["check", "--python-version"], "--python-version"],
    [["ast", "missing.py"], "missing.py"],
    [["ast", "--format", "xml", "good.py"], "xml"],
    [["ast"], "FILE"],
    [["ast", "good.py", "empty"], "empty"],
    [["tokens", "--format", "cpython", "good.py"], "cpython"],
    [["nodes", "--format", "cpython", "good.py"], "cpython"],
    [["nodes", "--python-version", "2.7", "good.py"], "2.7"],
    [["no-such-command"], "no-such-command"],
    [[], "command"],
  ];
  for (const [words, named] of cases) {
    const { code, out, err } = pellucid(cwd, ...words);
    const what = `pellucid ${words.join(" ")}: ${err}`;
    assert.equal(code, 2, what);
    assert.equal(out, "", what);
    assert.match(err, /^[^\n]+\n$/, what);
    assert.ok(err.includes(named), what);
  }
});

test("a named path that cannot be read is wrong use", { skip: process.getuid?.() === 0 && "root reads all" }, (t) => {
  const cwd = folder(t, { "secret.py": good });
  chmodSync(join(cwd, "secret.py"), 0);
  for (const command of ["check", "ast", "tokens", "nodes"]) {
    const { code, err } = pellucid(cwd, command, "secret.py");
    assert.equal(code, 2);
    assert.match(err, /^[^\n]*secret\.py[^\n]*\n$/);
  }
});

test("trouble inside a walked folder is a diagnostic, and the rest is checked", (t) => {
  const cwd = folder(t, { "src/good.py": good, "src/bad.py": bad });
  symlinkSync("nowhere.py", join(cwd, "src/dangling.py"));
  symlinkSync("loop.py", join(cwd, "src/loop.py"));
  mkdirSync(join(cwd, "src/deep"));
  symlinkSync("..", join(cwd, "src/deep/up"));
  // Nobody writes into it: to open it would be to wait for ever.
  spawnSync("mkfifo", [join(cwd, "src/pipe.py")]);
  const [{ diagnostics }] = documents(cwd, "check", "--output-format", "json", "src");
  const unreadable = diagnostics.filter(({ rule }) => rule === "unreadable-file");
  assert.deepEqual(
    unreadable.map(({ path }) => path),
    ["src/dangling.py", "src/deep/up", "src/loop.py", "src/pipe.py"],
  );
  assert.ok(unreadable.every(({ severity }) => severity === "error"));
  assert.ok(diagnostics.some(({ path, rule }) => path === "src/bad.py" && rule === "invalid-syntax"));
  assert.equal(pellucid(cwd, "check", "src").code, 1);
});

test("links to folders are followed, each folder once", (t) => {
  const cwd = folder(t, { "src/a/a.py": bad, "other/b.py": bad, "other/c/c.py": bad });
  symlinkSync("../other", join(cwd, "src/linked"));
  symlinkSync("../other/c", join(cwd, "src/again"));
  symlinkSync("a", join(cwd, "src/inside"));
  symlinkSync("../src", join(cwd, "other/back"));
  const [{ diagnostics }] = documents(cwd, "check", "--output-format", "json", "src");
  const paths = [...new Set(diagnostics.map(({ path }) => path))];
  assert.equal(paths.filter((path) => path.endsWith("a.py")).length, 1);
  assert.equal(paths.filter((path) => path.endsWith("c.py")).length, 1);
  assert.ok(paths.includes("src/a/a.py") && paths.includes("src/linked/b.py"));
  assert.deepEqual(
    diagnostics.filter(({ rule }) => rule === "unreadable-file"),
    [],
  );
});

test("check walks folders in order and passes over what is nobody's source", (t) => {
  const cwd = folder(t, {
    "b.py": bad,
    "a/z.py": bad,
    "a.pyi": bad,
    "notes.txt": bad,
    ".hidden/h.py": bad,
    "__pycache__/c.py": bad,
    "node_modules/n.py": bad,
    "env/pyvenv.cfg": "",
    "env/lib/e.py": bad,
  });
  const [{ diagnostics, statistics }] = documents(cwd, "check", "--output-format", "json");
  assert.deepEqual([...new Set(diagnostics.map(({ path }) => path))], ["a.pyi", "a/z.py", "b.py"]);
  assert.equal(statistics.files, 3);
  const twice = documents(cwd, "check", "--output-format", "json", "b.py", ".", "b.py")[0];
  assert.deepEqual(twice.diagnostics, diagnostics);
});

test("check --output-format json", (t) => {
  const cwd = folder(t, { "a.py": '# 😀\nif x = "é":\n    pass\n', "b.py": "def f(\n" });
  const [{ diagnostics, statistics }, ...more] = documents(cwd, "check", "--output-format", "json", "a.py", "b.py");
  assert.deepEqual(more, []);
  const [first] = diagnostics;
  assert.deepEqual(Object.keys(first), ["rule", "severity", "message", "path", "range", "related", "fix"]);
  assert.equal(first.rule, "invalid-syntax");
  assert.equal(first.severity, "error");
  assert.equal(first.path, "a.py");
  // Lines and columns in code points from 1, offsets in bytes from 0.
  assert.deepEqual(first.range.start, { line: 2, column: 6, offset: 12 });
  assert.deepEqual(first.range.end, { line: 2, column: 7, offset: 13 });
  assert.deepEqual(first.fix.edits, [{ range: first.range, text: "==" }]);
  assert.equal(typeof first.fix.title, "string");
  assert.equal(diagnostics.at(-1).path, "b.py");
  for (const { message } of diagnostics) assert.match(message, /[^.]$/);
  assert.equal(statistics.files, 2);
  assert.equal(statistics.parses, 2);
  assert.deepEqual(statistics.reparses, { whole: 0, partial: 0 });
  for (const name of ["trees_freed", "tree_bytes_resident", "tree_bytes_peak"])
    assert.equal(typeof statistics[name], "number", name);
  assert.equal(typeof statistics.memory_bytes, "object");
  assert.equal(typeof statistics.queries, "object");
});

test("check: diagnostics come by path, offset and rule", (t) => {
  const files = Object.fromEntries(["c.py", "a.py", "b.py"].map((name) => [name, `${bad}${bad}x = = 1\n`]));
  const cwd = folder(t, files);
  const [{ diagnostics }] = documents(cwd, "check", "--output-format", "json", "c.py", "b.py", "a.py");
  const key = (d) => [d.path, String(d.range.start.offset).padStart(9, "0"), d.rule].join(" ");
  assert.ok(diagnostics.length > 6);
  assert.deepEqual(diagnostics.map(key), diagnostics.map(key).sort());
});

test("check: the other formats name the same places", (t) => {
  const cwd = folder(t, { "a.py": bad });
  const [{ diagnostics }] = documents(cwd, "check", "--output-format", "json", "a.py");
  const places = diagnostics.map(({ path, range, message }) => [path, range.start.line, range.start.column, message]);
  const concise = pellucid(cwd, "check", "--output-format", "concise", "a.py").out.trimEnd().split("\n");
  assert.deepEqual(
    concise,
    places.map(([path, line, column, message]) => `${path}:${line}:${column}: error[invalid-syntax] ${message}`),
  );
  const github = pellucid(cwd, "check", "--output-format", "github", "a.py").out.trimEnd().split("\n");
  assert.equal(github.length, places.length);
  for (const [i, [path, line, column, message]] of places.entries()) {
    assert.ok(github[i].startsWith(`::error file=${path},line=${line},col=${column},`), github[i]);
    assert.ok(github[i].endsWith(`::${message}`), github[i]);
  }
  const full = pellucid(cwd, "check", "a.py").out;
  for (const [path, line, column, message] of places) {
    assert.ok(full.includes(message));
    assert.ok(full.includes(`${path}:${line}:${column}`));
  }
});

test("check: full output shows the line and underlines the range", (t) => {
  const cwd = folder(t, { "a.py": "if x = 1:\n    pass\n" });
  const lines = pellucid(cwd, "check", "a.py").out.split("\n");
  const shown = lines.findIndex((line) => line.endsWith("if x = 1:"));
  assert.ok(shown > 0);
  assert.equal(lines[shown + 1].indexOf("^"), lines[shown].indexOf("="));
});

test("colours on a terminal only, and not where NO_COLOR is set", (t) => {
  const cwd = folder(t, { "a.py": bad });
  // Python's standard library can open a terminal; Node's cannot.
  const onTerminal = (env) =>
    spawnSync("python3", ["-c", "import pty, sys; pty.spawn(sys.argv[1:])", nativeBinary, "check", "a.py"], {
      cwd,
      encoding: "utf8",
      env: { PATH: process.env.PATH, TERM: "xterm", ...env },
    }).stdout;
  assert.ok(onTerminal({}).includes(`${escapeByte}[`));
  assert.ok(onTerminal({ NO_COLOR: "" }).includes(`${escapeByte}[`));
  assert.match(onTerminal({ NO_COLOR: "1" }), /error/);
  assert.ok(!onTerminal({ NO_COLOR: "1" }).includes(escapeByte));
  assert.ok(!pellucid(cwd, "check", "a.py").out.includes(escapeByte));
});

// Python's standard library can open a terminal; Node's cannot.
const onTerminal = (cwd, ...words) =>
  spawnSync("python3", ["-c", "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)", nativeBinary, ...words], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, TERM: "xterm", NO_COLOR: "1" },
  });

test("a long check shows on a terminal how far it is, and takes it away again", (t) => {
  const text = Array.from({ length: 3000 }, (_, i) => `def f${i}(a, b):\n    return [a for c in b if c]\n`).join("");
  // As many files as take this machine a second.
  const files = {};
  for (let i = 0; i < 3; ++i) files[`m${i}.py`] = text;
  const begin = performance.now();
  pellucid(folder(t, files), "check");
  const many = Math.ceil(4500 / (performance.now() - begin)) + 20;
  for (let i = 0; i < many; ++i) files[`m${i}.py`] = text;
  const cwd = folder(t, files);
  const drawn = new RegExp(`\\r${escapeByte}\\[K(reading|checking) \\d+ of ${many} files`);
  const long = onTerminal(cwd, "check").stdout;
  assert.match(long, drawn);
  // What is left when all that was erased is.
  const left = long.slice(long.lastIndexOf(`\r${escapeByte}[K`) + 4);
  assert.match(left, /^no problems in \d+ files\r\n$/);
  assert.doesNotMatch(onTerminal(cwd, "check", "--output-format", "json").stdout, drawn);
  const piped = pellucid(cwd, "check");
  assert.equal(piped.err, "");
  assert.equal(piped.out, `no problems in ${many} files\n`);
});

test("a short check shows no progress", (t) => {
  const cwd = folder(t, { "a.py": "x = 1\n" });
  assert.equal(onTerminal(cwd, "check").stdout, "no problems in 1 file\r\n");
});

test("resolve and the dumps go by the project's configuration", (t) => {
  const cwd = folder(t, {
    "pellucid.toml": "[environment]\npython-version = '3.13'\nextra-paths = ['lib']\n",
    "lib/tools.py": "x = 1\n",
    "t.py": "t'{1}'\n",
    "a.py": "from tools import x\n\nprint(x)\n",
    "bad/pellucid.toml": "[environment]\n\nextra-paths = ['../lib', 'nowhere']\ntypeshed = '../lib'\n",
    "bad/a.py": "x = 1\n",
  });
  const errors = (...words) => documents(cwd, "ast", "--format", "cpython", ...words)[0].errors;
  assert.equal(errors("t.py"), 1);
  assert.equal(errors("--python-version", "3.14", "t.py"), 0);
  assert.equal(errors("--project", "bad/..", "--python-version", "3.14", "t.py"), 0);
  assert.match(pellucid(cwd, "resolve", "a.py:3:7").out, /^a\.py:3:7: `x` is read in the module\n/);
  for (const words of [["check"], ["files"], ["resolve", "a.py:1:1"], ["ast", "a.py"], ["scopes", "a.py"]]) {
    const { code, out, err } = pellucid(join(cwd, "bad"), ...words);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.equal(
      err,
      "pellucid: pellucid.toml:3:26: the extra path `nowhere` is no folder\n" +
        "pellucid: pellucid.toml:4:12: the typeshed `../lib` has no folder `stdlib`\n",
    );
  }
});

test("a source cannot put escape sequences on the terminal", (t) => {
  const cwd = folder(t, { "a.py": "x = = '\x1b[31m\x9b'\n", "b.py": "\x1b]0;title\x07 = 1\n" });
  const { out } = pellucid(cwd, "check", "a.py", "b.py");
  assert.ok(out.includes("a.py") && !out.includes(escapeByte) && !out.includes("\x07"));
});

test("ast --format cpython", (t) => {
  const cwd = folder(t, { "a.py": good, "b.py": "é = '\\ud800', 0x1F, b'\\xff', 2j, None, ...\n" });
  const [a, b] = documents(cwd, "ast", "--format", "cpython", "a.py", "b.py");
  assert.deepEqual(Object.keys(a), ["path", "errors", "ast"]);
  assert.equal(a.path, "a.py");
  assert.equal(a.errors, 0);
  const at = (from, to) => ({ lineno: 1, col_offset: from, end_lineno: 1, end_col_offset: to });
  assert.deepEqual(a.ast, {
    _type: "Module",
    body: [
      {
        _type: "Assign",
        ...at(0, 8),
        targets: [{ _type: "Name", ...at(0, 1), id: "x", ctx: "Store" }],
        value: {
          _type: "Call",
          ...at(4, 8),
          func: { _type: "Name", ...at(4, 5), id: "f", ctx: "Load" },
          args: [{ _type: "Name", ...at(6, 7), id: "y", ctx: "Load" }],
          keywords: [],
        },
      },
    ],
  });
  const [assignment] = b.ast.body;
  // Columns in UTF-8 bytes.
  assert.equal(assignment.targets[0].end_col_offset, 2);
  assert.deepEqual(
    assignment.value.elts.map(({ value }) => value),
    [
      { t: "str", v: "\ud800" },
      { t: "int", v: "0x1F" },
      { t: "bytes", v: "ff" },
      { t: "complex", v: "2j" },
      { t: "None" },
      { t: "Ellipsis" },
    ],
  );
  assert.match(pellucid(cwd, "ast", "--format", "cpython", "b.py").out, /"\\ud800"/);
});

test("nodes --format json", (t) => {
  const cwd = folder(t, { "a.py": good, "b.py": "" });
  const [a, b] = documents(cwd, "nodes", "--format", "json", "a.py", "b.py");
  assert.deepEqual(a.columns, ["index", "kind", "role", "start", "end", "parent", "subtree_end", "payload"]);
  assert.equal(a.path, "a.py");
  assert.equal(a.count, a.rows.length);
  assert.ok(a.bytes > 20 * a.count);
  assert.deepEqual(
    a.rows.map(([index, kind, role, start, end, parent, subtreeEnd]) =>
      [index, kind, role, start, end, parent ?? "-", subtreeEnd].join(" "),
    ),
    [
      "0 Module  0 9 - 6",
      "1 Assign body 0 8 0 6",
      "2 Name target 0 1 1 3",
      "3 Call value 4 8 1 6",
      "4 Name func 4 5 3 5",
      "5 Name arg 6 7 3 6",
    ],
  );
  assert.equal(b.count, 1);
});

test("tokens --format json covers the text", (t) => {
  const source = "def f():\n    return 'é' # c\n";
  const cwd = folder(t, { "a.py": source });
  const [{ path, count, columns, rows }] = documents(cwd, "tokens", "--format", "json", "a.py");
  assert.equal(path, "a.py");
  assert.equal(count, rows.length);
  assert.deepEqual(columns, ["kind", "start", "end", "text"]);
  const bytes = Buffer.from(source);
  let before = 0;
  for (const [, start, end, text] of rows) {
    assert.ok(start >= before && end >= start);
    assert.equal(bytes.subarray(start, end).toString(), text);
    before = end;
  }
  assert.equal(before, bytes.length);
});

test("formats for people print something for each file", (t) => {
  const cwd = folder(t, { "a.py": good, "b.py": bad });
  for (const words of [
    ["ast"],
    ["ast", "--format", "tree"],
    ["tokens", "--format", "text"],
    ["nodes", "--format", "table"],
  ]) {
    const { code, out } = pellucid(cwd, ...words, "a.py", "b.py");
    assert.equal(code, 0);
    assert.ok(out.split("\n").length > 10, words.join(" "));
  }
});

test("the Python version decides what is an error", (t) => {
  const cwd = folder(t, { "a.py": "match 1:\n    case 1: pass\n", "b.py": "t'{1}'\n", "c.py": "lazy import a\n" });
  const code = (version, file) => pellucid(cwd, "check", "--python-version", version, file).code;
  assert.deepEqual([code("3.9", "a.py"), code("3.10", "a.py")], [1, 0]);
  assert.deepEqual([code("3.13", "b.py"), code("3.14", "b.py")], [1, 0]);
  assert.deepEqual([code("3.14", "c.py"), code("3.15", "c.py")], [1, 0]);
  // 3.14 unless set.
  assert.equal(pellucid(cwd, "check", "b.py").code, 0);
  assert.equal(pellucid(cwd, "check", "c.py").code, 1);
});

test("names that begin with a dash or hold odd characters", (t) => {
  const cwd = folder(t, { "-x.py": bad, "a b.py": bad, "é.py": bad, 'q".py': bad });
  const [{ diagnostics }] = documents(cwd, "check", "--output-format", "json", ".");
  assert.deepEqual(
    [...new Set(diagnostics.map(({ path }) => path))].sort(),
    ["-x.py", "a b.py", 'q".py', "é.py"].sort(),
  );
  assert.equal(pellucid(cwd, "check", "--", "-x.py").code, 1);
});

test("a reader that goes away ends the command quietly", (t) => {
  const cwd = folder(t, { "a.py": `${"x = f(y)\n".repeat(50_000)}` });
  const piped = spawnSync("sh", ["-c", '"$1" nodes a.py | head -n 1', "sh", nativeBinary], { cwd, encoding: "utf8" });
  assert.equal(piped.status, 0);
  assert.equal(piped.stderr, "");
});
