import type { Page } from "@playwright/test";
import { encode } from "../../web/src/links/codec";
import { expect, faults, test } from "./playground";

const frameState = {
  project: { files: [{ path: "m.py", text: "def f(x):\n    return y\n" }], active: "m.py" },
  python: 14,
  build: null,
  view: null,
};

// What colours decide. The rest is the same in all of them, and axe takes its time.
const ofColours = ["color-contrast", "link-in-text-block"];

// What a frame shows is tried by itself.
async function faultsIn(page: Page, within = "body"): Promise<string[]> {
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  return faults(page, (axe) => {
    const inside = axe.include(within).exclude("iframe");
    return isDark ? inside.withRules(ofColours) : inside;
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours axe finds nothing`, () => {
    test.use({ colorScheme });

    test("on the first screen", async ({ playground }) => {
      expect(await faultsIn(playground.page)).toEqual([]);
    });

    test("beside problems", async ({ playground }) => {
      await playground.tab(/slips/).click();
      await expect(playground.problems.getByRole("row")).not.toHaveCount(0);
      await playground.problems.getByRole("row").first().click();
      expect(await faultsIn(playground.page)).toEqual([]);
    });

    test("among tokens", async ({ playground }) => {
      await playground.page.getByRole("tab", { name: "Tokens" }).click();
      await expect(playground.tokens).toBeVisible();
      expect(await faultsIn(playground.page)).toEqual([]);
    });

    test("on a trace, and beside that of another Python", async ({ playground }) => {
      const { page } = playground;
      await playground.tab(/shelf/).click();
      await page.getByRole("tab", { name: "Name", exact: true }).click();
      await expect(page.getByRole("heading", { name: "limit" })).toBeVisible();
      await page.keyboard.press("F6");
      await page.keyboard.press("ArrowDown");
      expect(await faultsIn(page)).toEqual([]);
      await playground.goTo(13, 40);
      await page.getByRole("region", { name: /Under Python/ }).waitFor();
      expect(await faultsIn(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await faultsIn(page)).toEqual([]);
    });

    test("among scopes and symbols", async ({ playground }) => {
      const { page } = playground;
      await playground.tab(/shelf/).click();
      await page.getByRole("tab", { name: "Scopes", exact: true }).click();
      await page.getByRole("treeitem", { name: /longest/ }).click();
      await page.getByRole("grid", { name: "Symbols" }).getByRole("row").nth(2).click();
      await expect(page.getByRole("region", { name: /in full/ })).toBeVisible();
      expect(await faultsIn(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await faultsIn(page)).toEqual([]);
    });

    test("in the dialogs that share", async ({ playground }) => {
      const { page } = playground;
      for (const [command, dialog] of [
        [null, "Share"],
        ["Report a bug…", "Report a bug"],
        ["Embed…", "Embed in another page"],
      ] as const) {
        await page.keyboard.press("Control+s");
        await page.getByRole("dialog", { name: "Share" }).waitFor();
        if (command !== null) await page.getByRole("dialog").getByRole("button", { name: command }).click();
        await page.getByRole("dialog", { name: dialog }).waitFor();
        await expect(
          page
            .getByRole("dialog")
            .getByText(/#p1\./)
            .or(page.getByText(/characters\./))
            .first(),
        ).toBeVisible();
        if (dialog === "Embed in another page")
          await page.frameLocator("iframe").locator(".view-line").first().waitFor();
        expect(await faultsIn(page, "[role=dialog]")).toEqual([]);
        await page.keyboard.press("Escape");
      }
      await page.evaluate(() => {
        location.hash = "p1.cut";
      });
      await expect(page.getByRole("alert").filter({ hasText: "This link" })).toBeVisible();
      expect(await faultsIn(page, "#root > div > div")).toEqual([]);
    });

    test("in a frame of another page", async ({ page }) => {
      await page.goto(`${process.env.PELLUCID_SITE}?embed=1&panel=scopes#${await encode(frameState)}`);
      await expect(page.getByRole("treeitem").first()).toBeVisible();
      await page.locator(".view-line").first().waitFor();
      expect(await faultsIn(page)).toEqual([]);
    });

    test("among settings, and on a rule's page", async ({ playground }) => {
      const { page } = playground;
      await page.getByRole("tab", { name: "Settings" }).click();
      expect(await faultsIn(page)).toEqual([]);
      await page.getByRole("button", { name: "unused-import" }).click();
      await expect(page.getByRole("heading", { name: "Wrong" })).toBeVisible();
      expect(await faultsIn(page)).toEqual([]);
    });

    test("among commands and keys", async ({ playground }) => {
      const { page } = playground;
      await page.keyboard.press("F1");
      await expect(page.getByRole("option").first()).toBeVisible();
      expect(await faultsIn(page)).toEqual([]);
      await page.keyboard.type("keyboard shortcuts");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      expect(await faultsIn(page)).toEqual([]);
    });

    test("where the system asks for more contrast", async ({ playground }) => {
      const { page } = playground;
      await page.emulateMedia({ colorScheme, contrast: "more" });
      await playground.tab(/slips/).click();
      await expect(playground.problems.getByRole("row")).not.toHaveCount(0);
      expect(await faultsIn(page)).toEqual([]);
      await page.emulateMedia({ colorScheme, contrast: null, forcedColors: "active" });
      expect(await faultsIn(page)).toEqual([]);
    });

    test("before a rename", async ({ playground }) => {
      const { page } = playground;
      await playground.tab(/shelf/).click();
      await playground.goTo(4, 3);
      await page.keyboard.press("F2");
      await page.locator(".rename-box input").fill("most");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await faultsIn(page)).toEqual([]);
    });

    test("while choosing kinds", async ({ playground }) => {
      await playground.page.getByRole("button", { name: /Filter by kind/ }).click();
      await playground.page.getByRole("option", { name: "Call", exact: true }).click();
      expect(await faultsIn(playground.page)).toEqual([]);
    });

    test("while choosing a Python", async ({ playground }) => {
      await playground.page.getByRole("button", { name: /Python/ }).click();
      await expect(playground.page.getByRole("option", { name: "3.8", exact: true })).toBeVisible();
      expect(await faultsIn(playground.page)).toEqual([]);
    });

    test("while naming a file", async ({ playground }) => {
      await playground.page.getByRole("button", { name: "New file" }).click();
      await expect(playground.page.getByRole("textbox", { name: "File name" })).toBeFocused();
      expect(await faultsIn(playground.page)).toEqual([]);
    });

    test("on a narrow screen", async ({ playground }) => {
      await playground.page.setViewportSize({ width: 390, height: 800 });
      await playground.tab(/slips/).click();
      expect(await faultsIn(playground.page)).toEqual([]);
      await playground.page.getByRole("tab", { name: /^Problems/ }).click();
      await expect(playground.problems.getByRole("row")).not.toHaveCount(0);
      expect(await faultsIn(playground.page)).toEqual([]);
    });

    test("without a file", async ({ playground }) => {
      for (const name of [/greeting/, /slips/, /reading/, /shelf/]) {
        await playground.tab(name).click();
        await expect(playground.tab(name)).toBeFocused();
        await playground.page.keyboard.press("Delete");
      }
      await expect(playground.page.getByText("No file is open")).toBeVisible();
      expect(await faultsIn(playground.page)).toEqual([]);
    });
  });
}
