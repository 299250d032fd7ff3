// The page on a phone: one part at a time, by touch.
import { expect, test } from "./playground";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

test("parts are tabs at the bottom, and nothing is cut off", async ({ playground }) => {
  const { page } = playground;
  const part = (name: RegExp | string) => page.getByRole("tablist", { name: "Parts" }).getByRole("tab", { name });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const name of [/^Problems/, "Name", "Scopes", "Nodes", "Tokens", "Engine", "Settings"]) {
    await part(name).tap();
    await expect(part(name)).toHaveAttribute("aria-selected", "true");
    await expect(playground.editor).toBeHidden();
    expect(await width()).toBe(360);
  }
  await part("Source").tap();
  await expect(playground.editor).toBeVisible();
});

test("one types, undoes and completes by touch", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "x = 1\n");
  await page.getByRole("tab", { name: "Source" }).tap();
  await playground.editor.locator(".view-line").first().tap();
  await page.keyboard.type("y = 2");
  await expect(playground.source()).toContainText("y = 2");
  const keys = page.getByRole("toolbar", { name: "Keys" });
  await keys.getByRole("button", { name: "Undo" }).tap();
  await expect(playground.source()).not.toContainText("y = 2");
  await keys.getByRole("button", { name: "Complete" }).tap();
  await expect(page.locator(".suggest-widget")).toBeVisible();
});

test("a problem leads to the source, and a name to its trace", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "import os\n");
  await page.getByRole("tab", { name: "Problems 1" }).tap();
  await playground.problems.getByRole("button", { name: /1:8/ }).tap();
  await expect(playground.editor).toBeVisible();
  // That is where the cursor is now: at the name that was imported.
  await page.getByRole("tablist", { name: "Parts" }).getByRole("tab", { name: "Name", exact: true }).tap();
  await expect(playground.editor).toBeHidden();
  await expect(page.getByRole("heading", { name: "os", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Go to 1:8–10" }).first().tap();
  await expect(playground.editor).toBeVisible();
});

test("dialogs take the whole screen", async ({ playground }) => {
  const { page } = playground;
  await page.getByRole("tab", { name: "Settings" }).tap();
  await page.getByRole("button", { name: "unused-import" }).tap();
  const dialog = page.getByRole("dialog", { name: "unused-import" });
  await expect(dialog).toBeVisible();
  await expect.poll(async () => (await dialog.boundingBox())?.width).toBe(360);
  await expect.poll(async () => (await dialog.boundingBox())?.height).toBe(740);
});

test("the tour brings each part that it tells of onto the screen", async ({ playground }) => {
  const { page } = playground;
  const card = page.getByRole("dialog", { name: /^Tour/ });
  await page.getByRole("button", { name: "Take the tour" }).tap();
  for (const [stop, part] of [
    ["1 of 5", "Source"],
    ["2 of 5", "Name"],
    ["3 of 5", "Problems"],
  ] as const) {
    await expect(card).toContainText(stop);
    await expect(page.getByRole("tab", { name: part, exact: true })).toHaveAttribute("aria-selected", "true");
    await expect(page.locator("[data-tour-shown]")).toBeVisible();
    await expect(card).toBeInViewport({ ratio: 1 });
    await card.getByRole("button", { name: "Next" }).tap();
  }
  await expect(card).toContainText("4 of 5");
});
