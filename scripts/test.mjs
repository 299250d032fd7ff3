// npm test: sets up what is missing, builds, runs every test, and ends with `N passed, N failed` over all of them.
//
//     npm test                    everything, but for the steps that repeat what others do (`onRequest`)
//     npm test -- unit oracle     the steps whose name holds one of the words
//
// A step is a runner with counts of its own; a check without counts, such as formatting, is one test. As many run at once as
// there are processors, but for those that need them all; each is reported when it ends.

import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { build } from "./lib/cmake.mjs";
import * as counts from "./lib/counts.mjs";
import { checkCppFormat, checkWithBiome, judgesCpp } from "./lib/format.mjs";
import { fuzz, fuzzers, replay } from "./lib/fuzz.mjs";
import { llvmRelease, provide, provideNpmPackages } from "./lib/machine.mjs";
import { buildTree, inProject, nativeBinary, npmProgram } from "./lib/paths.mjs";
import { ask, Failure, main, run, runNode, tail } from "./lib/run.mjs";
import { buildSite, buildWasm, generate } from "./lib/site.mjs";
import { tidy } from "./lib/tidy.mjs";

const fuzzSeconds = 15;

/** @typedef {{passed: number, failed: number, output?: string, note?: string}} Result */

/** A check is one test. */
const asTest = ({ code, output }) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output });

/** A runner's result, counted by what it prints. */
const counted = (done, count) => ({ ...counts.settled(done.code, count(done.output)), output: done.output });

/** Builds, by name; each is made when the first step needs it, and once. */
const builders = {
  sources: generate,
  dev: () => build("dev"),
  asan: () => build("asan", "pellucid_tests", "module_probe"),
  fuzz: () => build("asan", "fuzzers"),
  release: () => build("release", "pellucid"),
  wasm: buildWasm,
  "wasm tests": () => build("wasm", "pellucid_tests"),
  site: buildSite,
};

/** The newest grammar that a Python reads, of those in tests/fixtures/syntax, and all before it. */
function syntaxFixtures(minor) {
  const folder = inProject("tests/fixtures/syntax");
  return readdirSync(folder)
    .filter((name) => Number(/^python_3_(\d+)\.py$/.exec(name)?.[1] ?? Infinity) <= minor)
    .map((name) => join(folder, name));
}

const pythonMinor = () => Number(ask("python3", "-c", "import sys; print(sys.version_info[1])"));

/**
 * `alone`: uses all processors by itself, or shows what a user sees and is not to be held up. `onRequest`: run only where
 * its name is asked for.
 * @type {{name: string, needs: string[], alone?: boolean, onRequest?: boolean, run: () => Promise<Result>}[]}
 */
