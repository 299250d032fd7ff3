// npm run lint: clang-tidy over core/, cli/ and wasm/, Biome over the rest.

import { build } from "./lib/cmake.mjs";
import { checkWithBiome } from "./lib/format.mjs";
import { provide, provideNpmPackages } from "./lib/machine.mjs";
import { Failure, main } from "./lib/run.mjs";
import { buildWasm } from "./lib/site.mjs";
import { tidy } from "./lib/tidy.mjs";

await main(async () => {
  await provide("wasm", "native", "test");
  await provideNpmPackages();
  await build("asan", "pellucid_core");
  await buildWasm();
  const { findings } = await tidy();
  const biome = await checkWithBiome();
  process.stdout.write(findings.join("\n") + (biome.code === 0 ? "" : biome.output));
  if (findings.length > 0 || biome.code !== 0) throw new Failure("Not clean");
});
