// Checks the lessons: what is wrong with a file and where, and whether its answers are those of the checker.
//
//     node scripts/lessons.mjs
//
// Needs the module that `npm start`, `npm test` or `npm run build:wasm` builds. See docs/lessons.md.

import { existsSync } from "node:fs";
import { lessonProblems } from "./lib/lessons.mjs";
import { inProject } from "./lib/paths.mjs";
import { Failure, main } from "./lib/run.mjs";

await main(async () => {
  if (!existsSync(inProject("build/wasm/wasm/pellucid.wasm"))) throw new Failure("First: npm run build:wasm");
  const { count, problems } = await lessonProblems();
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) throw new Failure("See docs/lessons.md");
  console.log(`${count} lessons: nothing is wrong with them`);
});
