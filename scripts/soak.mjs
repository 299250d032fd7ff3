// npm run soak [-- STEPS]: random edits of random projects, each result held to a fresh session, with seeds that no run has
// had before and that are printed. 100,000 steps unless said. A seed that fails becomes a test
// (tests/unit/project/random_edits_test.cpp, run_script).

import { join } from "node:path";
import { build } from "./lib/cmake.mjs";
import { provide, provideNpmPackages } from "./lib/machine.mjs";
import { buildTree } from "./lib/paths.mjs";
import { Failure, main, run } from "./lib/run.mjs";

await main(async ([steps = "100000"]) => {
  if (!/^[1-9][0-9]{0,8}$/.test(steps)) throw new Failure(`\`${steps}\` is no number of steps`);
  await provide("native", "test");
  await provideNpmPackages();
  await build("dev");
  const done = await run(join(buildTree("dev"), "pellucid_tests"), ["-tc=soak: *"], {
    show: true,
    env: { PELLUCID_SOAK_STEPS: steps },
  });
  if (done.code !== 0) throw new Failure("a seed above has failed");
});
