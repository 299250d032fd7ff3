// Links: made and opened as a visitor does, with projects that nobody would trust.

import type { Page } from "@playwright/test";
import { encode } from "../../web/src/links/codec";
import type { SharedState } from "../../web/src/links/state";
import { expect, Playground, test } from "./playground";

const site = () => process.env.PELLUCID_SITE ?? "";

const stateOf = (files: readonly [string, string][], more: Partial<SharedState> = {}): SharedState => ({
  project: { files: files.map(([path, text]) => ({ path, text })), active: files[0]?.[0] ?? null },
  python: 14,
  build: null,
  view: null,
  ...more,
});

/** Opens a link as one that was found somewhere. */
async function follow(page: Page, link: string): Promise<Playground> {
  const playground = new Playground(page);
  await page.goto("about:blank");
  await page.goto(link);
  await playground.editor.locator(".view-line").first().waitFor();
  return playground;
}

const shareDialog = (page: Page) => page.getByRole("dialog", { name: "Share" });

async function linkOnScreen(page: Page): Promise<string> {
  await page.keyboard.press("Control+s");
  const field = shareDialog(page).getByLabel("Link", { exact: true });
  await expect(field).toHaveValue(/#p1\./);
  return field.inputValue();
}

test("a link is made with the keyboard, and shows another visitor what one saw", async ({ playground, browser }) => {
  const { page } = playground;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.tab(/shelf/).click();
  await page.getByRole("tab", { name: "Name", exact: true }).click();
  await playground.goTo(11, 16);
  await expect(page.getByRole("tabpanel").getByRole("heading", { name: "limit" })).toBeVisible();
  for (let step = 0; step < 2; ++step) await page.getByRole("button", { name: "Next step" }).click();
  const position = (await page.getByText(/^step [2-9] of/).textContent()) ?? "";
  const link = await linkOnScreen(page);
  await expect(shareDialog(page)).toContainText(`${link.length.toLocaleString("en")} characters`);
  await expect(shareDialog(page)).toContainText("Short enough");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(shareDialog(page).getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

  const other = await browser.newContext();
  const there = await follow(await other.newPage(), link);
  await expect(there.tab(/shelf/)).toHaveAttribute("aria-selected", "true");
  await expect(there.page.getByRole("tab", { name: "Name", exact: true })).toHaveAttribute("aria-selected", "true");
  await expect(there.page.getByRole("tabpanel").getByRole("heading", { name: "limit" })).toBeVisible();
  await expect(there.page.getByText(position, { exact: true })).toBeVisible();
  expect(there.complaints).toEqual([]);
  await other.close();
});

test("without the view, a link holds the files alone", async ({ playground }) => {
  const { page } = playground;
  await page.getByRole("tab", { name: "Tokens" }).click();
  const link = await linkOnScreen(page);
  await shareDialog(page).getByText("With the open panel").click();
  const field = shareDialog(page).getByLabel("Link", { exact: true });
  await expect(field).not.toHaveValue(link);
  const there = await follow(page, await field.inputValue());
  await expect(page.getByRole("tab", { name: "Tokens" })).toHaveAttribute("aria-selected", "false");
  await there.fresh();
});

test("a link leads to the problem it is about", async ({ page }) => {
  const lines = Array.from({ length: 200 }, (_, i) => `x${i} = ${i}`);
  lines[150] = "print(missing)";
  const span = { start: { line: 151, column: 7 }, end: { line: 151, column: 14 } };
  const state = stateOf([["long.py", lines.join("\n")]], {
    view: { table: "tokens", selection: span, problem: { rule: "unresolved-reference", span }, step: null },
  });
  const playground = await follow(page, `${site()}#${await encode(state)}`);
  await expect(page.locator(".flashed-source")).toBeVisible();
  await expect(playground.problems.getByRole("row", { selected: true })).toContainText("missing");
  await expect(page.getByRole("tab", { name: "Tokens" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByText("which this build does not find")).toBeHidden();
  expect(playground.complaints).toEqual([]);
});

test("a problem that is not there any more is missed", async ({ page }) => {
  const span = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const state = stateOf([["m.py", "x = 1\n"]], {
    view: { table: "nodes", selection: span, problem: { rule: "unresolved-reference", span }, step: null },
  });
  await follow(page, `${site()}#${await encode(state)}`);
  await expect(page.getByRole("status").filter({ hasText: "which this build does not find" })).toBeVisible();
});

test("long links come with a warning", async ({ playground }) => {
  const { page } = playground;
  const random = (count: number) => Array.from({ length: count }, (_, i) => `x${i} = ${Math.random()}`).join("\n");
  await playground.drop("long.py", random(200));
  await linkOnScreen(page);
  await expect(
    shareDialog(page).getByRole("status").filter({ hasText: "Some chats cut links after 2,000" }),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await playground.drop("longer.py", random(1500));
  await linkOnScreen(page);
  await expect(shareDialog(page).getByRole("alert")).toContainText("after 8,000 at the latest");
});

test("a link that is no good is told of, and the page is as always", async ({ page }) => {
  const link = await encode(stateOf([["m.py", "x = 1\n"]]));
  const broken = [
    [link.slice(0, -9), "cut off"],
    [`${link.slice(0, 30)}${link[30] === "A" ? "B" : "A"}${link.slice(31)}`, "damaged"],
    ["p7.AAAA", "newer version"],
    ["p1.<img src=x onerror=alert(1)>", "damaged"],
  ] as const;
  for (const [fragment, words] of broken) {
    const playground = await follow(page, `${site()}#${fragment}`);
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    await expect(playground.tab(/shelf|slips|greeting/).first()).toBeVisible();
    await page.getByRole("button", { name: "Put away" }).click();
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeHidden();
    expect(playground.complaints).toEqual([]);
  }
});

test("another link in the address opens at once", async ({ page }) => {
  const first = await encode(stateOf([["first.py", "x = 1\n"]]));
  const second = await encode(stateOf([["second.py", "y = 2\n"]]));
  const playground = await follow(page, `${site()}#${first}`);
  await expect(playground.tab("first.py")).toBeVisible();
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, second);
  await expect(playground.tab("second.py")).toBeVisible();
  await expect(playground.tab("first.py")).toBeHidden();
  await expect(playground.source()).toContainText("y = 2");
});

test("nothing moves in the dialog that shares when the link comes", async ({ playground }) => {
  const { page } = playground;
  // A button that goes away under the pointer is not pressed.
  await page.evaluate(() => {
    const places = new Set<number>();
    Object.assign(window, { places });
    new MutationObserver(() => {
      for (const button of document.querySelectorAll<HTMLElement>("[role=dialog] button"))
        if (button.textContent === "Report a bug…") places.add(button.offsetTop);
    }).observe(document.body, { subtree: true, childList: true });
  });
  await linkOnScreen(page);
  await expect(shareDialog(page)).toContainText("Short enough");
  expect(await page.evaluate(() => (window as unknown as { places: Set<number> }).places.size)).toBe(1);
});

test("a report holds the problem at the cursor, and is copied as it is shown", async ({ playground }) => {
  const { page } = playground;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.tab(/slips/).click();
  await playground.problems.getByRole("row").first().click();
  await page.keyboard.press("Control+s");
  await shareDialog(page).getByRole("button", { name: "Report a bug…" }).click();
  const dialog = page.getByRole("dialog", { name: "Report a bug" });
  await dialog.getByLabel("What you expected").fill("Nothing.");
  await dialog.getByLabel("What you saw instead").fill("<b>Everything</b>");
  const preview = dialog.getByRole("region", { name: "The report, as Markdown" });
  await expect(preview).toContainText("#p1.");
  await expect(preview).toContainText("<b>Everything</b>");
  await expect(preview).toContainText(/### Observed\s+```text\s+slips\.py:\d+:\d+: error\[invalid-syntax\]/);
  await dialog.getByRole("button", { name: /It is about/ }).click();
  await page.getByRole("option", { name: /nothing that it reports/ }).click();
  await expect(preview).not.toContainText(/### Observed\s+```text/);
  await dialog.getByRole("button", { name: "Copy report" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await preview.locator("pre").textContent());
  // This build names no repository.
  await expect(dialog.getByRole("link")).toBeHidden();
});

test("a link stands beside one's own draft, and leaves the address with the copy", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("mine.py", "mine = 1\n");
  const link = await encode(stateOf([["theirs.py", "theirs = 1\n"]]));
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, link);
  await expect(playground.tab("theirs.py")).toBeVisible();
  await expect(playground.tab("mine.py")).toBeHidden();
  await page.getByRole("button", { name: "Back to mine" }).click();
  await expect(playground.tab("mine.py")).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  await page.reload();
  await expect(playground.tab("mine.py")).toBeVisible();
});

const hostile: readonly [string, string][] = [
  ['<img src=x onerror="window.hacked=1">.py', "</script><script>window.hacked=2</script>\nprint(`x`)\n"],
  ["javascript:window.hacked=3/.py", "import a; {{constructor}} %{window.hacked=4}\n"],
  ["etc/passwd\u202e.py", "\u2028\u2029\ufeff\ud800 = '\\\n"],
  ["``` ~~~ `.py", "````\n```\n~~~\n<!-- -->\n"],
  ["__proto__", "constructor = toString = __proto__\n"],
];

test("whatever names and texts hold, nothing of it runs, and it comes out as it went in", async ({ page }) => {
  const state = stateOf(hostile);
  const playground = await follow(page, `${site()}#${await encode(state)}`);
  for (const [path] of hostile) {
    await page
      .getByRole("tablist", { name: "Files" })
      .getByRole("tab")
      .nth(hostile.findIndex(([p]) => p === path))
      .click();
    await playground.fresh();
  }
  for (const table of ["Name", "Scopes", "Nodes", "Tokens"])
    await page.getByRole("tab", { name: table, exact: true }).click();
  const link = await linkOnScreen(page);
  await page.keyboard.press("Escape");
  const { decode } = await import("../../web/src/links/codec");
  const decoded = await decode(new URL(link).hash);
  expect(decoded.is === "state" && decoded.state.project.files).toEqual(state.project.files);
  for (const name of ["Report a bug…", "Embed…"]) {
    await page.keyboard.press("Control+s");
    await shareDialog(page).getByRole("button", { name }).click();
    await expect(page.getByRole("dialog", { name: /Report a bug|Embed/ })).toBeVisible();
    await page.keyboard.press("Escape");
  }
  expect(await page.evaluate(() => Reflect.get(window, "hacked"))).toBeUndefined();
  expect(await page.title()).toBe("Pellucid");
  expect(playground.complaints).toEqual([]);
});

test("a mistake of ours ends at the panel that it is made in", async ({ page }) => {
  // Drawing one of the tokens fails.
  await page.addInitScript(() => {
    const get = Map.prototype.get;
    Map.prototype.get = function (key: unknown) {
      if (key === "planted") throw new Error("planted");
      return get.call(this, key);
    };
  });
  const link = await encode(stateOf([["feed.py", "x = planted\n"]]));
  const playground = await follow(page, `${site()}#${link}`);
  await page.getByRole("tab", { name: "Tokens" }).click();
  await expect(page.getByRole("tabpanel").getByRole("alert")).toContainText("a mistake of ours");
  await playground.editor.locator(".view-line").first().click();
  await page.keyboard.type("z = 3; ");
  await expect(playground.source()).toContainText("z = 3;");
  await page.getByRole("tab", { name: "Nodes" }).click();
  await expect(playground.nodes).toBeVisible();
});
