// What a disk may hold, each of it reported, none of it fatal, and nothing else affected: beside the trouble lies
// `well.py`, with one problem of its own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nativeBinary } from "../../scripts/lib/paths.mjs";
import { folder } from "./pellucid.mjs";

const well = "x = undefined\n";
const ofWell = "well.py:1:5: error[unresolved-reference] `undefined` is not defined";

// Root may read everything; nobody may not.
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const canBeNobody =
  !isRoot || spawnSync(nativeBinary, ["--version"], { ...nobody, encoding: "utf8" }).stdout?.startsWith("pellucid");

/** The problems that a check of the whole folder finds, a line each. */
function checked(cwd, { words = [], asNobody = false } = {}) {
  const done = spawnSync(nativeBinary, ["check", "--output-format", "concise", ...words], {
    cwd,
    encoding: "utf8",
    ...(asNobody && isRoot ? nobody : {}),
  });
  assert.ok(done.status === 0 || done.status === 1, `${done.status} ${done.signal} ${done.stderr}`);
  assert.equal(done.stderr, "");
  return done.stdout.split("\n").filter((line) => line !== "");
}

test("a file that is listed and cannot be opened", (t) => {
  const cwd = folder(t, { "well.py": well, "user.py": "import gone\n\nprint(gone)\n" });
  // As one that disappears between the two.
  symlinkSync("nowhere.py", join(cwd, "gone.py"));
  assert.deepEqual(checked(cwd), [
    "gone.py:1:1: error[unreadable-file] cannot be read: No such file or directory",
    "user.py:1:8: error[unresolved-import] there is no module `gone`",
    ofWell,
  ]);
});

test("files that come and go while a check runs", (t) => {
  const files = { "well.py": well };
  for (let i = 0; i < 200; ++i)
    files[`pkg/m${i}.py`] = `from pkg.m${(i * 7) % 200} import f as g\n\n\ndef f():\n    return g\n`;
  const cwd = folder(t, files);
  // Renames, as fast as they can be made, until the check is over.
  const mover = `
    const { renameSync } = require("node:fs");
    const { spawn } = require("node:child_process");
    const child = spawn(process.argv[1], ["check", "--output-format", "concise"], { stdio: ["ignore", "inherit", "inherit"] });
    let ended = null;
    child.on("close", (code) => { ended = code; });
    let i = 0;
    (function move() {
      if (ended !== null) process.exit(ended ?? 99);
      for (let n = 0; n < 20; ++n, i = (i + 1) % 200) {
        renameSync("pkg/m" + i + ".py", "away.txt");
        renameSync("away.txt", "pkg/m" + i + ".py");
      }
      setImmediate(move);
    })();`;
  const done = spawnSync(process.execPath, ["-e", mover, nativeBinary], { cwd, encoding: "utf8" });
  assert.equal(done.status, 1, done.stderr);
  assert.equal(done.stderr, "");
  const lines = done.stdout.split("\n");
  assert.ok(lines.includes(ofWell));
  for (const line of lines)
    if (line !== "" && line !== ofWell)
      assert.match(line, /^pkg\/m\d+\.py:.*(unreadable-file|unresolved-import|import-cycle)/);
});

test("a file and a folder without read permission", { skip: !canBeNobody && "nobody cannot run it" }, (t) => {
  const cwd = folder(t, {
    "well.py": well,
    "secret.py": "x = 1\n",
    "closed/in.py": "",
    "user.py": "from secret import x, anything\nimport closed.inside\n\nprint(x, anything, closed)\n",
  });
  chmodSync(cwd, 0o755);
  chmodSync(join(cwd, "secret.py"), 0);
  chmodSync(join(cwd, "closed"), 0);
  const found = checked(cwd, { asNobody: true });
  chmodSync(join(cwd, "closed"), 0o755);
  assert.deepEqual(
    found.filter((line) => /unreadable-file/.test(line)),
    [
      "closed:1:1: error[unreadable-file] cannot be read: Permission denied",
      "secret.py:1:1: error[unreadable-file] cannot be read: Permission denied",
    ],
  );
  // Nothing is known of what they hold, so nothing is said of what is taken from them.
  assert.deepEqual(
    found.filter((line) => /secret|anything/.test(line) && !/unreadable/.test(line)),
    [],
  );
  assert.ok(found.includes(ofWell));
});

test("an import that leads to a file without read permission", {
  skip: !canBeNobody && "nobody cannot run it",
}, (t) => {
  const cwd = folder(t, {
    "app/well.py": well,
    "app/user.py": "from lib import x, y\nfrom lib import *\n\nprint(x, y, z)\n",
    "app/pellucid.toml": "[environment]\nextra-paths = ['../extra']\n",
    "extra/lib.py": "x = 1\n",
  });
  chmodSync(cwd, 0o755);
  chmodSync(join(cwd, "extra/lib.py"), 0);
  const found = checked(join(cwd, "app"), {
    asNobody: true,
    words: ["--ignore", "star-import,possibly-from-star-import"],
  });
  assert.equal(found.length, 2);
  assert.match(found[0], /extra\/lib\.py:1:1: error\[unreadable-file\] cannot be read: Permission denied$/);
  assert.equal(found[1], ofWell);
});

