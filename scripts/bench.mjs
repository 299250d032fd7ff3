// npm run bench: runs measurements of bench/. Each is a script that explains itself.
//
//     npm run bench                  lists them
//     npm run bench -- NAME [ARGS]   runs bench/NAME.mjs or bench/NAME.py

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { build } from "./lib/cmake.mjs";
import { provide, provideNpmPackages } from "./lib/machine.mjs";
import { inProject } from "./lib/paths.mjs";
import { Failure, main, run } from "./lib/run.mjs";
import { buildWasm } from "./lib/site.mjs";

const runners = { ".mjs": process.execPath, ".py": "python3" };

const scripts = () =>
  existsSync(inProject("bench"))
    ? readdirSync(inProject("bench")).filter((name) => Object.hasOwn(runners, extname(name)))
    : [];

/** The first line of the comment that a script begins with. */
function summary(name) {
  const text = readFileSync(inProject("bench", name), "utf8");
  return /^(?:#!.*\n)?(?:\/\/|#|""")\s*(.*)$/m.exec(text)?.[1] ?? "";
}

await main(async ([name, ...words]) => {
  if (name === undefined) {
    for (const script of scripts()) console.log(`${basename(script, extname(script)).padEnd(16)} ${summary(script)}`);
    return;
  }
  const script = scripts().find((found) => basename(found, extname(found)) === name);
  if (script === undefined) throw new Failure(`bench/ has no script ${name}`);
  await provide("wasm", "native", "bench");
  await provideNpmPackages();
  await build("release");
  await buildWasm();
  const done = await run(runners[extname(script)], [inProject("bench", script), ...words], { show: true });
  if (done.code !== 0) throw new Failure(`bench/${script} failed`);
});
