import type { Locator } from "@playwright/test";
import { expect, test } from "./playground";

test("problems of all files stand in one list, with those looked for alone", async ({ playground }) => {
  const { page, problems } = playground;
  await playground.drop("a.py", "import os\n");
  await playground.drop("b.py", "x = (\n");
  await problems.getByText("All files").click();
  await expect(problems.getByRole("row").filter({ hasText: "a.py" })).toHaveCount(1);
  await problems.getByRole("searchbox").fill("b.py");
  await expect(problems.getByRole("row").filter({ hasText: "b.py" })).not.toHaveCount(0);
  await problems.getByRole("searchbox").fill("unused a.py");
  await expect(problems.getByRole("row")).toHaveCount(1);
  await problems.getByRole("row").click();
  await expect(playground.tab(/^a.py/)).toHaveAttribute("aria-selected", "true");
  await problems.getByRole("button", { name: "unused-import" }).click();
  await expect(page.getByRole("dialog", { name: "unused-import" })).toContainText("An imported name is never used.");
  await page.keyboard.press("Escape");
  // The choice stays.
  await problems.getByRole("searchbox").fill("nothing like this");
  await expect(problems).toContainText("None with these words");
  await page.reload();
  await expect(problems.getByRole("switch", { name: "All files" })).toBeChecked();
});

test("a fix in another file is made there", async ({ playground }) => {
  const { problems } = playground;
  await playground.drop("a.py", "import os\nx = 1\n");
  await playground.drop("b.py", "y = 1\n");
  await problems.getByText("All files").click();
  const row = problems.getByRole("row").filter({ hasText: "a.py" });
  await row.locator("button[title^='Remove']").click();
  await expect(playground.tab(/^a.py/)).toHaveAttribute("aria-selected", "true");
  await expect(playground.source()).not.toContainText("import os");
});

test("what a problem says is whole; the name of its rule gives way", async ({ playground }) => {
  const { page, problems } = playground;
  await playground.tab(/slips/).click();
  const row = problems.getByRole("row").filter({ hasText: "is not allowed here" });
  const isCut = (part: Locator) => part.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  const message = row.getByRole("gridcell").nth(1);
  const rule = row.getByRole("button", { name: "invalid-syntax" });
  await expect(rule).toBeVisible();
  expect(await isCut(message)).toBe(false);
  expect(await isCut(message.getByTitle(/is not allowed here/).locator("> :last-child"))).toBe(false);
  expect(await isCut(rule)).toBe(true);
  await page.setViewportSize({ width: 2400, height: 860 });
  await expect.poll(() => isCut(rule)).toBe(false);
});
