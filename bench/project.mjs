// What a project of many files costs, and edits of it:
//
//     npm run bench -- project [FOLDER] [ROUNDS]
//
// FOLDER: Python sources, by default the library of the `python3` at hand. It is checked by the command as one project with
// trees given back (after-check) and kept (never), by turns, ROUNDS times (5): best time, least memory. Edits are made in a
// generated project of 1,000 modules that import one another in layers.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildTree } from "../scripts/lib/paths.mjs";
import { librarySources } from "./lib/corpus.mjs";

const files = librarySources(process.argv[2]);
const rounds = Number(process.argv[3] ?? 5);
const pellucid = join(buildTree("release"), "pellucid");

// The peak of a process and its processor time, as the system counts them.
const measure = `
import json, resource, subprocess, sys
out = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
use = resource.getrusage(resource.RUSAGE_CHILDREN)
lines = out.decode().rstrip().splitlines()
print(json.dumps({"seconds": use.ru_utime + use.ru_stime, "kilobytes": use.ru_maxrss, "statistics": json.loads(lines[-1])}))
`;

function check(policy) {
  const words = ["check", "--reclaim", policy, "--output-format", "concise", "--statistics", "json", ...files];
  return JSON.parse(execFileSync("python3", ["-c", measure, pellucid, ...words], { encoding: "utf8", maxBuffer: 1e9 }));
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
console.log("1,000 modules: edits of the one that all import");
for (const name of ["body_edit", "blank_line_on_top", "public_rename"]) {
  const { ms, queries_run, files_rechecked } = result.edits[name];
  console.log(
    `  ${name.padEnd(18)} ${ms.toFixed(2)} ms, ${queries_run} queries run, ${files_rechecked} files checked anew`,
  );
}
console.log(JSON.stringify(result));
