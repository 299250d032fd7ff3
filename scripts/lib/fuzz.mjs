// Runs the fuzzers: over what once made one fail, and for a time over what they make of Python's own sources.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { buildTree, inProject } from "./paths.mjs";
import { ask, run } from "./run.mjs";

export const fuzzers = ["lex_fuzzer", "parse_fuzzer", "check_fuzzer", "configuration_fuzzer"];

const fixtures = inProject("tests/fixtures");
const largestSeed = 6000;
const seedCount = 400;

/** Small sources of the standard library of the `python3` at hand, and the project's own. They are seeds, no tests. */
function sources() {
  const library = ask("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))");
  const files = (folder) =>
    folder !== null && existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && extname(entry.name) === ".py")
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      : [];
  const small = files(library)
    .filter((path) => !path.includes("site-packages"))
    .sort()
    .map((path) => readFileSync(path))
    .filter((bytes) => bytes.length > 0 && bytes.length <= largestSeed);
  // Evenly over the library.
  const step = Math.max(1, Math.floor(small.length / seedCount));
  return [
    ...files(join(fixtures, "syntax")).map((path) => readFileSync(path)),
    ...small.filter((_, i) => i % step === 0),
  ];
}

/** The folder with seeds, written when it is not there. Each begins with the byte that chooses a version (fuzz/input.h). */
export function seeds() {
  const folder = join(buildTree("asan"), "seeds");
  if (existsSync(join(folder, "complete"))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, bytes] of sources().entries())
    writeFileSync(join(folder, String(index)), Buffer.concat([Buffer.from(String(index % 8)), bytes]));
  writeFileSync(join(folder, "complete"), "");
  return folder;
}

/** Inputs that made a fuzzer fail before they were mended: tests/fixtures/fuzz/, by fuzzer. */
const reproducers = (fuzzer) => {
  const folder = join(fixtures, "fuzz", fuzzer);
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

const settings = ["-timeout=20", "-rss_limit_mb=3000", "-max_len=20000", "-print_final_stats=0", "-verbosity=0"];

// Leaks are looked for at the end only, and a fault ends the run with its first words.
const env = { ASAN_OPTIONS: "abort_on_error=0:detect_leaks=1", UBSAN_OPTIONS: "print_stacktrace=1" };

/** One run over all inputs that are kept; each is a test. */
export async function replay(fuzzer) {
  const binary = join(buildTree("asan"), fuzzer);
  const counts = { passed: 0, failed: 0, output: "" };
  for (const path of reproducers(fuzzer)) {
    const done = await run(binary, [...settings, path], { env, seconds: 60 });
    counts.passed += done.code === 0 ? 1 : 0;
    counts.failed += done.code === 0 ? 0 : 1;
    if (done.code !== 0) counts.output += done.output;
  }
  return counts;
}

/** Fuzzes for a time. What it finds of interest is kept in the build tree, and a failing input in build/asan/found/. */
export function fuzz(fuzzer, seconds) {
  const tree = buildTree("asan");
  const corpus = join(tree, "corpus", fuzzer);
  const found = join(tree, "found");
  for (const folder of [corpus, found]) mkdirSync(folder, { recursive: true });
  const words = [
    ...settings,
    `-max_total_time=${seconds}`,
    `-dict=${inProject("fuzz/python.dict")}`,
    `-artifact_prefix=${found}/${fuzzer}-`,
    corpus,
    seeds(),
  ];
  return run(join(tree, fuzzer), words, { env, seconds: seconds + 120 });
}
