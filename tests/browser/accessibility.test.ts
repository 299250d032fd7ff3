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
