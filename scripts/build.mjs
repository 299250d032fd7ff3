// npm run build, build:native, build:wasm.
//
//     node scripts/build.mjs site|native|wasm

import { build } from "./lib/cmake.mjs";
import { provide, provideNpmPackages } from "./lib/machine.mjs";
import { Failure, main } from "./lib/run.mjs";
import { buildSite, buildWasm } from "./lib/site.mjs";

const builds = {
  async site() {
    await provide("wasm");
    await provideNpmPackages();
    await buildSite();
    console.log("The site is in dist/");
  },
  async native() {
    await provide("native");
    await provideNpmPackages();
    await build("release", "pellucid");
    console.log("The command is build/release/pellucid");
  },
  async wasm() {
    await provide("wasm");
    await buildWasm();
    console.log("The module is build/wasm/wasm/pellucid.mjs with pellucid.wasm");
  },
};

await main(async ([what]) => {
  if (!Object.hasOwn(builds, what ?? "")) throw new Failure(`Build what? One of ${Object.keys(builds).join(", ")}`);
  await builds[what]();
});
