// Which rules report, and how: the configuration, the command line, fixes, and the pages of the rules.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { typeshed } from "../../scripts/lib/stubs.mjs";
import { documents, folder, pellucid } from "./pellucid.mjs";

const odd = "x = 1\nprint(x is 1)\nprint(f'a')\n";

/** `rule severity` of each diagnostic. */
function found(cwd, ...words) {
  const [document] = documents(cwd, "check", "--output-format", "json", ...words);
  return document.diagnostics.map(({ rule, severity }) => `${rule} ${severity}`);
}

const isLiteral = (severity) => `is-literal ${severity}`;
const fString = (severity) => `f-string-missing-placeholders ${severity}`;

test("the nearest configuration counts, from the project's folder upwards", (t) => {
  const cwd = folder(t, {
    "pellucid.toml": "[rules]\nis-literal = 'error'\n",
    "a/a.py": odd,
    "a/pyproject.toml": "[tool.other]\nx = 'é'\n",
    "b/b.py": odd,
    "b/pyproject.toml": "[tool.pellucid.rules]\nliterals = 'ignore'\nis-literal = 'info'\n",
    "c/c.py": odd,
    "c/pellucid.toml": "",
    "c/pyproject.toml": "[tool.pellucid.rules]\nliterals = 'ignore'\n",
  });
  assert.deepEqual(found(cwd, "a"), [isLiteral("error"), fString("warning")]);
  assert.deepEqual(found(cwd, "--project", "a"), [isLiteral("error"), fString("warning")]);
  assert.deepEqual(found(cwd, "b"), [isLiteral("error"), fString("warning")]);
  assert.deepEqual(found(cwd, "--project", "b"), [isLiteral("info")]);
  assert.deepEqual(found(join(cwd, "b")), [isLiteral("info")]);
  assert.deepEqual(found(cwd, "--project", "c"), [isLiteral("warning"), fString("warning")]);
  assert.deepEqual(found(cwd, "--config", "b/pyproject.toml", "a"), [isLiteral("info")]);
});

test("nothing in typeshed's stubs is unbound, unused, or no Python", (t) => {
  const cwd = folder(t);
  const rules =
    "invalid-syntax,unresolved-reference,possibly-unresolved-reference,unused-import,redefined-while-unused";
  for (const version of ["3.8", "3.13", "3.15"]) {
    const words = ["check", "--select", rules, "--python-version", version, typeshed];
    const { code, out } = pellucid(cwd, ...words);
    assert.equal(code, 0, out);
    assert.ok(Number(/^no problems in (\d+) files/.exec(out)?.[1]) > 5000, out);
  }
});

test("the command line goes before the configuration", (t) => {
  const cwd = folder(t, {
    "a.py": odd,
    "pellucid.toml": "[rules]\nis-literal = 'ignore'\nf-string-missing-placeholders = 'error'\n",
  });
  assert.deepEqual(found(cwd), [fString("error")]);
  assert.deepEqual(found(cwd, "--warn", "literals"), [isLiteral("warning"), fString("warning")]);
  assert.deepEqual(found(cwd, "--select", "literals"), [isLiteral("warning"), fString("error")]);
  assert.deepEqual(found(cwd, "--select", "all", "--ignore", "is-literal"), [fString("error")]);
  assert.deepEqual(
    found(cwd, "--select", "is-literal", "--error", "all", "--ignore", "f-string-missing-placeholders"),
    [isLiteral("error")],
  );
});

test("the configuration chooses the Python, the command line before it", (t) => {
  const cwd = folder(t, { "a.py": "t'{1}'\n", "pellucid.toml": "[environment]\npython-version = '3.13'\n" });
  assert.equal(pellucid(cwd, "check").code, 1);
  assert.equal(pellucid(cwd, "check", "--python-version", "3.14").code, 0);
});

