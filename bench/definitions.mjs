// What looking at one definition costs while its file's tree is freed, in a short and in a long module:
//
//     npm run bench -- definitions [FOLDER] [ROUNDS]
//
// Functions of 20 lines, in modules of 1,000 and of 100,000 lines: the same fifty again and again, and other ones each time,
// which the processor's caches have forgotten. FOLDER: Python sources, by default the library of the `python3` at hand; each
// definition there is parsed alone and compared with its rows of the whole table, and what is kept for that is counted.
// Prints a table and, last, one line of JSON.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTree, inProject } from "../scripts/lib/paths.mjs";
import { librarySources, report } from "./lib/corpus.mjs";

const list = inProject("build", "bench_files.txt");
writeFileSync(list, `${librarySources(process.argv[2]).join("\n")}\n`);
const rounds = process.argv[3] ?? "5";
const result = JSON.parse(
  execFileSync(join(buildTree("release"), "bench/definition_bench"), [list, rounds], { encoding: "utf8" }),
);
report(result);
if (result.slices_unequal > 0) process.exitCode = 1;