const steps = [
  {
    name: "format C++",
    needs: [],
    async run() {
      if (!judgesCpp()) return { passed: 0, failed: 0, note: `passed over: needs clang-format ${llvmRelease}` };
      return asTest(await checkCppFormat());
    },
  },
  { name: "format and lint TypeScript", needs: ["sources"], run: async () => asTest(await checkWithBiome()) },
  {
    name: "types of TypeScript",
    needs: ["sources"],
    run: async () => asTest(await runNode([npmProgram("typescript", "bin/tsc"), "--noEmit"])),
  },
  {
    name: "scripts",
    needs: [],
    run: () => nodeTests("tests/scripts"),
  },
  {
    // File by file, without sanitizers, by GCC: which file misses a header, the builds by rooms do not see.
    name: "unit tests, as developed",
    needs: ["dev"],
    onRequest: true,
    run: () => doctest(join(buildTree("dev"), "pellucid_tests")),
  },
  { name: "unit tests, sanitized", needs: ["asan"], run: () => doctest(join(buildTree("asan"), "pellucid_tests")) },
  {
    name: "unit tests in WebAssembly",
    needs: ["wasm tests"],
    run: () => doctest(process.execPath, join(buildTree("wasm"), "pellucid_tests.cjs")),
  },
  { name: "command", needs: ["release", "wasm"], run: () => nodeTests("tests/node") },
  {
    name: "oracle: trees of the standard library",
    needs: ["release"],
    run: async () => python("tests/oracle/cpython_ast.py", nativeBinary),
  },
  {
    name: "oracle: trees of every construct",
    needs: ["release"],
    run: async () => python("tests/oracle/cpython_ast.py", nativeBinary, ...syntaxFixtures(pythonMinor())),
  },
  {
    name: "oracle: snippets",
    needs: ["release"],
    async run() {
      const accepted = await python("tests/oracle/snippets.py", nativeBinary);
      const folder = inProject("build/snippets");
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      await python("tests/oracle/snippets.py", "--write", folder, "14");
      const paths = readdirSync(folder).map((name) => join(folder, name));
      const trees = counted(
        await runNode([inProject("tests/oracle/pyodide.mjs"), "ast", nativeBinary, ...paths]),
        counts.ofLine,
      );
      return sum([accepted, trees]);
    },
  },
  {
    name: "oracle: name traces",
    needs: ["release"],
    async run() {
      const newest = await runNode([inProject("tests/oracle/trace_314.mjs"), nativeBinary]);
      return sum([await python("tests/oracle/trace.py", nativeBinary), counted(newest, counts.ofLine)]);
    },
  },
  {
    name: "oracle: imports",
    needs: ["asan"],
    run: async () =>
      python(
        "tests/oracle/imports.py",
        join(buildTree("asan"), "module_probe"),
        join(buildTree("asan"), "stdlib.stubs"),
      ),
  },
  {
    name: "oracle: identifiers",
    needs: ["release"],
    run: async () => python("tests/oracle/identifiers.py", nativeBinary),
  },
  {
    name: "oracle: trees of Python 3.14",
    needs: ["release"],
    async run() {
      const script = inProject("tests/oracle/pyodide.mjs");
      const library = counted(await runNode([script, "ast", nativeBinary]), counts.ofLine);
      const constructs = counted(await runNode([script, "ast", nativeBinary, ...syntaxFixtures(14)]), counts.ofLine);
      return sum([library, constructs]);
    },
  },
  {
    name: "oracle: scopes of the standard library",
    needs: ["release"],
    async run() {
      const script = "tests/oracle/cpython_symtable.py";
      return sum([await python(script, nativeBinary), await python(script, nativeBinary, "--snippets")]);
    },
  },
  {
    name: "oracle: scopes of Python 3.14",
    needs: ["release"],
    async run() {
      const words = [inProject("tests/oracle/pyodide.mjs"), "scopes", nativeBinary];
      const library = counted(await runNode(words), counts.ofLine);
      return sum([library, counted(await runNode([...words, "--snippets"]), counts.ofLine)]);
    },
  },
  {
    name: "fuzzers",
    needs: ["fuzz"],
    alone: true,
    run: async () =>
      sum(
        await Promise.all(
          fuzzers.map(async (fuzzer) => sum([await replay(fuzzer), asTest(await fuzz(fuzzer, fuzzSeconds))])),
        ),
      ),
  },
  { name: "page, under Node", needs: ["sources", "wasm"], run: vitest },
  { name: "page, in Chromium", needs: ["site", "release"], alone: true, run: playwright },
  {
    name: "lint C++",
    needs: ["asan", "wasm"],
    alone: true,
    async run() {
      const { findings } = await tidy();
      return asTest({ code: findings.length, output: findings.join("\n") });
    },
  },
];

async function doctest(...command) {
  const [program, ...words] = [...command, "--no-colors=true"];
  return counted(await run(program, words, { seconds: 1200 }), counts.ofDoctest);
}

const python = async (script, ...words) => counted(await run("python3", [inProject(script), ...words]), counts.ofLine);

