// `check --watch`: a real process over a folder that changes. A test waits for what the command says, never for time.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nativeBinary } from "../../scripts/lib/paths.mjs";
import { folder, pellucid } from "./pellucid.mjs";

/** Milliseconds after which a state that is waited for will not come. */
const patience = 30_000;

const settled = /watching for changes, Ctrl-C ends\n$/;

// What goes to standard error: what changed, what is wrong with the configuration, the time.
const ofErr = /^$|^\d\d:\d\d:\d\d |^pellucid: |watching for changes, Ctrl-C ends$/;

/** A command that watches `cwd`. */
function watching(t, cwd, ...words) {
  // Through one pipe, so that what it says comes in order.
  const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', nativeBinary, "check", "--watch", ...words], { cwd });
  t.after(() => child.kill("SIGKILL"));
  let said = "";
  let look = () => {};
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk) => {
    said += chunk;
    look();
  });
  const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal })));
  /** What it has said when the next check is over. */
  const next = () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing new: ${JSON.stringify(said)}`)), patience);
      look = () => {
        if (!settled.test(said)) return;
        clearTimeout(timer);
        look = () => {};
        const lines = said.slice(0, -1).split("\n");
        said = "";
        const part = (wanted) =>
          lines
            .filter((line) => ofErr.test(line) === wanted)
            .map((line) => `${line}\n`)
            .join("");
        resolve({ out: part(false), err: part(true) });
      };
      look();
    });
  /** The same, of the first check that has what is wanted: what is done in several steps may be seen on the way. */
  const until = async (wanted) => {
    for (;;) {
      const state = await next();
      if (wanted(state)) return state;
    }
  };
  const interrupt = (signal = "SIGINT") => {
    child.kill(signal);
    return ended;
  };
  return { next, until, interrupt };
}

/** Writes a file in one step: nobody sees half of it. */
function save(path, text) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

const concise = ["--output-format", "concise"];
const problems = (text) => text.split("\n").filter((line) => line !== "");

test("an edit is checked again, with what it matters to, and nothing else", async (t) => {
  const cwd = folder(t, {
    "a.py": "from b import x\n\nprint(x)\n",
    "b.py": "x = 1\n",
    "c.py": "print(1)\n",
  });
  const watch = watching(t, cwd, ...concise);
  const first = await watch.next();
  assert.deepEqual(problems(first.out), []);
  assert.match(first.err, /^3 files checked in /);
  // The body of b changes, not what it offers.
  save(join(cwd, "b.py"), "x = 2\n");
  const body = await watch.next();
  assert.match(body.err, /^\n\d\d:\d\d:\d\d changed b\.py\n1 of 3 files re-checked in /);
  save(join(cwd, "b.py"), "y = 2\n");
  const name = await watch.next();
  assert.deepEqual(problems(name.out), ["a.py:1:15: error[unresolved-import] module `b` has no name `x`"]);
  assert.match(name.err, /changed b\.py\n2 of 3 files re-checked in /);
  assert.deepEqual(await watch.interrupt(), { code: 1, signal: null });
});

test("files come, go and are renamed; imports see it", async (t) => {
  const cwd = folder(t, { "a.py": "import b\nimport pkg.m\n\nprint(b, pkg.m)\n" });
  const watch = watching(t, cwd, ...concise);
  const first = await watch.next();
  assert.equal(problems(first.out).length, 2);
  save(join(cwd, "b.py"), "");
  const made = await watch.next();
  assert.match(made.err, / new b\.py\n/);
  assert.deepEqual(problems(made.out), ["a.py:2:8: error[unresolved-import] there is no module `pkg`"]);
  // A folder that appears with all that is in it, as a checkout brings it.
  mkdirSync(join(cwd, ".tmp/deep"), { recursive: true });
  save(join(cwd, ".tmp/m.py"), "x = undefined\n");
  save(join(cwd, ".tmp/deep/n.py"), "");
  renameSync(join(cwd, ".tmp"), join(cwd, "pkg"));
  const moved = await watch.next();
  assert.match(moved.err, / new pkg\/deep\/n\.py, pkg\/m\.py\n/);
  assert.deepEqual(problems(moved.out), ["pkg/m.py:1:5: error[unresolved-reference] `undefined` is not defined"]);
  renameSync(join(cwd, "pkg/m.py"), join(cwd, "pkg/other.py"));
  const renamed = await watch.next();
  assert.match(renamed.err, / new pkg\/other\.py; gone pkg\/m\.py\n/);
  assert.equal(problems(renamed.out).length, 2);
  rmSync(join(cwd, "pkg"), { recursive: true });
  rmSync(join(cwd, "b.py"));
  const gone = await watch.until(({ err }) => /of 1 file /.test(err));
  assert.match(gone.err, / gone .*\.py\n/);
  assert.equal(problems(gone.out).length, 2);
  assert.equal((await watch.interrupt("SIGTERM")).code, 1);
});

test("an editor that saves by renaming, and one that writes the same again", async (t) => {
  const cwd = folder(t, { "a.py": "x = undefined\n", "b.py": "" });
  const watch = watching(t, cwd, ...concise);
  assert.equal(problems((await watch.next()).out).length, 1);
  writeFileSync(join(cwd, ".a.py.swp"), "x = 1\n");
  writeFileSync(join(cwd, "4913"), "");
  rmSync(join(cwd, "4913"));
  renameSync(join(cwd, "a.py"), join(cwd, "a.py~"));
  renameSync(join(cwd, ".a.py.swp"), join(cwd, "a.py"));
  rmSync(join(cwd, "a.py~"));
  const saved = await watch.until(({ out, err }) => problems(out).length === 0 && /of 2 files/.test(err));
  assert.match(saved.err, / (changed|new) a\.py\n1 of 2 files re-checked in /);
  // Nothing is said of the first: its text is what it was.
  save(join(cwd, "a.py"), "x = 1\n");
  save(join(cwd, "notes.txt"), "x = 1\n");
  save(join(cwd, "b.py"), "y = 1\n");
  assert.match((await watch.next()).err, /^\n\S+ changed b\.py\n/);
  assert.equal((await watch.interrupt()).code, 0);
});

test("the configuration and .gitignore take effect, and a mistake in them can be mended", async (t) => {
  const cwd = folder(t, { ".git/HEAD": "", "a.py": "x = undefined\n", "made/b.py": "x = undefined\n" });
  const watch = watching(t, cwd, ...concise);
  assert.equal(problems((await watch.next()).out).length, 2);
  save(join(cwd, ".gitignore"), "/made\n");
  const ignored = await watch.next();
  assert.match(ignored.err, / gone made\/b\.py\n/);
  assert.equal(problems(ignored.out).length, 1);
  save(join(cwd, "pellucid.toml"), "[rules]\nnames = 'warn'\n");
  const warned = await watch.next();
  assert.match(warned.err, / changed pellucid\.toml\n0 of 1 file re-checked in /);
  assert.match(warned.out, /warning\[unresolved-reference\]/);
  save(join(cwd, "pellucid.toml"), "[rules]\nnams = 'warn'\n");
  const wrong = await watch.next();
  assert.match(wrong.err, /^pellucid: pellucid\.toml:2:1: `nams` is no rule/);
  assert.equal(wrong.out, "");
  rmSync(join(cwd, "pellucid.toml"));
  const mended = await watch.next();
  assert.match(mended.out, /error\[unresolved-reference\]/);
  save(join(cwd, "pellucid.toml"), "[environment]\nextra-paths = ['nowhere']\n");
  assert.match((await watch.next()).err, /pellucid\.toml:2:16: the extra path `nowhere` is no folder/);
  mkdirSync(join(cwd, "nowhere"));
  assert.match((await watch.next()).out, /error\[unresolved-reference\]/);
  rmSync(join(cwd, "nowhere"), { recursive: true });
  assert.match((await watch.next()).err, /the extra path `nowhere` is no folder/);
  assert.equal((await watch.interrupt()).code, 2);
});

test("what imports lead to is watched, though it is not checked", async (t) => {
  const cwd = folder(t, {
    "app/a.py": "from lib import x\n\nprint(x)\n",
    "app/pellucid.toml": "[environment]\nextra-paths = ['../extra']\n",
    "extra/lib.py": "x = 1\n",
  });
  const watch = watching(t, join(cwd, "app"), ...concise);
  assert.deepEqual(problems((await watch.next()).out), []);
  save(join(cwd, "extra/lib.py"), "y = 1\n");
  const changed = await watch.next();
  assert.match(changed.out, /module `lib` has no name `x`/);
  assert.match(changed.err, /1 of 1 file re-checked/);
  rmSync(join(cwd, "extra/lib.py"));
  assert.match((await watch.next()).out, /there is no module `lib`/);
  save(join(cwd, "extra/lib.py"), "x = 1\n");
  assert.deepEqual(problems((await watch.next()).out), []);
  assert.equal((await watch.interrupt()).code, 0);
});

test("a named path may go with the folder around it, and come back", async (t) => {
  const cwd = folder(t, { "a/b/c.py": "x = undefined\n" });
  const watch = watching(t, cwd, ...concise, "a/b");
  assert.equal(problems((await watch.next()).out).length, 1);
  renameSync(join(cwd, "a"), join(cwd, "away"));
  assert.match((await watch.next()).err, /cannot find `a\/b`/);
  renameSync(join(cwd, "away"), join(cwd, "a"));
  assert.equal(problems((await watch.next()).out).length, 1);
  assert.equal((await watch.interrupt()).code, 1);
});

test("a named path may go and come back", async (t) => {
  const cwd = folder(t, { "src/a.py": "x = undefined\n" });
  const watch = watching(t, cwd, ...concise, "src");
  assert.equal(problems((await watch.next()).out).length, 1);
  renameSync(join(cwd, "src"), join(cwd, "away"));
  const gone = await watch.next();
  assert.match(gone.err, /cannot find `src`/);
  renameSync(join(cwd, "away"), join(cwd, "src"));
  assert.equal(problems((await watch.next()).out).length, 1);
  assert.equal((await watch.interrupt()).code, 1);
});

test("json is a document a check; wrong use ends at once; fixes are for a single check", async (t) => {
  const cwd = folder(t, { "a.py": "x = undefined\n" });
  const watch = watching(t, cwd, "--output-format", "json");
  assert.equal(JSON.parse((await watch.next()).out).diagnostics.length, 1);
  save(join(cwd, "a.py"), "x = 1\n");
  assert.equal(JSON.parse((await watch.next()).out).diagnostics.length, 0);
  assert.equal((await watch.interrupt()).code, 0);
  assert.equal(pellucid(cwd, "check", "--watch", "missing").code, 2);
  assert.equal(pellucid(cwd, "check", "--watch", "--fix").code, 2);
});
