import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./playground";

// Monaco's own elements are Monaco's.
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude(".monaco-editor").analyze();
  return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours axe finds nothing`, () => {
    test.use({ colorScheme });

    test("on the first screen", async ({ playground }) => {
      expect(await faults(playground.page)).toEqual([]);
    });

    test("beside problems", async ({ playground }) => {
      await playground.tab(/slips/).click();
      await expect(playground.problems.getByRole("row")).not.toHaveCount(0);
      await playground.problems.getByRole("row").first().click();
      expect(await faults(playground.page)).toEqual([]);
    });

    test("among tokens", async ({ playground }) => {
      await playground.page.getByRole("tab", { name: "Tokens" }).click();
      await expect(playground.tokens).toBeVisible();
      expect(await faults(playground.page)).toEqual([]);
    });

    test("on a trace, and beside that of another Python", async ({ playground }) => {
      const { page } = playground;
      await playground.tab(/shelf/).click();
      await page.getByRole("tab", { name: "Name", exact: true }).click();
      await expect(page.getByRole("heading", { name: "limit" })).toBeVisible();
      await page.keyboard.press("F6");
      await page.keyboard.press("ArrowDown");
      expect(await faults(page)).toEqual([]);
      await playground.goTo(13, 40);
      await page.getByRole("region", { name: /Under Python/ }).waitFor();
      expect(await faults(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await faults(page)).toEqual([]);
    });

    test("among scopes and symbols", async ({ playground }) => {
      const { page } = playground;
      await playground.tab(/shelf/).click();
      await page.getByRole("tab", { name: "Scopes", exact: true }).click();
      await page.getByRole("treeitem", { name: /longest/ }).click();
      await page.getByRole("grid", { name: "Symbols" }).getByRole("row").nth(2).click();
      await expect(page.getByRole("region", { name: /in full/ })).toBeVisible();
      expect(await faults(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await faults(page)).toEqual([]);
    });

    test("before a rename", async ({ playground }) => {
      const { page } = playground;
      await playground.tab(/shelf/).click();
      await playground.goTo(4, 3);
      await page.keyboard.press("F2");
      await page.locator(".rename-box input").fill("most");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await faults(page)).toEqual([]);
    });

    test("while choosing kinds", async ({ playground }) => {
      await playground.page.getByRole("button", { name: /Filter by kind/ }).click();
      await playground.page.getByRole("option", { name: "Call", exact: true }).click();
      expect(await faults(playground.page)).toEqual([]);
    });

    test("while choosing a Python", async ({ playground }) => {
      await playground.page.getByRole("button", { name: /Python/ }).click();
      await expect(playground.page.getByRole("option", { name: "3.8", exact: true })).toBeVisible();
      expect(await faults(playground.page)).toEqual([]);
    });

    test("while naming a file", async ({ playground }) => {
      await playground.page.getByRole("button", { name: "New file" }).click();
      await expect(playground.page.getByRole("textbox", { name: "File name" })).toBeFocused();
      expect(await faults(playground.page)).toEqual([]);
    });

    test("on a narrow screen", async ({ playground }) => {
      await playground.page.setViewportSize({ width: 390, height: 800 });
      await playground.tab(/slips/).click();
      await expect(playground.problems.getByRole("row")).not.toHaveCount(0);
      expect(await faults(playground.page)).toEqual([]);
    });

    test("without a file", async ({ playground }) => {
      for (const name of [/greeting/, /slips/, /shelf/]) {
        await playground.tab(name).focus();
        await playground.page.keyboard.press("Delete");
      }
      await expect(playground.page.getByText("No file is open")).toBeVisible();
      expect(await faults(playground.page)).toEqual([]);
    });
  });
}
