// Configures and builds the presets of CMakePresets.json.

import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { emscriptenEnvironment } from "./emscripten.mjs";
import { buildTree } from "./paths.mjs";
import { Failure, run } from "./run.mjs";

const jobs = () => process.env.PELLUCID_JOBS ?? String(availableParallelism());

/** A build tree that was configured for another Emscripten, or in another place, is of no use. */
function isStale(preset, env) {
  const cache = join(buildTree(preset), "CMakeCache.txt");
  if (!existsSync(cache)) return false;
  const text = readFileSync(cache, "utf8");
  const value = (name) => new RegExp(`^${name}:\\w+=(.*)$`, "m").exec(text)?.[1];
  if (value("CMAKE_CACHEFILE_DIR") !== buildTree(preset)) return true;
  const toolchain = value("CMAKE_TOOLCHAIN_FILE");
  return env.PELLUCID_EMSCRIPTEN !== undefined && !toolchain?.startsWith(`${env.PELLUCID_EMSCRIPTEN}/`);
}

const environments = new Map();

function environment(preset) {
  if (preset !== "wasm") return {};
  if (!environments.has(preset)) environments.set(preset, emscriptenEnvironment());
  return environments.get(preset);
}

export async function configure(preset) {
  const env = environment(preset);
  const fresh = isStale(preset, env) ? ["--fresh"] : [];
  const done = await run("cmake", ["--preset", preset, ...fresh], { env });
  if (done.code !== 0) throw new Failure(`CMake could not configure the preset ${preset}`, done.output);
}

/** Builds targets of a preset, all without any named. Quick when nothing has changed. */
export async function build(preset, ...targets) {
  await configure(preset);
  const named = targets.length > 0 ? ["--target", ...targets] : [];
  const done = await run("cmake", ["--build", buildTree(preset), "--parallel", jobs(), ...named], {
    env: environment(preset),
  });
  if (done.code !== 0) throw new Failure(`The preset ${preset} does not build`, done.output);
  return done;
}
