// Whatever the mouse can do the keyboard can.

import { expect, test } from "./playground";

test.describe("the keyboard", () => {
  test("goes from part to part by F6, out of the editor too", async ({ playground }) => {
    const { page, problems, nodes } = playground;
    await playground.tab(/slips/).click();
    await expect(problems.getByRole("row")).not.toHaveCount(0);
    const parts = [playground.editor.getByRole("textbox"), problems.getByRole("grid"), nodes, playground.tab(/slips/)];
    for (const part of parts) {
      await page.keyboard.press("F6");
      await expect(part).toBeFocused();
    }
    for (const part of parts.slice(0, 3).reverse()) {
      await page.keyboard.press("Shift+F6");
      await expect(part).toBeFocused();
    }
  });

  test("reaches every button", async ({ playground }) => {
    const { page } = playground;
    await playground.tab(/greeting/).focus();
    const reached: string[] = [];
    for (let i = 0; i < 5; ++i) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? ""),
      );
    }
    expect(reached).toEqual([
      "New file",
      "Project",
      "Share",
      expect.stringContaining("3.14"),
      expect.stringMatching(/Use (light|dark)/),
    ]);
    await page.getByRole("tab", { name: "Nodes" }).focus();
    const named = [
      "Put these words away",
      "Module",
      "FunctionDef",
      "Assign",
      "List",
      "Filter by kind: All kinds",
      "Nodes",
    ];
    for (const name of named) {
      await page.keyboard.press("Tab");
      await expect(page.locator(":focus")).toHaveAccessibleName(name);
    }
  });

  test("applies a fix from its row", async ({ playground }) => {
    const { page } = playground;
    await playground.drop("a.py", "def f()\n    pass\n");
    await playground.problems.getByRole("grid").focus();
    await page.keyboard.press("ArrowDown");
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(playground.source()).toContainText("def f():");
    await expect(playground.problems).toContainText("No problems");
  });
});