test("loops of symbolic links", (t) => {
  const cwd = folder(t, { "well.py": well, "pkg/a.py": "import pkg.up.pkg.a\nimport loop\n\nprint(pkg, loop)\n" });
  symlinkSync("..", join(cwd, "pkg/up"));
  symlinkSync("loop.py", join(cwd, "loop.py"));
  symlinkSync("b", join(cwd, "a"));
  symlinkSync("a", join(cwd, "b"));
  const found = checked(cwd);
  assert.deepEqual(
    found.filter((line) => /unreadable-file/.test(line)),
    [
      "loop.py:1:1: error[unreadable-file] cannot be read: Too many levels of symbolic links",
      "pkg/up:1:1: error[unreadable-file] cannot be read: it is a link to a folder around it",
    ],
  );
  assert.ok(found.includes(ofWell));
  assert.ok(found.includes("pkg/a.py:2:8: error[unresolved-import] there is no module `loop`"));
});

test("two files for one module", (t) => {
  const cwd = folder(t, {
    "well.py": well,
    "shop.py": "module = 1\n",
    "shop/__init__.py": "package = 1\n",
    "till.py": "source = 1\nboth = 1\n",
    "till.pyi": "stub: int\nboth: int\n",
    "twice.py": "root = 1\n",
    "src/twice.py": "inner = 1\n",
    "user.py": [
      "from shop import module, package",
      "from till import source, stub, both",
      "from twice import root, inner",
      "print(module, package, source, stub, both, root, inner)\n",
    ].join("\n"),
  });
  const found = checked(cwd);
  assert.ok(found.includes(ofWell));
  const hidden = found.filter((line) => /hidden-module/.test(line)).map((line) => line.split(":")[0]);
  assert.deepEqual(hidden, ["shop.py", "src/twice.py"]);
  assert.deepEqual(
    found.filter((line) => line.startsWith("user.py")).map((line) => /has no name (`\w+`)/.exec(line)?.[1]),
    ["`module`", "`source`", "`inner`"],
  );
});

test("a name that differs in case only is another name", (t) => {
  const cwd = folder(t, {
    "well.py": well,
    "Case.py": "x = 1\n",
    "user.py": "import case\nimport Case\n\nprint(case, Case)\n",
  });
  assert.deepEqual(checked(cwd), [
    "user.py:1:8: error[unresolved-import] there is no module `case`; did you mean `Case`?",
    ofWell,
  ]);
  // Where the disk tells them apart, both are there.
  writeFileSync(join(cwd, "case.py"), "y = 1\n");
  if (readdirSync(cwd).includes("Case.py") && readdirSync(cwd).includes("case.py"))
    assert.deepEqual(checked(cwd), [ofWell]);
});

test("invalid UTF-8, bytes of zero and names that are not UTF-8", (t) => {
  const cwd = folder(t, { "well.py": well, "user.py": "from odd import x, y\nimport zero\n\nprint(x, y, zero)\n" });
  writeFileSync(join(cwd, "odd.py"), Buffer.from([...Buffer.from("x = '"), 0xff, 0xfe, ...Buffer.from("'\n")]));
  writeFileSync(join(cwd, "zero.py"), Buffer.from("x = 1\0\n"));
  writeFileSync(Buffer.concat([Buffer.from(`${cwd}/n`), Buffer.from([0xff]), Buffer.from(".py")]), "x = undefined\n");
  const found = checked(cwd);
  assert.ok(found.includes(ofWell));
  assert.ok(
    found.some((line) => /^odd\.py:1:6: error\[invalid-syntax\]/.test(line)),
    found.join("\n"),
  );
  assert.ok(
    found.some((line) => /^zero\.py:1:6: error\[invalid-syntax\]/.test(line)),
    found.join("\n"),
  );
  assert.ok(
    found.some((line) => /^n.*\.py:1:5: error\[unresolved-reference\]/.test(line)),
    found.join("\n"),
  );
});

test("a stub that does not parse is reported, and what can be read of it counts", (t) => {
  const cwd = folder(t, {
    "well.py": well,
    "till.py": "a = b = 1\n",
    "till.pyi": "a: int\ndef broken(:\nb: int\n",
    "user.py": "from till import a, b\n\nprint(a, b)\n",
  });
  const found = checked(cwd);
  assert.ok(found.includes(ofWell));
  assert.ok(found.some((line) => line.startsWith("till.pyi:2:")));
  assert.deepEqual(
    found.filter((line) => line.startsWith("user.py")),
    [],
  );
});

test("a folder called like a file, and a file called like a folder", (t) => {
  const cwd = folder(t, { "well.py": well, "odd.py/inner.py": well, "user.py": "import odd\n\nprint(odd)\n" });
  mkdirSync(join(cwd, "pkg"));
  writeFileSync(join(cwd, "pkg/__init__.py"), "");
  renameSync(join(cwd, "pkg/__init__.py"), join(cwd, "pkg/x"));
  assert.deepEqual(checked(cwd), [
    ofWell.replace("well.py", "odd.py/inner.py"),
    "user.py:1:8: error[unresolved-import] there is no module `odd`",
    ofWell,
  ]);
});
