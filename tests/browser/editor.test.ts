// What the editor tells of a text as a whole, and what can be done about problems in it.

import { expect, test } from "./playground";

const shapes = `import math
import sys


def area(width, height=1, *, unit="m"):
    """The area."""
    return width * height, unit, sys


area(2, 
`;

test("a call shows what it takes, and which parameter is next", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", shapes);
  await playground.goTo(10, 9);
  const hints = page.locator(".parameter-hints-widget");
  await page.keyboard.press("Control+Shift+Space");
  await expect(hints).toContainText('area(width, height=1, *, unit="m")');
  await expect(hints).toContainText("The area.");
  await expect(hints.locator(".parameter.active")).toHaveText("height=1");
  await page.keyboard.type("unit=");
  await expect(hints.locator(".parameter.active")).toHaveText('unit="m"');
  await page.keyboard.press("Escape");
});

test("overloads of the library are signatures each", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "max(\n");
  await playground.goTo(1, 5);
  await page.keyboard.press("Control+Shift+Space");
  const hints = page.locator(".parameter-hints-widget");
  await expect(hints.locator(".overloads")).toContainText(/1\/[3-9]/);
  await page.keyboard.press("ArrowDown");
  await expect(hints.locator(".overloads")).toContainText(/2\/[3-9]/);
});

test("names have the colours of what they stand for", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "import math\ndef f(path):\n    return path, math, len\nclass C: pass\n");
  const colour = (text: string) =>
    page
      .locator(".view-line span > span")
      .filter({ hasText: new RegExp(`^${text}$`) })
      .last()
      .evaluate((span) => getComputedStyle(span).color);
  await expect(async () => {
    const all = await Promise.all(["math", "f", "path", "len", "C"].map(colour));
    expect(new Set(all).size).toBe(5);
  }).toPass();
});

const foldable = `import math
import sys


def area(width):
    return width * math.pi


sides = [
    1_000,
    2_000,
]
print(area(1), sides, sys)
`;

test("definitions, brackets and imports fold", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", foldable);
  for (const [line, inside] of [
    [5, "return"],
    [9, "2_000"],
    [1, "import sys"],
  ] as const) {
    await playground.goTo(line, 1);
    await page.keyboard.press("Control+Shift+[");
    await expect(playground.source()).not.toContainText(inside);
    await page.keyboard.press("Control+Shift+]");
    await expect(playground.source()).toContainText(inside);
  }
});

test("all problems of a rule are fixed at once, or silenced", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "import os\nimport sys\nimport math\n");
  await expect(playground.problems.getByRole("row")).toHaveCount(3);
  await playground.goTo(3, 9);
  const act = async (name: RegExp) => {
    await page.keyboard.press("Control+.");
    const action = page.locator(".action-widget .monaco-list-row").filter({ hasText: name });
    await action.click();
  };
  await act(/^Ignore unused-import here/);
  await expect(playground.source()).toContainText("import math # pellucid: ignore[unused-import]".replace(" #", "  #"));
  await expect(playground.problems.getByRole("row")).toHaveCount(2);
  await playground.goTo(1, 9);
  await act(/^Fix all 2 of unused-import/);
  await expect(playground.problems.getByText("No problems")).toBeVisible();
  await expect(playground.source()).not.toContainText("import os");
});

test("a rule is ignored in the whole project, and explained, from the problem", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "import os\n");
  await playground.goTo(1, 9);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row").filter({ hasText: "What unused-import is about" }).click();
  await expect(page.getByRole("dialog", { name: "unused-import" })).toContainText("An imported name is never used.");
  await page.keyboard.press("Escape");
  await playground.goTo(1, 9);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row").filter({ hasText: "in the project" }).click();
  await expect(playground.problems.getByText("No problems")).toBeVisible();
  await playground.tab("pellucid.toml").click();
  await expect(playground.source()).toContainText('unused-import = "ignore"');
});
