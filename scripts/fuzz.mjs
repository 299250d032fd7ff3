// Runs the fuzzers for as long as one likes.
//
//     node scripts/fuzz.mjs [SECONDS [FUZZER...]]      by default a minute each
//
// A failing input lands in build/asan/found/. Mended, it belongs in tests/fixtures/fuzz/FUZZER/.

import { build } from "./lib/cmake.mjs";
import { fuzz, fuzzers } from "./lib/fuzz.mjs";
import { provide } from "./lib/machine.mjs";
import { Failure, main } from "./lib/run.mjs";

await main(async ([seconds = "60", ...named]) => {
  await provide("native", "test");
  await build("asan", "fuzzers");
  for (const fuzzer of named.length > 0 ? named : fuzzers) {
    const done = await fuzz(fuzzer, Number(seconds));
    if (done.code !== 0) throw new Failure(`${fuzzer} has found something`, done.output);
    console.log(`${fuzzer}: nothing found in ${seconds} s`);
  }
});
