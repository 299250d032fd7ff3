import { expect, test } from "./playground";

test("the page stays divided as one left it", async ({ playground }) => {
  const { page } = playground;
  const width = async () => (await playground.editor.boundingBox())?.width ?? 0;
  const before = await width();
  await page.getByRole("separator", { name: "Size of the source" }).focus();
  for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowRight");
  await expect.poll(width).toBeGreaterThan(before + 30);
  const after = await width();
  await page.reload();
  await playground.editor.locator(".view-line").first().waitFor();
  await expect.poll(async () => Math.abs((await width()) - after)).toBeLessThan(3);
});

test("Tab leaves the source once it is told to, and the page says so", async ({ playground }) => {
  const { page } = playground;
  await playground.goTo(1, 1);
  await page.keyboard.press("Control+M");
  await expect(playground.status).toContainText("Tab leaves the source");
  await page.keyboard.press("Tab");
  await expect(playground.editor.locator(":focus")).toHaveCount(0);
});

test("the editor has the system's contrast", async ({ playground }) => {
  const { page } = playground;
  const background = () =>
    playground.editor.locator(".view-lines").evaluate((lines) => {
      const painted = lines.closest(".monaco-editor-background") ?? lines.closest(".monaco-editor");
      return painted === null ? "" : getComputedStyle(painted).backgroundColor;
    });
  await page.emulateMedia({ colorScheme: "dark", contrast: "more" });
  await expect.poll(background).toBe("rgb(0, 0, 0)");
  await page.emulateMedia({ colorScheme: "light", contrast: "more" });
  await expect.poll(background).toBe("rgb(255, 255, 255)");
});

test("rows are as high as their text is large", async ({ playground }) => {
  const { page } = playground;
  await page.evaluate(() => localStorage.setItem("pellucid", JSON.stringify({ textSize: "huge" })));
  await page.reload();
  await playground.begin();
  const [first, second, third] = await Promise.all([0, 1, 2].map((row) => playground.nodeRow(row).boundingBox()));
  expect(first?.height).toBeGreaterThan(30);
  expect(second?.y).toBeCloseTo((first?.y ?? 0) + (first?.height ?? 0), 0);
  expect(third?.y).toBeCloseTo((second?.y ?? 0) + (second?.height ?? 0), 0);
});

test("however wide the page becomes, what was typed can be undone, and the keyboard stays in the source", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.drop("a.py", "x = 1\n");
  await playground.source().click();
  await page.keyboard.type("y = 2");
  await expect(playground.source()).toContainText("y = 2");
  // Among the tables one works beside the source.
  await page.keyboard.press("F1");
  await expect(page.getByRole("searchbox", { name: "Command" })).toBeFocused();
  await page.keyboard.type("show the node table");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await playground.source().click();
  await page.keyboard.press("Control+End");
  await page.setViewportSize({ width: 600, height: 860 });
  await expect(page.getByRole("tablist", { name: "Parts" })).toBeVisible();
  await expect(playground.source()).toContainText("y = 2");
  await page.keyboard.type("0");
  await expect(playground.source()).toContainText("y = 20");
  await page.setViewportSize({ width: 1440, height: 860 });
  await expect(page.getByRole("tablist", { name: "Parts" })).toHaveCount(0);
  for (let step = 0; step < 8; ++step) await page.keyboard.press("Control+z");
  await expect(playground.source()).toHaveText("x = 1");
  await playground.fresh();
});
