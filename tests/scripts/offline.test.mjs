// What the service worker is told of a site, and what lies compressed beside its files.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { compressSite, listForOffline } from "../../scripts/lib/offline.mjs";

const text = "the same again and again, ".repeat(200);

function site(t) {
  const folder = mkdtempSync(join(tmpdir(), "pellucid-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = {
    "index.html": "<p>",
    "assets/a-1.js": text,
    "stubs/stdlib.stubz": "stubs",
    "builds/old/index.html": "<p>old",
    "build.json": "{}",
    "service_worker.js": "work();\n",
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

test("a build's files are listed, large ones for when they are used, earlier builds not at all", (t) => {
  const folder = site(t);
  listForOffline(folder, "b1");
  const script = readFileSync(join(folder, "service_worker.js"), "utf8");
  const listed = JSON.parse(/^self\.pellucidSite = (.*);\n/.exec(script)[1]);
  assert.equal(listed.build, "b1");
  assert.deepEqual(Object.keys(listed.kept), ["assets/a-1.js", "./"]);
  assert.deepEqual(Object.keys(listed.onDemand), ["stubs/stdlib.stubz"]);
  assert.match(script, /\nwork\(\);\n$/);
});

test("what gets smaller lies compressed beside its file", async (t) => {
  const folder = site(t);
  await compressSite(folder, join(folder, "../", `${folder.split("/").at(-1)}-store`));
  t.after(() => rmSync(`${folder}-store`, { recursive: true, force: true }));
  assert.equal(brotliDecompressSync(readFileSync(join(folder, "assets/a-1.js.br"))).toString(), text);
  assert.equal(gunzipSync(readFileSync(join(folder, "assets/a-1.js.gz"))).toString(), text);
  assert.ok(!existsSync(join(folder, "index.html.br")));
});
