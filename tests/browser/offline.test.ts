// The page without a network, newer builds, and earlier ones.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BrowserContext, test as base, expect } from "@playwright/test";
import { filesOf, listForOffline } from "../../scripts/lib/offline.mjs";
import { serveFolder } from "../../scripts/lib/static_server.mjs";
import { encode } from "../../web/src/links/codec";
import { Playground } from "./playground";

declare global {
  /** Set in the page: the service worker that it has registered last. */
  var installing: ServiceWorker | null;
}

const built = resolve("dist");

/** Another text for a file, and no compressed copy of the one before. */
function rewrite(path: string, text: string): void {
  writeFileSync(path, text);
  for (const ending of [".br", ".gz"]) rmSync(path + ending, { force: true });
}

const idOfBuilt = () => (JSON.parse(readFileSync(join(built, "build.json"), "utf8")) as { build: string }).build;

/** The built site as another build, which says so in its title. */
function asBuild(folder: string, build: string): string {
  const site = join(folder, build);
  cpSync(built, site, { recursive: true });
  // What has another content has another address.
  renameSync(join(site, "assets"), join(site, build));
  mkdirSync(join(site, "assets"));
  renameSync(join(site, build), join(site, "assets", build));
  for (const file of filesOf(site).filter((path) => /\.(html|js)$/.test(path) && path !== "service_worker.js")) {
    const text = readFileSync(join(site, file), "utf8");
    const its = text.replaceAll(`\`${idOfBuilt()}\``, `"${build}"`).replaceAll("./assets/", `./assets/${build}/`);
    if (its !== text) rewrite(join(site, file), its);
  }
  const script = join(site, "service_worker.js");
  rewrite(script, readFileSync(script, "utf8").replace(/^self\.pellucidSite.*\n/, ""));
  const page = join(site, "index.html");
  rewrite(page, readFileSync(page, "utf8").replace("<title>Pellucid", `<title>Pellucid ${build}`));
  listForOffline(site, build);
  return site;
}

interface Host {
  readonly url: string;
  serve(site: string): void;
  asBuild(build: string): string;
}

const test = base.extend<{ host: Host }>({
  serviceWorkers: "allow",
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  host: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "pellucid-"));
    let site = built;
    const server = await serveFolder(() => site);
    await use({
      url: server.url,
      serve: (other) => {
        site = other;
      },
      asBuild: (build) => asBuild(folder, build),
    });
    await server.close();
    rmSync(folder, { recursive: true });
  },
});

// To be kept takes its time, and comes before what is tried.
test.describe.configure({ timeout: 180_000 });

async function visit(context: BrowserContext, url: string): Promise<Playground> {
  const playground = new Playground(await context.newPage());
  await playground.page.goto(url);
  await playground.editor.locator(".view-line").first().waitFor();
  await playground.fresh();
  return playground;
}

// It is in no hurry: the page comes first.
const patience = 45_000;
const isKept = ({ page }: Playground) =>
  expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: patience })
    .toBe("activated");
const cachesOf = ({ page }: Playground) => page.evaluate(() => caches.keys());

test("a second visit works without a network, with the library's stubs if they were used", async ({
  context,
  host,
}) => {
  const first = await visit(context, host.url);
  await first.source().click();
  await first.page.keyboard.press("Control+End");
  await first.page.keyboard.type("\nimport collections");
  await isKept(first);
  await expect
    .poll(() => first.page.evaluate(async () => (await (await caches.open("pellucid on demand")).keys()).length))
    .toBe(1);
  await first.page.close();
  await context.setOffline(true);
  const second = await visit(context, `${host.url}?safe=0`);
  await second.source().click();
  await second.page.keyboard.press("Control+End");
  await second.page.keyboard.type("\nimport colections");
  await second.fresh();
  await expect(second.problems).toContainText("colections");
  expect(second.complaints.filter((text) => !text.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
});

test("the library's stubs are kept if they are still on their way when that begins", async ({ context, host }) => {
  const page = await context.newPage();
  let letGo = () => {};
  const isKeeping = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/stdlib*", async (route) => {
    await isKeeping;
    await route.continue();
  });
  // Wanted at once, ahead of what is in no hurry.
  const project = { files: [{ path: "a.py", text: "import colections\n" }], active: "a.py" };
  const link = await encode({ project, python: 14, build: null, view: null });
  const wanted = page.waitForRequest("**/stdlib*");
  await page.goto(`${host.url}#${link}`);
  await wanted;
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await isKept(new Playground(page));
  letGo();
  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open("pellucid on demand")).keys()).length))
    .toBe(1);
});

