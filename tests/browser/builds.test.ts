// A site that keeps two builds: links open with the build that made them, and what both say stands side by side.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepBuilds } from "../../scripts/lib/builds.mjs";
import { encode } from "../../web/src/links/codec";
import type { SharedState } from "../../web/src/links/state";
import { expect, Playground, test } from "./playground";
import { serveSite } from "./site.mjs";

const dist = new URL("../../dist", import.meta.url).pathname;
const latest: string = JSON.parse(readFileSync(join(dist, "build.json"), "utf8")).build;
const old = "old".padEnd(latest.length, "0");

/** Another build than the one in dist/: of another name, and with other words for one problem. */
function makeOldBuild(folder: string): void {
  cpSync(dist, folder, { recursive: true });
  const replace = (path: string, from: string, to: string) => {
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + to.length)) bytes.write(to, at);
    writeFileSync(path, bytes);
  };
  replace(join(folder, "build.json"), latest, old);
  for (const name of readdirSync(join(folder, "assets"))) {
    const path = join(folder, "assets", name);
    if (name.endsWith(".js")) replace(path, latest, old);
    if (name.endsWith(".wasm")) replace(path, "is never closed", "stays open here");
  }
}

const stateOf = (build: string): SharedState => ({
  project: { files: [{ path: "m.py", text: "x = [1\nimport os\n" }], active: "m.py" },
  python: 14,
  build,
  view: null,
});

let folder = "";
let site: { url: string; close: () => Promise<void> };

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pellucid-site-"));
  const [before, now] = [join(folder, "before"), join(folder, "now")];
  makeOldBuild(before);
  keepBuilds(before, null);
  cpSync(dist, now, { recursive: true });
  keepBuilds(now, before);
  site = await serveSite(now);
});

test.afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

test("a link opens with the build that made it, and the latest is one step away", async ({ page }) => {
  const playground = new Playground(page);
  await page.goto(`${site.url}#${await encode(stateOf(old))}`);
  await page.waitForURL(`**/builds/${old}/**`);
  await expect(page.getByText(`This is build ${old}, which the site keeps`)).toBeVisible();
  await expect(playground.problems).toContainText("stays open here");

  await page.getByRole("button", { name: "Compare with the latest" }).click();
  const dialog = page.getByRole("dialog", { name: "Two builds, the same files" });
  await expect(dialog.getByRole("status")).toContainText("They differ in 1 place");
  await expect(dialog.getByRole("columnheader", { name: `The latest, ${latest}` })).toBeVisible();
  const row = dialog.getByRole("row").filter({ hasText: "m.py:1:5" });
  await expect(row.getByRole("cell").first()).toContainText("stays open here");
  await expect(row.getByRole("cell").last()).toContainText("is never closed");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Open with the latest" }).click();
  await page.waitForURL((url) => !url.pathname.includes("/builds/"));
  await expect(playground.problems).toContainText("is never closed");
  await expect(playground.tab("m.py")).toBeVisible();
  expect(playground.complaints).toEqual([]);
});

test("the latest goes back to the build that made a link, and compares", async ({ page }) => {
  const playground = new Playground(page);
  await page.goto(`${site.url}?here=1#${await encode(stateOf(old))}`);
  await expect(page.getByText(`This link was made by build ${old}.`)).toBeVisible();
  await page.getByRole("button", { name: "Compare the two" }).click();
  const dialog = page.getByRole("dialog", { name: "Two builds, the same files" });
  await expect(dialog.getByRole("columnheader", { name: `The link’s build, ${old}` })).toBeVisible();
  await expect(dialog.getByRole("row").filter({ hasText: "stays open here" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Open with that build" }).click();
  await page.waitForURL(`**/builds/${old}/**`);
  await expect(playground.problems).toContainText("stays open here");
  expect(playground.complaints).toEqual([]);
});

test("a link of a build that is gone opens all the same, and says so", async ({ page }) => {
  const playground = new Playground(page);
  await page.goto(`${site.url}#${await encode(stateOf("gone"))}`);
  await expect(page.getByText("This link was made by build gone, which this site does not keep.")).toBeVisible();
  await expect(playground.problems).toContainText("is never closed");
  await expect(page.getByRole("button", { name: "Open with that build" })).toBeHidden();
});
