// Packs the stubs of the standard library, for the command and for tests (scripts/lib/stubs.mjs). CMake runs it.
//
//     node scripts/pack_stubs.mjs TARGET

import { Failure, main } from "./lib/run.mjs";
import { writeStubs } from "./lib/stubs.mjs";

await main(async ([target]) => {
  if (target === undefined) throw new Failure("Where to? node scripts/pack_stubs.mjs TARGET");
  writeStubs(target);
});