async function nodeTests(folder) {
  const files = readdirSync(inProject(folder)).filter((name) => name.endsWith(".test.mjs"));
  const paths = files.map((name) => inProject(folder, name));
  const result = counted(await runNode(["--test", "--test-reporter=tap", ...paths]), counts.ofNodeTest);
  // Of many tests, those that a reader looks for.
  const tests = result.output.split(/^(?=# Subtest: )/m);
  return { ...result, output: tests.filter((test) => /^not ok /m.test(test)).join("") || result.output };
}

/** Runs a program that writes its counts to a file. */
async function reported(report, count, start) {
  rmSync(report, { force: true });
  const done = await start(report);
  let text = "";
  try {
    text = readFileSync(report, "utf8");
  } catch {
    // It broke down before it could write any.
  }
  return { ...counts.settled(done.code, count(text)), output: done.output };
}

function vitest() {
  const program = npmProgram("vitest", "vitest.mjs");
  return reported(inProject("build/vitest.json"), counts.ofVitest, (report) =>
    runNode([program, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]),
  );
}

function playwright() {
  const program = npmProgram("@playwright/test", "cli.js");
  return reported(inProject("build/playwright.json"), counts.ofPlaywright, (report) =>
    runNode([program, "test", "--reporter=list,json"], { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } }),
  );
}

/** @param {Result[]} results @returns {Result} */
function sum(results) {
  return {
    passed: results.reduce((total, result) => total + result.passed, 0),
    failed: results.reduce((total, result) => total + result.failed, 0),
    output: results
      .filter((result) => result.failed > 0)
      .map((result) => result.output)
      .join("\n"),
  };
}

/** One line of the report. */
function report(name, seconds, text) {
  console.log(`${name.padEnd(40)} ${seconds.toFixed(1).padStart(7)} s   ${text}`);
}

/** Makes a build and says whether it is there. */
const made = new Map();

async function make(name) {
  if (made.has(name)) return made.get(name);
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  let failure = null;
  try {
    await builders[name]();
    report(`build: ${name}`, seconds(), "done");
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failure = error;
    report(`build: ${name}`, seconds(), "1 failed");
    console.log(tail(`${error.output}\n${error.message}`));
  }
  made.set(name, failure);
  return failure;
}

/** What could not be run has not passed. */
function ofFailure(error) {
  if (!(error instanceof Failure)) throw error;
  return { passed: 0, failed: 1, output: `${error.output}\n${error.message}` };
}

/** Runs a step whose builds are there; adds to the total. */
async function take(step, total) {
  const start = performance.now();
  const { passed, failed, output = "", note = "" } = await step.run().catch(ofFailure);
  total.passed += passed;
  total.failed += failed;
  report(step.name, (performance.now() - start) / 1000, note || `${passed} passed, ${failed} failed`);
  if (failed > 0) console.log(tail(output));
}

await main(async (words) => {
  const begin = performance.now();
  const isChosen = ({ name, onRequest = false }) =>
    words.length === 0 ? !onRequest : words.some((word) => name.includes(word));
  const chosen = steps.filter(isChosen);
  await provide("wasm", "native", "test");
  await provideNpmPackages();
  report("set up", (performance.now() - begin) / 1000, "done");
  const total = { passed: 0, failed: 0 };
  const lanes = availableParallelism();
  const running = new Set();
  /** Waits until fewer than so many steps run. */
  const waitForLess = async (count) => {
    while (running.size >= count) await Promise.race(running);
  };
  for (const step of chosen) {
    const builds = [];
    for (const name of step.needs) builds.push(await make(name));
    if (builds.some((failure) => failure !== null)) {
      // The build counts once, below; what could not run has not passed.
      total.failed += 1;
      report(step.name, 0, "1 failed: not built");
      continue;
    }
    await waitForLess(step.alone ? 1 : lanes);
    const run = take(step, total).finally(() => running.delete(run));
    running.add(run);
    if (step.alone) await run;
  }
  await waitForLess(1);
  console.log(`\n${((performance.now() - begin) / 60000).toFixed(1)} minutes`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
});
