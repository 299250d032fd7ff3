import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { keepBuilds } from "../../scripts/lib/builds.mjs";

const folder = mkdtempSync(join(tmpdir(), "pellucid-builds-"));
test.after(() => rmSync(folder, { recursive: true }));

let sites = 0;

function built(id) {
  const site = join(folder, `site-${++sites}`);
  mkdirSync(join(site, "assets"), { recursive: true });
  writeFileSync(join(site, "index.html"), id);
  writeFileSync(join(site, "_headers"), "/*");
  writeFileSync(join(site, "assets/page.js"), id);
  writeFileSync(join(site, "assets/page.js.br"), id);
  writeFileSync(join(site, "build.json"), JSON.stringify({ build: id, made: `2026-01-0${id.at(-1)}T00:00:00Z` }));
  return site;
}

const ids = (builds) => builds.map(({ id }) => id);
const listed = (site) => ids(JSON.parse(readFileSync(join(site, "builds/index.json"), "utf8")).builds);

test("a published site keeps the last builds, whole, and each only once", () => {
  let previous = null;
  for (const id of ["b1", "b2", "b3", "b4"]) {
    const site = built(id);
    keepBuilds(site, previous, 3);
    previous = site;
  }
  assert.deepEqual(listed(previous), ["b4", "b3", "b2"]);
  assert.equal(readFileSync(join(previous, "index.html"), "utf8"), "b4");
  for (const id of ["b4", "b3", "b2"]) {
    assert.equal(readFileSync(join(previous, "builds", id, "assets/page.js"), "utf8"), id);
    assert.ok(!existsSync(join(previous, "builds", id, "builds")));
    assert.ok(!existsSync(join(previous, "builds", id, "_headers")));
    assert.ok(!existsSync(join(previous, "builds", id, "assets/page.js.br")));
  }
  assert.ok(existsSync(join(previous, "assets/page.js.br")));
  assert.ok(!existsSync(join(previous, "builds/b1")));
  // Published again, and with one lost on the way.
  rmSync(join(previous, "builds/b2"), { recursive: true });
  assert.deepEqual(ids(keepBuilds(built("b4"), previous, 3)), ["b4", "b3"]);
});

test("what is no built site is said to be none", () => {
  assert.throws(() => keepBuilds(join(folder, "nothing"), null), /build\.json is missing/);
});
