// A project becomes the smallest one that still shows a problem.

import { expect, test } from "./playground";

const filler = Array.from(
  { length: 120 },
  (_, i) => `def part_${i}(a, b):\n    if a:\n        return [x for x in b if x]\n    return {a: b}\n`,
).join("\n");

test("the problem of a row is reduced to, by pointer and by keyboard", async ({ playground }) => {
  const { page, problems } = playground;
  await playground.drop("long.py", `${filler}\nprint(wanted)\n${filler}`);
  const row = problems.getByRole("row").filter({ hasText: "wanted" });
  const button = row.getByRole("button", { name: "Reduce" });
  await page.getByRole("banner").hover();
  await expect(button).toHaveCSS("opacity", "0");
  await row.hover();
  await expect(button).toHaveCSS("opacity", "1");
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Reduce to one problem" });
  await expect(dialog.getByRole("status")).toContainText(/lines became 1/);
  await dialog.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(dialog).toBeHidden();
  await row.click();
  await problems.getByRole("grid").press("End");
  await problems.getByRole("grid").press("Enter");
  await expect(dialog.getByRole("status")).toContainText(/lines became 1/);
  // Of the configuration there is nothing to reduce.
  await page.keyboard.press("Escape");
  await playground.drop("pellucid.toml", "[rule]\n");
  await expect(problems.getByRole("row")).toContainText("did you mean");
  await expect(problems.getByRole("button", { name: "Reduce" })).toHaveCount(0);
});

test("a problem is chosen, the result is looked at, accepted, and taken back", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("long.py", `${filler}\nif part_3(1, 2):\n    wanted = 1\nprint(wanted)\n${filler}`);
  await page.keyboard.press("F1");
  await page.keyboard.type("Reduce to one");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Reduce to one problem" });
  await dialog.getByRole("option", { name: /`?wanted`? may be unbound/ }).click();
  await dialog.getByRole("button", { name: "Reduce" }).click();
  await expect(dialog.getByRole("status")).toContainText(/lines became [34]/);
  await dialog.getByRole("button", { name: "Use as the project" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("tablist", { name: "Files" }).getByRole("tab")).toHaveCount(1);
  await playground.fresh();
  await expect(playground.problems).toContainText("may be unbound here");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.tab("shelf.py")).toBeVisible();
  await playground.tab("long.py").click();
  await expect(playground.source()).toContainText("part_0");
});
