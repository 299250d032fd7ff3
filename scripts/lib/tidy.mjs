// clang-tidy over core/, cli/ and wasm/. A run takes minutes, so each clean result is remembered with a hash of all that
// it depends on: the source, its headers, the command that compiles it, and .clang-tidy.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { clangTool } from "./machine.mjs";
import { buildTree, inProject, root } from "./paths.mjs";
import { ask, run } from "./run.mjs";
import { cppSources } from "./sources.mjs";

const remembered = inProject("build/tidy.json");

// Which build compiles which folder. clang-tidy looks at all system headers too, and drops what it finds there. They are
// most of a small file, so it looks at a room of the core at a time, as the sanitized build compiles it.
const builds = [
  { preset: "asan", folders: ["core", "cli", "build/asan/core", "build/asan/cli"], flags: () => [] },
  { preset: "wasm", folders: ["wasm"], flags: () => (ask("emcc", "--cflags") ?? "").split(" ").filter(Boolean) },
];

// Written by CMake, it includes the sources of a room.
const isUnit = (file) => file.startsWith(`${root}/build/`);

function readRemembered() {
  try {
    return JSON.parse(readFileSync(remembered, "utf8"));
  } catch {
    return {};
  }
}

/** The project's headers by object file, from Ninja's log of the build. */
function dependencies(tree) {
  const found = new Map();
  let headers = [];
  for (const line of (ask("ninja", "-C", tree, "-t", "deps") ?? "").split("\n")) {
    const object = /^(\S.*): #deps/.exec(line);
    if (object !== null) {
      headers = [];
      found.set(object[1], headers);
    } else if (line.trim().startsWith(`${root}/`) && !line.trim().startsWith(`${tree}/headers/`)) {
      headers.push(line.trim());
    }
  }
  return found;
}

const contents = new Map();

function content(path) {
  if (!contents.has(path)) contents.set(path, existsSync(path) ? readFileSync(path) : "");
  return contents.get(path);
}

/** The sources of a build, each with the command that looks at it and a hash of what the result depends on. */
function units({ preset, folders, flags }) {
  const tree = buildTree(preset);
  const headers = dependencies(tree);
  const tool = clangTool("clang-tidy");
  const extra = flags().map((flag) => `--extra-arg-before=${flag}`);
  const settings = createHash("sha256")
    .update(ask(tool, "--version") ?? "")
    .update(content(inProject(".clang-tidy")))
    .update(extra.join(" "))
    .digest("hex");
  return JSON.parse(readFileSync(join(tree, "compile_commands.json"), "utf8"))
    .filter(({ file }) => folders.some((folder) => file.startsWith(`${inProject(folder)}/`)))
    .map(({ file, command, output }) => {
      const hash = createHash("sha256").update(settings).update(command);
      const object = output ?? / -o (\S+)/.exec(command)?.[1];
      // Of what was not built, all might be part.
      const parts = headers.get(object) ?? cppSources().map((path) => inProject(path));
      for (const path of [file, ...parts].sort()) hash.update(path).update(content(path));
      return {
        name: file.slice(root.length + 1),
        hash: hash.digest("hex"),
        look: () =>
          run(tool, [
            "-p",
            tree,
            "--quiet",
            "--warnings-as-errors=*",
            ...(isUnit(file) ? ["--checks=-bugprone-suspicious-include"] : []),
            ...extra,
            file,
          ]),
      };
    });
}

/**
 * Looks at every source whose last clean result no longer holds. The builds must be up to date.
 *
 * @returns {Promise<{clean: number, findings: string[]}>} what clang-tidy said of each source that is not clean
 */
export async function tidy() {
  contents.clear();
  const known = readRemembered();
  const all = builds.flatMap(units);
  const clean = {};
  const open = [];
  for (const unit of all) {
    if (known[unit.name] === unit.hash) clean[unit.name] = unit.hash;
    else open.push(unit);
  }
  const findings = [];
  const work = async () => {
    for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
      const done = await unit.look();
      if (done.code === 0) clean[unit.name] = unit.hash;
      else findings.push(done.output.replaceAll(`${root}/`, ""));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  writeFileSync(remembered, `${JSON.stringify(clean, null, 1)}\n`);
  return { clean: Object.keys(clean).length, findings };
}
