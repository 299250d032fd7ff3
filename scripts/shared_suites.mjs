// Runs the suites of ../shared over the native command, and adds up their counts and those of `npm test`.
//
//     node scripts/shared_suites.mjs LOG CODE     after npm test, which wrote LOG and ended with CODE
//     node scripts/shared_suites.mjs              the suites alone
//     node scripts/shared_suites.mjs --record     the suites alone; what they reach is written to .ci/shared_counts.json
//
// A suite's known failures, those within its record, do not count as failed. Counts against CPython depend on its
// release, so they are recorded by it.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import * as counts from "./lib/counts.mjs";
import { inProject, nativeBinary } from "./lib/paths.mjs";
import { ask, main, run, tail } from "./lib/run.mjs";
import { verdict } from "./lib/suites.mjs";

const shared = inProject("../shared");
const recordPath = inProject(".ci/shared_counts.json");

const version = ask("python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])") ?? "none";
const library = ask("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))") ?? "";

/** A tool of ../shared/tools and the suite it takes. */
const suite = (tool, data) => ({ name: tool, key: "any", words: [tool, nativeBinary, join(shared, "suites", data)] });

/** CPython as the judge, over a folder of its own standard library. */
const oracle = (what, folder) => ({
  name: `cpython_oracle.py ${what}`,
  key: version,
  folder,
  words: ["cpython_oracle.py", what, nativeBinary, folder],
});

const suites = [
  oracle("ast", library),
  oracle("accept", join(library, "test")),
  oracle("scopes", library),
  suite("syntax_cases.py", "syntax"),
  suite("pyflakes_cases.py", "pyflakes.json"),
];

/** As the oracle counts: what was installed beside the library is none of it. */
function countSources(folder) {
  if (folder === undefined || !existsSync(folder)) return 0;
  const paths = readdirSync(folder, { recursive: true }).map(String);
  return paths.filter((path) => extname(path) === ".py" && !/\b(site-packages|__pycache__)\b/.test(path)).length;
}

async function judge({ name, key, folder, words: [tool, ...words] }, record) {
  const done = await run("python3", [join(shared, "tools", tool), ...words], { seconds: 1200 });
  const found = counts.ofLine(done.output);
  const sources = countSources(folder);
  const { passed, failed, note } = verdict(found, record[name]?.[key], sources);
  const told = found === null ? "no counts" : `${found.passed} passed, ${found.failed} failed`;
  const label = key === "any" ? name : `${name}, Python ${key}`;
  console.log(`${label.padEnd(40)} ${done.seconds.toFixed(1).padStart(7)} s   ${told} (${note})`);
  if (failed > 0) console.log(tail(done.output, 20));
  if (found !== null) record[name] = { ...record[name], [key]: { ...found, ...(folder && { sources }) } };
  return { passed, failed };
}

await main(async (words) => {
  const record = JSON.parse(readFileSync(recordPath, "utf8"));
  const [log, code] = words.filter((word) => !word.startsWith("--"));
  const results = [];
  if (log !== undefined) results.push(counts.settled(Number(code), counts.ofLine(readFileSync(log, "utf8"))));
  if (existsSync(shared)) {
    console.log("\nThe suites of ../shared:");
    for (const each of suites) results.push(await judge(each, record));
    if (words.includes("--record")) writeFileSync(recordPath, `${JSON.stringify(record, null, 2)}\n`);
    console.log(
      "\nKnown failures of a suite, those within its record in .ci/shared_counts.json, do not count as failed.",
    );
  }
  const total = (which) => results.reduce((sum, result) => sum + result[which], 0);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  if (total("failed") > 0 || total("passed") === 0) process.exitCode = 1;
});
