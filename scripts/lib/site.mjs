// The page: what must be there before it is served or built, and the building.

import { existsSync } from "node:fs";
import { build } from "./cmake.mjs";
import { compressSite } from "./offline.mjs";
import { inProject, npmProgram } from "./paths.mjs";
import { Failure, runNode } from "./run.mjs";
import { providePageStubs } from "./stubs.mjs";

export const vite = npmProgram("vite", "bin/vite.js");

/** Writes the TypeScript that comes out of core/'s lists. */
export async function generate() {
  const done = await runNode([inProject("scripts/generate.mjs")]);
  if (done.code !== 0) throw new Failure("scripts/generate.mjs failed", done.output);
}

export const buildWasm = () => build("wasm", "pellucid_wasm");

/** All that the page is compiled from. */
export async function prepareSite() {
  await generate();
  providePageStubs();
  await buildWasm();
}

/** The static site, in dist/. */
export async function buildSite() {
  await prepareSite();
  const done = await runNode([vite, "build"]);
  if (done.code !== 0 || !existsSync(inProject("dist/index.html"))) throw new Failure("vite build failed", done.output);
  await compressSite(inProject("dist"));
}
