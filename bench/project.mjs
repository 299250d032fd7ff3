// What a project of many files costs, and edits of it:
//
//     npm run bench -- project [FOLDER] [ROUNDS]
//
// FOLDER: Python sources, by default the library of the `python3` at hand. It is checked by the command as one project with
// trees given back (after-check) and kept (never), by turns, ROUNDS times (5): best time, least memory. The same with one
// thread and with as many as there are processors, by the clock on the wall, and once by pyflakes. Edits are made in a generated
// project of 1,000 modules that import one another in layers.

import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { buildTree } from "../scripts/lib/paths.mjs";
import { librarySources } from "./lib/corpus.mjs";

const files = librarySources(process.argv[2]);
const rounds = Number(process.argv[3] ?? 5);
const pellucid = join(buildTree("release"), "pellucid");

// The peak of a process, its processor time as the system counts them, and the time on the wall.
const measure = `
import json, resource, subprocess, sys, time
begin = time.perf_counter()
run = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
wall = time.perf_counter() - begin
use = resource.getrusage(resource.RUSAGE_CHILDREN)
if run.returncode not in (0, 1): sys.exit(f"{sys.argv[1]} ended with {run.returncode}")
last = (run.stdout.decode().rstrip().splitlines() or [""])[-1]
print(json.dumps({"seconds": use.ru_utime + use.ru_stime, "wall": wall, "kilobytes": use.ru_maxrss,
                  "statistics": json.loads(last) if last.startswith("{") else None}))
`;

const measured = (...words) =>
  JSON.parse(execFileSync("python3", ["-c", measure, ...words], { encoding: "utf8", maxBuffer: 1e9 }));

function check(policy, jobs = 1) {
  const options = ["--reclaim", policy, "--jobs", String(jobs), "--output-format", "concise", "--statistics", "json"];
  return measured(pellucid, "check", ...options, ...files);
}

const policies = ["after-check", "never"];
const runs = Object.fromEntries(policies.map((policy) => [policy, []]));
for (let round = 0; round < rounds; ++round) for (const policy of policies) runs[policy].push(check(policy));

const result = { files: files.length, policies: {}, edits: {} };
for (const policy of policies) {
  const { statistics } = runs[policy][0];
  result.policies[policy] = {
    seconds: Math.min(...runs[policy].map(({ seconds }) => seconds)),
    megabytes: Math.min(...runs[policy].map(({ kilobytes }) => kilobytes)) / 1024,
    treeBytesPeak: statistics.tree_bytes_peak,
    parses: statistics.parses,
    reparses: statistics.reparses.whole,
  };
}
execFileSync("/usr/bin/python3", ["-c", "import pyflakes"]); // else the time would be that of saying so
const jobs = availableParallelism();
const oneThread = [];
const allThreads = [];
for (let round = 0; round < rounds; ++round) {
  oneThread.push(check("after-check", 1).wall);
  allThreads.push(check("after-check", jobs).wall);
}
result.jobs = {
  jobs,
  one_s: Math.min(...oneThread),
  all_s: Math.min(...allThreads),
  pyflakes_s: measured("/usr/bin/python3", "-m", "pyflakes", ...files).wall,
};
result.edits = JSON.parse(
  execFileSync(join(buildTree("release"), "bench/project_bench"), ["1000"], { encoding: "utf8" }),
);

const { "after-check": freed, never: kept } = result.policies;
console.log(`${files.length} files as one project`);
for (const policy of policies) {
  const { seconds, megabytes, treeBytesPeak, parses, reparses } = result.policies[policy];
  console.log(
    `  ${policy.padEnd(12)} ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB at peak, trees ${(treeBytesPeak / 1e6).toFixed(1)} MB at most, ` +
      `${parses} parses, ${reparses} reparses`,
  );
}
console.log(
  `  against never: memory ${((freed.megabytes / kept.megabytes - 1) * 100).toFixed(0)} %, time ${((freed.seconds / kept.seconds - 1) * 100).toFixed(0)} %`,
);
const { one_s, all_s, pyflakes_s } = result.jobs;
console.log(
  `  on the wall: ${one_s.toFixed(2)} s with one thread, ${all_s.toFixed(2)} s with ${jobs}, ${(one_s / all_s).toFixed(2)} times; ` +
    `pyflakes ${pyflakes_s.toFixed(1)} s, ${(pyflakes_s / all_s).toFixed(0)} times`,
);
console.log("1,000 modules: edits of the one that all import");
for (const name of ["body_edit", "blank_line_on_top", "public_rename"]) {
  const { ms, queries_run, files_rechecked } = result.edits[name];
  console.log(
    `  ${name.padEnd(18)} ${ms.toFixed(2)} ms, ${queries_run} queries run, ${files_rechecked} files checked anew`,
  );
}
console.log(JSON.stringify(result));
