// What the tests under Node share: the command, run in a folder of its own, and the compiled checker.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inProject, nativeBinary } from "../../scripts/lib/paths.mjs";

const lots = 1 << 30;

/** Milliseconds after which a command hangs. */
const patience = 60_000;

/** A folder with these files, removed when the test ends. */
export function folder(t, files = {}) {
  const path = mkdtempSync(join(tmpdir(), "pellucid-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** Runs the command to its end; `code` is null if a signal ended it. */
export function pellucid(cwd, ...words) {
  const done = spawnSync(nativeBinary, words, { cwd, encoding: "utf8", maxBuffer: lots, timeout: patience });
  if (done.error) throw done.error;
  return { code: done.status, signal: done.signal, out: done.stdout, err: done.stderr };
}

/** The documents that a json format prints, one a line. */
export function documents(cwd, ...words) {
  const { code, out, err } = pellucid(cwd, ...words);
  if (code !== 0 && code !== 1) throw new Error(`pellucid ${words.join(" ")}: exit ${code}: ${err}`);
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/**
 * Runs the command with a stack of so many kilobytes. Of its output only the beginning is kept: that of a large table
 * is too long for a string.
 */
export function pellucidWithStack(cwd, kilobytes, ...words) {
  return new Promise((resolve) => {
    const limited = 'ulimit -s "$1"; shift; exec "$@"';
    const child = spawn("sh", ["-c", limited, "sh", String(kilobytes), nativeBinary, ...words], {
      cwd,
      timeout: 2 * patience,
      killSignal: "SIGKILL",
    });
    const begin = { out: "", err: "" };
    const take = (which) => (chunk) => {
      if (begin[which].length < 1 << 16) begin[which] += chunk.toString("latin1");
    };
    child.stdout.on("data", take("out"));
    child.stderr.on("data", take("err"));
    child.on("close", (code, signal) => resolve({ code, signal, ...begin }));
  });
}

const wasm = inProject("build/wasm/wasm/pellucid.wasm");
export const moduleSource = inProject("build/wasm/wasm/pellucid.mjs");
let compiled = null;

/** A fresh checker, as a worker of the page has it. */
export async function instantiate(printErr = () => {}) {
  const { default: create } = await import(moduleSource);
  compiled ??= await WebAssembly.compile(readFileSync(wasm));
  return new Promise((resolve, reject) => {
    create({
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance, compiled), reject);
        return {};
      },
      printErr,
    }).then(resolve, reject);
  });
}

export const wasmBytes = () => readFileSync(wasm);

/** Numbers from a seed, the same in every run (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return { below: (n) => next() % n, pick: (list) => list[next() % list.length] };
}
