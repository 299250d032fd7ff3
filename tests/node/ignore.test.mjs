// Which files a check of folders takes: what git ignores, what the configuration excludes, and that one can see it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { folder, pellucid, random } from "./pellucid.mjs";

const hasGit = spawnSync("git", ["--version"]).status === 0;

/** Git as nobody has configured it. */
function git(cwd, ...words) {
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: "1", GIT_CEILING_DIRECTORIES: dirname(cwd) };
  const done = spawnSync("git", words, { cwd, encoding: "utf8", env });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

const lines = (text) => text.split("\n").filter((line) => line !== "");

/** What `files` lists; nothing if it says that there is nothing. */
function listed(cwd, ...words) {
  const { code, out, err } = pellucid(cwd, "files", ...words);
  assert.ok(code === 0 || /no Python files/.test(err), err);
  return lines(out);
}

test("in a repository, what git ignores is left out, and one can see why", (t) => {
  const cwd = folder(t, {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/info/exclude": "local.py\n",
    ".gitignore": "# made by tools\n/build/\n*_pb2.py\n!keep_pb2.py\n",
    "a.py": "",
    "local.py": "",
    "build/made.py": "",
    "src/.gitignore": "/draft.py\n!wire_pb2.py\n",
    "src/b.py": "",
    "src/draft.py": "",
    "src/deep/draft.py": "",
    "src/wire_pb2.py": "",
    "src/wire2_pb2.py": "",
    "src/build/kept.py": "",
    "keep_pb2.py": "",
    "node_modules/n.py": "",
    "env/pyvenv.cfg": "",
  });
  assert.deepEqual(listed(cwd), [
    "a.py",
    "keep_pb2.py",
    "src/b.py",
    "src/build/kept.py",
    "src/deep/draft.py",
    "src/wire_pb2.py",
  ]);
  assert.deepEqual(listed(cwd, "--excluded"), [
    ".git/  (hidden)",
    "build/  (.gitignore:2: /build/)",
    "env/  (a virtual environment)",
    "local.py  (.git/info/exclude:1: local.py)",
    "node_modules/  (not the project's own)",
    "src/draft.py  (src/.gitignore:1: /draft.py)",
    "src/wire2_pb2.py  (.gitignore:3: *_pb2.py)",
  ]);
  // Whoever names a file or folder means it.
  assert.deepEqual(listed(cwd, "src/draft.py", "build"), ["build/made.py", "src/draft.py"]);
  // From within, the rules of the folders around hold too.
  assert.deepEqual(listed(join(cwd, "src")), ["b.py", "build/kept.py", "deep/draft.py", "wire_pb2.py"]);
  assert.match(pellucid(cwd, "check").out, /no problems in 6 files/);
});

test("outside a repository a .gitignore says nothing, and a repository within has its own", (t) => {
  const cwd = folder(t, {
    ".gitignore": "*.py\n",
    "a.py": "",
    "inner/.git": "gitdir: nowhere\n",
    "inner/.gitignore": "b.py\n",
    "inner/a.py": "",
    "inner/b.py": "",
  });
  assert.deepEqual(listed(cwd), ["a.py", "inner/a.py"]);
  mkdirSync(join(cwd, ".git"));
  // What lies in a repository of its own is not the outer one's to ignore.
  assert.deepEqual(listed(cwd), ["inner/a.py"]);
});

test("the user's own file of patterns counts least", (t) => {
  const cwd = folder(t, { ".gitignore": "!b.py\n", ".git/config": "", "a.py": "", "b.py": "", "c.py": "" });
  const home = folder(t, { ".gitconfig": '[core]\n\texcludesFile = "~/mine" ; all of them\n', mine: "[ab].py\n" });
  const saved = { HOME: process.env.HOME, XDG: process.env.XDG_CONFIG_HOME };
  t.after(() => {
    process.env.HOME = saved.HOME;
    if (saved.XDG !== undefined) process.env.XDG_CONFIG_HOME = saved.XDG;
  });
  process.env.HOME = home;
  delete process.env.XDG_CONFIG_HOME;
  assert.deepEqual(listed(cwd), ["b.py", "c.py"]);
  writeFileSync(join(home, ".gitconfig"), "");
  assert.deepEqual(listed(cwd), ["a.py", "b.py", "c.py"]);
  mkdirSync(join(home, ".config/git"), { recursive: true });
  writeFileSync(join(home, ".config/git/ignore"), "c.py\n");
  assert.deepEqual(listed(cwd), ["a.py", "b.py"]);
});

test("exclude has the last word", (t) => {
  const cwd = folder(t, {
    ".git/HEAD": "",
    ".gitignore": "made/\nraw.py\n",
    "pellucid.toml": "exclude = [\n  'legacy/',\n  '/top.py',\n  '!made/',\n  '!.tools/',\n]\n",
    "a.py": "",
    "top.py": "",
    "legacy/a.py": "",
    "made/m.py": "",
    "made/raw.py": "",
    ".tools/t.py": "",
    "sub/top.py": "",
    "sub/legacy/a.py": "",
  });
  assert.deepEqual(listed(cwd), [".tools/t.py", "a.py", "made/m.py", "sub/top.py"]);
  assert.deepEqual(listed(cwd, "--excluded"), [
    ".git/  (hidden)",
    "legacy/  (pellucid.toml:2: legacy/)",
    "made/raw.py  (.gitignore:2: raw.py)",
    "sub/legacy/  (pellucid.toml:2: legacy/)",
    "top.py  (pellucid.toml:3: /top.py)",
  ]);
  // Relative to the configuration's folder, wherever the command runs.
  assert.deepEqual(listed(join(cwd, "sub")), ["top.py"]);
  assert.deepEqual(listed(cwd, "top.py", "legacy/a.py"), ["legacy/a.py", "top.py"]);
});

