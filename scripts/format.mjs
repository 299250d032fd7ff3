// npm run format: writes all sources as clang-format and Biome would.

import { formatCpp, formatWithBiome } from "./lib/format.mjs";
import { provide, provideNpmPackages } from "./lib/machine.mjs";
import { Failure, main } from "./lib/run.mjs";

await main(async () => {
  await provide("format");
  await provideNpmPackages();
  for (const format of [formatCpp, formatWithBiome])
    if ((await format()).code !== 0) throw new Failure("Not formatted");
});