test("a bad configuration is told with its file and line, exit 2", (t) => {
  const cwd = folder(t, {
    "a.py": "",
    "key.toml": "[environment]\npython = '3.13'\n",
    "rule.toml": "[rules]\nunused-imports = 'error'\n",
    "broken.toml": "\n\n[rules\n",
    "stubs.toml": "[environment]\ntypeshed = 'stubs'\n",
    "other/pyproject.toml": "",
  });
  for (const [file, ...said] of [
    ["key.toml", "key.toml:2:1", "`environment.python`"],
    ["rule.toml", "rule.toml:2:1", "`unused-imports`", "did you mean `unused-import`?"],
    ["broken.toml", "broken.toml:3:"],
    ["stubs.toml", "stubs.toml", "`stdlib`"],
    ["missing.toml", "missing.toml"],
    ["other/pyproject.toml", "[tool.pellucid]"],
  ]) {
    const { code, out, err } = pellucid(cwd, "check", "--config", file);
    assert.equal(code, 2, err);
    assert.equal(out, "");
    for (const words of said) assert.ok(err.includes(words), err);
  }
  for (const words of [
    ["--project", "nowhere"],
    ["--python-platform", "Windows"],
    ["--error", "is-litteral"],
  ])
    assert.equal(pellucid(cwd, "check", ...words).code, 2);
});

test("paths are shown relative to the project", (t) => {
  const cwd = folder(t, { "in/a.py": odd, "out/b.py": odd });
  const paths = (...words) =>
    documents(cwd, "check", "--output-format", "json", ...words)[0].diagnostics.map(({ path }) => path);
  assert.deepEqual(new Set(paths("--project", "in")), new Set(["a.py"]));
  assert.deepEqual(new Set(paths("--project", "in", "in/a.py", "out")), new Set(["a.py", "out/b.py"]));
});

test("fixes are made, and files stay as they were written", (t) => {
  const latin = Buffer.from("# coding: latin-1\r\nx = '\xe9' is not x\r\nprint(f'\xe9')\r\n", "latin1");
  const cwd = folder(t, {
    "a.py": odd,
    "b.py": "\ufeffraise NotImplemented\n",
    "clean.py": "y = 1\n",
    "broken.py": "f'a' =\n",
  });
  writeFileSync(join(cwd, "c.py"), latin);
  const { code, out } = pellucid(cwd, "check", "--fix", "a.py", "b.py", "c.py", "clean.py");
  assert.match(out, /^5 problems fixed$/m);
  assert.equal(readFileSync(join(cwd, "a.py"), "utf8"), "x = 1\nprint(x == 1)\nprint('a')\n");
  assert.equal(readFileSync(join(cwd, "b.py"), "utf8"), "\ufeffraise NotImplementedError\n");
  assert.deepEqual(
    readFileSync(join(cwd, "c.py")),
    Buffer.from("# coding: latin-1\r\nx = '\xe9' != x\r\nprint('\xe9')\r\n", "latin1"),
  );
  assert.equal(code, 1);
  assert.match(pellucid(cwd, "check", "--fix", "a.py", "clean.py").out, /^0 problems fixed$/m);
  // What is ignored or silenced is not fixed.
  writeFileSync(join(cwd, "a.py"), `${odd}print(f'b')  # noqa\n`);
  pellucid(cwd, "check", "--fix", "--ignore", "is-literal", "a.py");
  assert.equal(readFileSync(join(cwd, "a.py"), "utf8"), "x = 1\nprint(x is 1)\nprint('a')\nprint(f'b')  # noqa\n");
});

test("files are judged when all are fixed", (t) => {
  // The unused import that goes was half of a cycle.
  const cwd = folder(t, { "a.py": "import b\nprint(b)\n", "b.py": "import a\n" });
  assert.match(pellucid(cwd, "check", "--select", "all", "--output-format", "concise").out, /a\.py:1.*import-cycle/);
  const { out } = pellucid(cwd, "check", "--fix", "--select", "all", "--output-format", "concise");
  assert.doesNotMatch(out, /import-cycle/);
});

test("explain prints a rule's page, or lists rules", (t) => {
  const cwd = folder(t);
  const page = pellucid(cwd, "explain", "is-literal");
  assert.equal(page.code, 0);
  assert.match(page.out, /^is-literal\n\n.*\n\nWrong\n\n {4}/);
  assert.match(pellucid(cwd, "explain", "literals").out, /^literals\n {2}\S+ +warning {2}\S/);
  const all = pellucid(cwd, "explain").out;
  for (const rule of ["invalid-syntax", "unused-import", "unused-suppression"]) assert.ok(all.includes(`  ${rule} `));
  const unknown = pellucid(cwd, "explain", "is-litteral");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /did you mean `is-literal`\?/);
});