test("a new version is announced, and comes when one wants it; what was typed stays", async ({ context, host }) => {
  host.serve(host.asBuild("one"));
  const playground = await visit(context, host.url);
  const { page } = playground;
  await isKept(playground);
  expect(await page.title()).toBe("Pellucid one");
  host.serve(host.asBuild("two"));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await playground.source().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("typed_before = 1\n");
  const notice = page.getByRole("status").filter({ hasText: "A new version is here" });
  await expect(notice).toBeVisible();
  // Until then everything is the build that the page was begun with.
  expect(await page.evaluate(async () => (await fetch("./")).text())).toContain("Pellucid one");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => page.title()).toBe("Pellucid two");
  await playground.fresh();
  await expect(playground.source()).toContainText("typed_before");
  await expect(notice).toBeHidden();
  await page.reload();
  await playground.fresh();
  await expect.poll(() => cachesOf(playground)).not.toContain("pellucid one");
  expect(await cachesOf(playground)).toContain("pellucid two");
});

test("a newer build that waits stays whole, whatever is loaded meanwhile", async ({ context, host }) => {
  host.serve(host.asBuild("one"));
  const playground = await visit(context, host.url);
  const { page } = playground;
  await isKept(playground);
  host.serve(host.asBuild("two"));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(page.getByRole("status").filter({ hasText: "A new version is here" })).toBeVisible();
  await page.reload();
  await playground.fresh();
  expect(await page.title()).toBe("Pellucid one");
  await expect.poll(() => cachesOf(playground)).toEqual(expect.arrayContaining(["pellucid one", "pellucid two"]));
  await context.setOffline(true);
  // Where the present one is held up, the page comes once more as it was.
  const reload = page.getByRole("button", { name: "Reload" });
  await expect(async () => {
    if ((await page.title()) !== "Pellucid two") await reload.click({ timeout: 10_000 });
    await expect(page).toHaveTitle("Pellucid two");
  }).toPass();
  await playground.fresh();
});

test("a newer build that does not come is tried again by loading the page", async ({ context, host }) => {
  host.serve(host.asBuild("one"));
  const playground = await visit(context, host.url);
  const { page } = playground;
  await isKept(playground);
  host.serve(host.asBuild("two"));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  // As where the present one is held up.
  await page.evaluate(() => {
    ServiceWorker.prototype.postMessage = () => {};
  });
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reload" }).click();
  await loaded;
});

test("a frame keeps the files of its build as long as it is shown", async ({ context, host }) => {
  const one = host.asBuild("one");
  const two = host.asBuild("two");
  // Out of sight: it waits, and has yet to ask for most of its files.
  const link = await encode({
    project: { files: [{ path: "a.py", text: "a = 1\n" }], active: "a.py" },
    ...{ python: 14, build: null, view: null },
  });
  const around = `<!doctype html><div style="height: 9000px"></div><iframe src="./?embed=1#${link}" style="height: 400px"></iframe>`;
  for (const site of [one, two]) writeFileSync(join(site, "around.html"), around);
  host.serve(one);
  const playground = await visit(context, host.url);
  await isKept(playground);
  const framed = await context.newPage();
  await framed.goto(`${host.url}around.html`);
  const frame = framed.frames()[1];
  await expect.poll(() => frame?.title()).toBe("Pellucid one");
  host.serve(two);
  await playground.page.bringToFront();
  await playground.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(playground.page.getByRole("status").filter({ hasText: "A new version is here" })).toBeVisible();
  await playground.page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => playground.page.title()).toBe("Pellucid two");
  await playground.fresh();
  expect(await cachesOf(playground)).toContain("pellucid one");
  await framed.bringToFront();
  await framed.locator("iframe").scrollIntoViewIfNeeded();
  await expect(framed.frameLocator("iframe").locator(".view-line").first()).toBeVisible();
});

test("half of a build is never kept", async ({ context, host }) => {
  await context.addInitScript(() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = async function (...words) {
      const registration = await register.apply(this, words);
      globalThis.installing = registration.installing;
      return registration;
    };
  });
  const site = host.asBuild("broken");
  rewrite(join(site, "icon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  host.serve(site);
  const playground = await visit(context, host.url);
  // It has begun to keep the build, and has given up.
  await expect
    .poll(() => playground.page.evaluate(() => globalThis.installing?.state), { timeout: patience })
    .toBe("redundant");
  expect(await cachesOf(playground)).not.toContain("pellucid broken");
});

test("an earlier build keeps to itself", async ({ context, host }) => {
  const site = host.asBuild("latest");
  const earlier = host.asBuild("earlier");
  cpSync(earlier, join(site, "builds/earlier"), { recursive: true });
  host.serve(site);
  await isKept(await visit(context, host.url));
  const page = await context.newPage();
  await page.goto(`${host.url}builds/earlier/`);
  expect(await page.title()).toBe("Pellucid earlier");
  await context.setOffline(true);
  await expect(page.goto(`${host.url}builds/earlier/`)).rejects.toThrow();
});
