import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";

const read = (path) => readFileSync(inProject(path), "utf8");
const notice = read("NOTICE.md");
const { packages } = JSON.parse(read("package-lock.json"));

test("NOTICE.md names every npm package that the page is made of, and every one that the project asks for", () => {
  const inPage = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
  const asked = Object.keys(packages[""].dependencies);
  const tools = Object.keys(packages[""].devDependencies);
  // Tools that are known by another name than their package's.
  const known = {
    "@playwright/test": "[Playwright]",
    "@biomejs/biome": "[Biome]",
    typescript: "[TypeScript]",
    vite: "[Vite]",
    vitest: "[Vitest]",
    pyodide: "[Pyodide]",
    pyright: "[Pyright]",
  };
  const missing = [...new Set([...inPage, ...asked, ...tools])].filter(
    (name) => !notice.includes(known[name] ?? `\`${name}\``),
  );
  assert.deepEqual(missing, []);
});

test("the lock names no registry, so that any mirror serves", () => {
  const resolved = Object.keys(packages).filter((path) => packages[path].resolved !== undefined);
  assert.deepEqual(resolved, []);
});
