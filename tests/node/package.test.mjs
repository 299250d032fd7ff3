// The npm package as others use it: packed, installed without a network, run as its README tells, and bundled.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { makePackage } from "../../scripts/lib/package.mjs";
import { inProject } from "../../scripts/lib/paths.mjs";
import { generate } from "../../scripts/lib/site.mjs";
import { serveFolder } from "../../scripts/lib/static_server.mjs";
import { launchOptions } from "../browser/chromium.mjs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const folder = mkdtempSync(join(tmpdir(), "pellucid-package-"));
const user = join(folder, "user");

/** The examples of the README, in their order. */
const examples = () =>
  [...readFileSync(join(user, "node_modules/pellucid/README.md"), "utf8").matchAll(/^```js\n(.*?)^```/gms)].map(
    ([, code]) => code,
  );

before(async () => {
  await generate();
  const made = await makePackage(join(folder, "package"));
  execFileSync(npm, ["pack", "--silent", "--pack-destination", folder], { cwd: made, stdio: "pipe" });
  const packed = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  mkdirSync(user);
  writeFileSync(join(user, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  const quiet = ["--offline", "--no-audit", "--no-fund", "--silent"];
  execFileSync(npm, ["install", ...quiet, join(folder, packed)], { cwd: user, stdio: "pipe" });
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("the README's example runs under Node", () => {
  const [example] = examples();
  writeFileSync(join(user, "example.js"), example);
  const said = execFileSync(process.execPath, ["example.js"], { cwd: user, encoding: "utf8" }).trim().split("\n");
  assert.match(said[0], /^main\.py:1:25 unresolved-import: .*`prize`/);
  assert.match(said[1], /^main\.py:2:21 unresolved-reference: .*`pric`/);
  assert.equal(said.at(-1), "0");
});

test("its types are whole", () => {
  const program = `
    import { type Checker, type Diagnostic, createChecker } from "pellucid";
    import { instantiate, type Session } from "pellucid/core";
    import { nodeKinds } from "pellucid/syntax";
    const checker: Checker = await createChecker({ python: "3.9" });
    const found: readonly Diagnostic[] = checker.check("a.py");
    // @ts-expect-error a text is wanted
    checker.write("a.py", 1);
    export const all: [number, string | undefined, typeof instantiate, Session | null] = [found.length, nodeKinds[0]?.name, instantiate, null];
  `;
  writeFileSync(join(user, "types.ts"), program);
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2023",
    "--lib",
    "es2023,dom",
    "types.ts",
  ];
  execFileSync(process.execPath, [inProject("node_modules/typescript/bin/tsc"), ...options, "--ignoreConfig"], {
    cwd: user,
    encoding: "utf8",
  });
});

test("a bundler puts the WebAssembly beside what it makes, and a browser's worker runs it", async (t) => {
  const [, worker] = examples();
  writeFileSync(join(user, "worker.js"), worker);
  writeFileSync(
    join(user, "page.js"),
    `const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
     worker.onmessage = ({ data }) => { document.title = data.map(({ rule }) => rule).join(" "); };
     worker.postMessage({ path: "a.py", text: "import os\\nx = y\\n" });`,
  );
  const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'wasm-unsafe-eval'">`;
  writeFileSync(join(user, "index.html"), `${policy}<script type="module" src="./page.js"></script>`);
  await build({
    ...{ root: user, base: "./", configFile: false, logLevel: "error" },
    ...{ worker: { format: "es" }, build: { assetsInlineLimit: 0, target: "es2023" } },
  });
  const made = readdirSync(join(user, "dist/assets"));
  assert.ok(
    made.some((name) => /^pellucid-.*\.wasm$/.test(name)),
    made.join(", "),
  );

  const server = await serveFolder(() => join(user, "dist"));
  t.after(() => server.close());
  const browser = await chromium.launch(launchOptions);
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => document.title !== "");
  assert.deepEqual((await page.title()).split(" ").sort(), ["unresolved-reference", "unused-import"]);
});
