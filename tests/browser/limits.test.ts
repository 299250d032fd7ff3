// Long files, deep nesting, and a checker that is slow or dies.

import { expect as impatient, test } from "./playground";

// What takes long takes longer while other tests run beside it.
const expect = impatient.configure({ timeout: 60_000 });
test.describe.configure({ timeout: 180_000 });

test("a file of a million rows stays usable", async ({ playground }) => {
  const { page } = playground;
  const statement = (i: number) => (i % 5 === 0 ? `def f${i}(a, b):` : "    print(a, [x for x in b], 1)");
  await playground.drop("long.py", Array.from({ length: 115_000 }, (_, i) => statement(i)).join("\n"));
  await playground.goTo(3, 1);
  await page.keyboard.type("typed = 'without waiting'\n");
  await expect(playground.source()).toContainText("typed = 'without waiting'");
  await playground.fresh();
  await playground.nodeRow(0).click();
  await expect(playground.nodeRow(0)).toHaveAttribute("aria-selected", "true");
  const count = Number(await playground.nodes.getAttribute("aria-rowcount"));
  expect(count).toBeGreaterThan(1_000_000);
  const last = playground.nodeRow(count - 2);
  // A key may come before what a click selects has reached the editor and come back.
  await expect(async () => {
    await playground.nodes.focus();
    await page.keyboard.press("Control+End");
    await expect(last).toHaveAttribute("aria-selected", "true", { timeout: 15_000 });
  }).toPass();
  await expect(last).toBeInViewport();
  await expect(last).toContainText("115001:");
  const index = (await last.getAttribute("aria-rowindex")) ?? "";
  await page.keyboard.press("PageUp");
  await expect(playground.selectedRow()).not.toHaveAttribute("aria-rowindex", index);
  await expect(playground.selectedRow()).toBeInViewport();
});

test("typing does not wait for the checker", async ({ playground }) => {
  const { page } = playground;
  const lines = Array.from({ length: 50_000 }, (_, i) =>
    i % 5 === 0 ? `def f${i}(a, b):` : "    print(a, [x for x in b], 1)",
  );
  await playground.drop("long.py", lines.join("\n"));
  await playground.source().click();
  await page.keyboard.press("Control+Home");
  const held = playground.checker()?.evaluate((milliseconds) => {
    const begin = performance.now();
    while (performance.now() - begin < milliseconds);
  }, 6000);
  await page.keyboard.type("typed = 'without waiting'\n");
  await expect(playground.source()).toContainText("typed = 'without waiting'");
  await expect(playground.status).toContainText("behind");
  await held;
  await playground.fresh();
  await expect(playground.problems).toContainText("No problems");
});

test("a checker that dies is replaced", async ({ playground }) => {
  const { page } = playground;
  const next = page.waitForEvent("worker");
  await playground.checker()?.evaluate(() => {
    setTimeout(() => {
      throw new Error("as if it had run out of memory");
    });
  });
  await next;
  await playground.goTo(5, 7);
  await expect(playground.selectedRow()).toContainText(/Name.*target.*words/);
  await page.keyboard.type("(");
  await expect(playground.problems.getByRole("row")).not.toHaveCount(0);
  playground.complaints.splice(0);
});

test.describe("pasting what goes to the limits", () => {
  const deep = 100_000;
  const sources = {
    "open brackets": ["(".repeat(deep), /too many nested brackets: the limit is 200/],
    "closed brackets": [`${"[".repeat(deep)}${"]".repeat(deep)}`, /too many nested brackets: the limit is 200/],
    "operators of one level": [`x = ${Array(deep).fill("1").join(" + ")}`, /No problems/],
    "operators inside each other": [`x = ${Array(deep).fill("1").join(" ** ")}`, /nested too deeply: the limit is 300/],
    signs: [`x = ${"-".repeat(deep)}1`, /No problems|nested too deeply/],
    "f-strings": [`x = ${'f"{'.repeat(deep)}1${'}"'.repeat(deep)}`, /too many nested f-strings: the limit is 150/],
    attributes: [`x = len${".b".repeat(deep)}`, /No problems/],
    "a line of 10 MB": [`x = "${"a".repeat(10_000_000)}"`, /No problems/],
  } as const;

  for (const [name, [text, outcome]] of Object.entries(sources))
    test(name, async ({ playground }) => {
      const { page } = playground;
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await playground.drop("a.py", "");
      await playground.source().click();
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
      await page.keyboard.press("Control+V");
      await expect(playground.problems).toContainText(outcome);
      await expect(playground.status.locator("[data-revision]")).not.toHaveAttribute("data-revision", "1");
      // In the middle of it, and behind it, the page still follows.
      await page.keyboard.press("Control+Home");
      for (let i = 0; i < 9; ++i) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Control+End");
      await page.keyboard.press("Enter");
      await page.keyboard.type("y = 1");
      await playground.fresh();
      await expect(playground.selectedRow()).toBeVisible();
    });
});
