// What there is before the editor is: a plain field, of which nothing is lost.

import type { Page } from "@playwright/test";
import { test as base, expect, Playground } from "./playground";

/** A page whose editor does not come before it is let. */
interface Beginning {
  readonly playground: Playground;
  readonly field: ReturnType<Page["getByRole"]>;
  /** Lets the editor come. */
  release(): void;
}

const test = base.extend<{ beginning: Beginning }>({
  beginning: async ({ page }, use) => {
    let release = () => {};
    const isLet = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/assets/editor_pane-*.js", async (route) => {
      await isLet;
      await route.continue();
    });
    const playground = new Playground(page);
    await page.goto(process.env.PELLUCID_SITE ?? "");
    await use({ playground, field: page.getByRole("textbox", { name: "Python source" }), release });
    release();
    expect(playground.complaints).toEqual([]);
  },
});

test("one reads, types, and sees what is wrong before the editor is there", async ({ beginning, page }) => {
  const { playground, field, release } = beginning;
  await playground.fresh();
  await field.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("def first(:\nreturn 1");
  await expect(field).toHaveValue(/^def first\(:\n {4}return 1/);
  await expect(playground.problems).toContainText("is never closed");
  await playground.fresh();

  release();
  await expect(playground.source()).toContainText("def first(:");
  await expect(field).toBeHidden();
  await page.keyboard.type("2");
  await expect(playground.source()).toContainText("return 12");
  for (let i = 0; i < 2; ++i) await page.keyboard.press("Control+z");
  await expect(playground.source()).not.toContainText("def first");
  await page.keyboard.press("Control+y");
  await expect(playground.source()).toContainText("return 1");
});

test("F6 leads to the field, and a fix is made in it", async ({ beginning, page }) => {
  const { playground, field, release } = beginning;
  await playground.fresh();
  await playground.tab(/slips/).click();
  await playground.fresh();
  await page.keyboard.press("F6");
  await page.keyboard.press("F6");
  await page.keyboard.press("Shift+F6");
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("[data-part]") !== null)).toBe(true);
  for (let part = 0; part < 4 && !(await field.evaluate((its) => its === document.activeElement)); ++part)
    await page.keyboard.press("F6");
  await expect(field).toBeFocused();
  await playground.problems.locator("button[title^='Close the string']").click();
  await expect(field).toHaveValue(/"as it should be"/);
  release();
  await expect(playground.source()).toContainText('"as it should be"');
});

test("no key is lost while the editor takes over", async ({ beginning, page }) => {
  const { playground, field, release } = beginning;
  await field.click();
  await page.keyboard.press("Control+Home");
  const typed = Array.from({ length: 50 }, (_, i) => `${i} `).join("");
  const typing = page.keyboard.type(`# ${typed}`, { delay: 15 });
  await expect(field).toHaveValue(/^# 0 1 2 3 /);
  release();
  await typing;
  await expect(field).toBeHidden();
  const line = await playground.source().locator(".view-line").first().textContent();
  expect(line?.replaceAll("\u00a0", " ").replaceAll("·", " ")).toContain(`# ${typed}`.trimEnd());
});

test("a file that is opened before the editor is there shows in the field", async ({ beginning, page }) => {
  const { playground, field, release } = beginning;
  await playground.tab(/greeting/).click();
  await expect(field).toHaveValue(/greet/);
  await field.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Tab");
  await page.keyboard.type("# here");
  await expect(field).toHaveValue(/ {4}# here$/);
  release();
  await expect(playground.source()).toContainText("# here");
  await page.keyboard.type(" and there");
  await expect(playground.source()).toContainText("# here and there");
});
