// npm run package: leaves a ready-to-publish npm package of the checker in build/package.

import { provide, provideNpmPackages } from "./lib/machine.mjs";
import { makePackage } from "./lib/package.mjs";
import { main } from "./lib/run.mjs";
import { buildWasm, generate } from "./lib/site.mjs";

await main(async () => {
  await provide("wasm");
  await provideNpmPackages();
  await generate();
  await buildWasm();
  const folder = await makePackage();
  console.log(`The package is in ${folder}: npm publish ${folder}`);
});
