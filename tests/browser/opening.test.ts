// The first minute: what a visitor sees without doing anything, and the tour from there.

import { test as base, expect, faults, Playground } from "./playground";

const test = base.extend<{ first: Playground }>({
  first: async ({ page }, use) => {
    const playground = new Playground(page);
    await playground.open();
    await use(playground);
    expect(playground.complaints).toEqual([]);
  },
});

const strip = ({ page }: Playground) => page.getByRole("complementary", { name: "Trees in memory" });

test("without a click, a name is resolved past a class, and a tree is freed and parsed again", async ({ first }) => {
  const name = first.page.getByRole("tabpanel", { name: "Name" });
  await expect(name.getByRole("heading", { name: "limit", exact: true })).toBeVisible();
  await expect(name.getByRole("listitem").filter({ hasText: "class Shelf" })).toContainText("skipped");
  await expect(first.editor.locator(".arrow-line")).toHaveCount(1);
  await expect(strip(first).getByRole("listitem").filter({ hasText: "reading.py" })).toContainText(
    /freed 2×.*parsed again/,
  );
  await expect(strip(first).getByRole("listitem").filter({ hasText: "shelf.py" })).toHaveAttribute(
    "data-resident",
    "true",
  );
  await expect(strip(first)).toContainText("reading.py: parsed again for references, then its tree freed");
  // And it goes on as one works.
  await first.tab(/greeting/).click();
  await expect(strip(first).getByRole("listitem").filter({ hasText: "greeting.py" })).toHaveAttribute(
    "data-resident",
    "true",
  );
  await expect(strip(first).getByRole("listitem").filter({ hasText: "shelf.py" })).toContainText("freed");
});

test("the tour is walked by keyboard, can be left, and is not offered again", async ({ first }) => {
  const { page } = first;
  const card = page.getByRole("dialog", { name: /^Tour/ });
  await strip(first).getByRole("button", { name: "Take the tour" }).focus();
  await page.keyboard.press("Enter");
  await expect(card).toHaveAccessibleName(/1 of 5/);
  await expect(page.locator(":focus")).toHaveText("Next");
  await page.keyboard.press("Enter");
  await expect(card).toHaveAccessibleName(/2 of 5/);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await expect(card).toHaveAccessibleName(/2 of 5/);
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await expect(page.locator("[data-tour-shown]")).toHaveCount(0);
  await page.reload();
  await expect(strip(first)).toContainText("shelf.py");
  await expect(page.getByRole("button", { name: "Take the tour" })).toBeHidden();
  // Whoever wants it again finds it among the commands.
  await page.keyboard.press("F1");
  await page.keyboard.type("take the tour");
  await page.keyboard.press("Enter");
  for (const stop of ["1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"]) {
    await expect(card).toHaveAccessibleName(new RegExp(stop));
    await page.keyboard.press("ArrowRight");
  }
  await expect(card).toBeHidden();
});

test("the strip is put away for good, and had back", async ({ first }) => {
  const { page } = first;
  await strip(first).getByRole("button", { name: "Put the strip of trees away" }).click();
  await expect(strip(first)).toBeHidden();
  await page.reload();
  await first.fresh();
  await expect(strip(first)).toBeHidden();
  await page.keyboard.press("F1");
  await page.keyboard.type("strip of trees");
  await page.keyboard.press("Enter");
  await expect(strip(first)).toBeVisible();
});
