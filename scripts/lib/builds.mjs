// Puts a site together that keeps its earlier builds:
//
//     index.html …                 the new build
//     builds/index.json            {"keeps": 20, "builds": [{"id", "made"}, …]}, newest first
//     builds/<id>/index.html …     each of them, the new one too
//
// A link names the build that made it, and opens there as long as it is kept.

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./run.mjs";

/** How many builds a published site keeps. */
export const retention = 20;

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

function keptIn(site) {
  const list = join(site, "builds/index.json");
  if (!existsSync(list)) return [];
  const { builds } = read(list);
  // What is listed and not there was lost; what is there and not listed nobody finds.
  return builds.filter(
    ({ id }) => /^[a-z0-9][a-z0-9-]*$/.test(id) && existsSync(join(site, "builds", id, "index.html")),
  );
}

const isCompressed = (path) => /\.(br|gz)$/.test(path);

/** What is compressed beside its file can be made anew, and would be a third of what is kept. */
const copyBuild = (from, to) => cpSync(from, to, { recursive: true, filter: (source) => !isCompressed(source) });

/** `site`: the new build, which is changed. `previous`: what was published before, if there is such a folder. */
export function keepBuilds(site, previous, keep = retention) {
  if (!existsSync(join(site, "build.json"))) throw new Failure(`${site} is no built site: build.json is missing`);
  const { build, made } = read(join(site, "build.json"));
  const folder = join(site, "builds");
  rmSync(folder, { recursive: true, force: true });
  // To a place beside it first: a folder cannot be copied into itself.
  const own = `${site.replace(/[\\/]+$/, "")}.own`;
  rmSync(own, { recursive: true, force: true });
  copyBuild(site, own);
  mkdirSync(folder);
  renameSync(own, join(folder, build));
  // Hosts read it at the root only.
  rmSync(join(folder, build, "_headers"), { force: true });
  const earlier = previous === null ? [] : keptIn(previous).filter(({ id }) => id !== build);
  const builds = [{ id: build, made }, ...earlier].slice(0, keep);
  for (const { id } of builds.slice(1)) copyBuild(join(previous, "builds", id), join(folder, id));
  writeFileSync(join(folder, "index.json"), `${JSON.stringify({ keeps: keep, builds }, null, 1)}\n`);
  return builds;
}