test("an excluded module is not checked, but imports find it", (t) => {
  const cwd = folder(t, {
    "pyproject.toml": "[tool.pellucid]\nexclude = ['made/']\n",
    "a.py": "from made.m import x, y\n\nprint(x, y)\n",
    "made/m.py": "import os\n\nx = undefined\n",
  });
  const { code, out } = pellucid(cwd, "check", "--output-format", "concise");
  assert.equal(code, 1);
  assert.deepEqual(lines(out), ["a.py:1:23: error[unresolved-import] module `made.m` has no name `y`"]);
});

test("a pattern that cannot be is told with its place, and one that leaves nothing is told too", (t) => {
  const cwd = folder(t, { "a.py": "", "pellucid.toml": "exclude = ['b.py',\n  '[a']\n" });
  const bad = pellucid(cwd, "check");
  assert.equal(bad.code, 2);
  assert.match(
    bad.err,
    /^pellucid: pellucid\.toml:2:3: the pattern `\[a` excludes nothing: its `\[` is never closed\n$/,
  );
  writeFileSync(join(cwd, "pellucid.toml"), "exclude = ['*.py']\n");
  const none = pellucid(cwd, "check");
  assert.equal(none.code, 2);
  assert.match(
    none.err,
    /no Python files in `\.`; something is left out \(`pellucid files --excluded` tells what\)\n$/,
  );
  assert.deepEqual(listed(cwd, "--excluded"), ["a.py  (pellucid.toml:1: *.py)"]);
});

test("a link is a file to git, and exclude knows where it leads", (t) => {
  const cwd = folder(t, { ".git/HEAD": "", ".gitignore": "made/\n", "real/a.py": "", "pellucid.toml": "" });
  symlinkSync("real", join(cwd, "made"));
  assert.deepEqual(listed(cwd), ["real/a.py"]);
  assert.deepEqual(listed(cwd, "--excluded"), [".git/  (hidden)"]);
  appendFileSync(join(cwd, "pellucid.toml"), "exclude = ['made/']\n");
  assert.ok(listed(cwd, "--excluded").includes("made/  (pellucid.toml:1: made/)"));
});

// Random trees with random patterns in random folders, against `git ls-files`.
test("the same files as git, in random repositories", { skip: !hasGit && "git is not installed" }, (t) => {
  const parts = ["a", "b", "ab", "ba", "a.b", "b-a", "é"];
  const pieces = [
    "a",
    "b",
    "ab",
    "*",
    "?",
    "[ab]",
    "[!a]",
    "[a-b]",
    "a*",
    "*b",
    ".",
    "\\a",
    "**",
    "[[:alpha:]]",
    "*.py",
  ];
  const from = Number(process.env.PELLUCID_SEED ?? 1);
  for (let seed = from; seed < from + 40; ++seed) {
    const { below, pick } = random(seed);
    const files = {};
    const folders = new Set([""]);
    for (let i = 0; i < 40; ++i) {
      const path = [];
      for (let depth = below(4); depth > 0; --depth) path.push(pick(parts));
      const inside = path.join("/");
      // A name is a folder's or a file's.
      path.push(`${pick(parts)}.py`);
      files[path.join("/")] = "";
      folders.add(inside);
    }
    const pattern = () => {
      let text = below(4) === 0 ? "!" : "";
      if (below(4) === 0) text += "/";
      for (let n = 1 + below(3); n > 0; --n) {
        const segment = below(4) === 0 ? "**" : pick(pieces) + (below(3) === 0 ? pick(pieces.slice(0, 12)) : "");
        // Beside another character git's `**` is not always what its manual says.
        text += /^\*+$/.test(segment) ? segment : segment.replaceAll("**", "*");
        if (n > 1) text += "/";
      }
      return text + (below(4) === 0 ? "/" : "") + (below(8) === 0 ? "  " : "");
    };
    for (const inside of [...folders].sort().filter(() => below(3) === 0 || folders.size === 1))
      files[join(inside, ".gitignore")] = Array.from({ length: 1 + below(4) }, pattern).join("\n");
    const cwd = folder(t, files);
    git(cwd, "init", "--quiet");
    const expected = lines(git(cwd, "-c", "core.quotePath=off", "ls-files", "--others", "--exclude-standard"))
      .filter((path) => path.endsWith(".py"))
      .sort();
    const rules = Object.entries(files).filter(([name]) => name.endsWith(".gitignore"));
    assert.deepEqual(listed(cwd).sort(), expected, `seed ${seed}: ${JSON.stringify(rules)}`);
  }
});
