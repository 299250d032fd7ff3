import type { Page } from "@playwright/test";
import { expect, test } from "./playground";

const palette = (page: Page) => page.getByRole("dialog", { name: "Commands" });

test("the palette finds a command by its words and runs it, with the keyboard alone", async ({
  playground: { page },
}) => {
  await page.keyboard.press("F1");
  await expect(palette(page).getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("keyb short");
  await expect(palette(page).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
  const shortcuts = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(shortcuts).toContainText("Show all commands");
  await page.keyboard.press("Escape");
  await expect(shortcuts).toBeHidden();
});

test("what is typed finds nothing", async ({ playground: { page } }) => {
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("xyzzy");
  await expect(palette(page)).toContainText("There is no such command.");
});
