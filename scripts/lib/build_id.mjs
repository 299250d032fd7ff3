// What tells one build of the page from another: the commit it was made from, or a fingerprint of all that goes into it
// where that is no commit's. PELLUCID_BUILD names it otherwise.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./paths.mjs";
import { ask } from "./run.mjs";

const sources = [
  "web",
  "package/src",
  "public",
  "index.html",
  "vite.config.ts",
  "package-lock.json",
  "build/wasm/wasm",
];

const git = (...words) => ask("git", "-C", inProject(), ...words);

function filesOf(path) {
  if (!existsSync(inProject(path))) return [];
  if (/\.[^/]*$/.test(path)) return [path];
  return readdirSync(inProject(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(m?[jt]sx?|css|html|json|md|py|svg|wasm)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(inProject().length + 1))
    .sort();
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesOf))
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(inProject(path)));
  return hash.digest("hex").slice(0, 10);
}

/** `made`: when its commit was, as ISO 8601; null if it has none. */
export function buildIdentity() {
  const named = process.env.PELLUCID_BUILD;
  if (named) return { id: named, made: null };
  const commit = git("rev-parse", "--short=10", "HEAD");
  if (commit !== null && git("status", "--porcelain") === "")
    return { id: commit, made: git("show", "-s", "--format=%cI") };
  return { id: `x${fingerprint()}`, made: null };
}

/** Where reports go: PELLUCID_REPOSITORY, else what package.json says; null if neither names one. */
export function repositoryAddress() {
  const { repository } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
  const named =
    process.env.PELLUCID_REPOSITORY || (typeof repository === "string" ? repository : repository?.url) || "";
  const address = named.replace(/^git\+/, "").replace(/\.git$/, "");
  return /^https:\/\/[^\s"'<>]+$/.test(address) ? address : null;
}
