// Stubs of the standard library: gone to from a name, read in a tab of their own, and put away again.

import { expect, faults, type Playground, test } from "./playground";

const source = 'import os\nprint("😀", os.getcwd())\n';
const stubTab = (playground: Playground, name: string) => playground.tab(new RegExp(`^${name} ?read-only`));

test("a definition in the library is shown in a tab that is only read", async ({ playground }) => {
  const { page, editor } = playground;
  await playground.drop("a.py", source);
  await expect(playground.problems).toContainText("No problems");
  await playground.fresh();
  await playground.goTo(2, 18);
  const os = stubTab(playground, "os/__init__.pyi");
  await page.keyboard.press("F12");
  await expect(os).toHaveAttribute("aria-selected", "true");
  await playground.fresh();
  await expect(playground.status).toContainText("from the standard library, read-only");
  await expect(playground.problems).toContainText("not checked itself");
  expect(await playground.selectedText()).toBe("getcwd");
  // It cannot be typed over, and has a table as other files have.
  await page.keyboard.type("x");
  await expect(page.getByRole("alert").filter({ hasText: "only read here" })).toBeVisible();
  await page.keyboard.press("F2");
  await expect(page.locator(".rename-box")).toBeHidden();
  await expect(playground.nodes.getByRole("row", { selected: true })).toContainText("getcwd");
  await expect(editor).not.toContainText("xgetcwd");
  // Hover and definition lead on: from the annotation to the builtins.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  await expect(page.locator(".monaco-hover").filter({ hasText: "def getcwd" }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(editor.locator(".view-line").filter({ hasText: "def getcwd() -> str" })).toBeVisible();
  for (let i = 0; i < "() -> s".length + 1; ++i) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F12");
  await expect(stubTab(playground, "builtins.pyi")).toHaveAttribute("aria-selected", "true");
  await playground.fresh();
  expect(await playground.selectedText()).toBe("str");
  expect(await faults(page)).toEqual([]);
  // By keyboard from tab to tab, and away.
  await stubTab(playground, "builtins.pyi").focus();
  await page.keyboard.press("Delete");
  await expect(os).toBeFocused();
  await page.keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: "File name" })).toHaveCount(0);
  await page.keyboard.press("Delete");
  await expect(playground.tab(/read-only/)).toHaveCount(0);
  await expect(playground.tab("a.py")).toHaveAttribute("aria-selected", "true");
  await playground.fresh();
});

test("a builtin leads to its stub, which is loaded then", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "len([])\n");
  await playground.goTo(1, 2);
  await page.keyboard.press("F12");
  await expect(stubTab(playground, "builtins.pyi")).toHaveAttribute("aria-selected", "true");
  await playground.fresh();
  expect(await playground.selectedText()).toBe("len");
});

test("a library that does not come is asked for again", async ({ playground }) => {
  const { page } = playground;
  const isStub = /stdlib\.stubz/;
  await page.route(isStub, (route) => route.abort());
  await playground.drop("a.py", "from os import nothing_like_it\n");
  await expect(playground.status.getByRole("alert")).toContainText("the site does not answer");
  await page.unroute(isStub);
  await playground.status.getByRole("button", { name: "Try again" }).click();
  await expect(playground.problems).toContainText("nothing_like_it");
  await expect(playground.status.getByRole("alert")).toHaveCount(0);
  // What the browser says of the request that failed.
  playground.complaints.length = 0;
});
