import { expect, test } from "./playground";

test("a choice of Python is written into the project's configuration, and followed", async ({ playground }) => {
  const { page } = playground;
  await page.getByRole("button", { name: /Python/ }).click();
  await page.getByRole("option", { name: "3.8", exact: true }).click();
  await playground.tab("pellucid.toml").click();
  await expect(playground.source()).toContainText('python-version = "3.8"');
  await expect(page.getByRole("button", { name: /Python/ })).toContainText("3.8");
  // As typed, so chosen.
  const form = page.getByRole("group", { name: "Settings" });
  await page.getByRole("tab", { name: "Settings" }).click();
  await expect(form.getByLabel("Python", { exact: true })).toHaveValue("3.8");
  await playground.goTo(2, 22);
  await page.keyboard.press("Backspace");
  await page.keyboard.type("9");
  await expect(page.getByRole("button", { name: /Python/ })).toContainText("3.9");
  await expect(form.getByLabel("Python", { exact: true })).toHaveValue("3.9");
});

test("the form changes the file, keeps its comments, and undoing in the file changes the form", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.drop("pellucid.toml", '# mine\n[rules] # here\nunused-import = "warn" # why\n');
  await page.getByRole("tab", { name: "Settings" }).click();
  const rule = page.getByLabel("unused-import", { exact: true });
  await expect(rule).toHaveValue("warn");
  await rule.selectOption("error");
  await expect(playground.source()).toContainText('unused-import = "error" # why');
  await page.getByLabel("unused-variable", { exact: true }).selectOption("ignore");
  await expect(playground.source()).toContainText('unused-variable = "ignore"');
  await expect(playground.source()).toContainText("# mine");
  await playground.source().click();
  await page.keyboard.press("Control+Z");
  await expect(page.getByLabel("unused-variable", { exact: true })).toHaveValue("");
  await rule.selectOption("");
  await expect(playground.source()).not.toContainText("unused-import");
});

test("a mistake in the file is told at its place, and what was followed before is followed", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "import os\n");
  await expect(playground.problems.getByRole("row")).toHaveCount(1);
  await playground.drop("pellucid.toml", '[rules]\nunused-import = "ignore"\n');
  await playground.tab("a.py").click();
  await expect(playground.problems.getByText("No problems")).toBeVisible();
  await playground.tab("pellucid.toml").click();
  await page.getByRole("tab", { name: "Settings" }).click();
  await playground.goTo(2, 18);
  await page.keyboard.type("x");
  await expect(playground.problems.getByRole("row")).toContainText("unused-import");
  await expect(playground.tab("pellucid.toml").getByRole("img", { name: "1 problem" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Settings" }).getByRole("alert")).toContainText("Line 2");
  await playground.tab("a.py").click();
  await expect(playground.problems.getByText("No problems")).toBeVisible();
  await page.getByRole("button", { name: "Go there" }).click();
  await expect(playground.tab("pellucid.toml")).toHaveAttribute("aria-selected", "true");
});

test("what was meant is offered in the file, and what only the command follows is said", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("pellucid.toml", 'exclude = ["old/"]\n[rules]\nunused-imprt = "warn"\n');
  await page.getByRole("tab", { name: "Settings" }).click();
  await expect(page.getByRole("note")).toContainText("exclude has no effect here");
  await expect(playground.problems.getByRole("row")).toContainText("did you mean");
  await playground.goTo(3, 4);
  await page.keyboard.press("Control+.");
  const menu = page.locator(".action-widget").first();
  await expect(menu).toContainText("Replace with `unused-import`");
  await expect(menu).not.toContainText("Ignore");
  await page.keyboard.press("Enter");
  await expect(playground.source()).toContainText('unused-import = "warn"');
  await expect(playground.problems.getByText("No problems")).toBeVisible();
});

test("keys and rules are offered and explained in the file", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("pellucid.toml", "[rules]\n\n");
  await playground.goTo(2, 1);
  await page.keyboard.type("unused-im");
  await page.keyboard.press("Control+Space");
  await expect(page.locator(".suggest-widget")).toContainText("An imported name is never used");
  await page.keyboard.press("Enter");
  await page.keyboard.type(" = ");
  await page.keyboard.press("Control+Space");
  await page.keyboard.type("ig");
  await expect(page.locator(".suggest-widget .monaco-list-row.focused")).toContainText("ignore");
  await page.keyboard.press("Enter");
  await expect(playground.source()).toContainText('unused-import = "ignore"');
  await expect(playground.problems.getByText("No problems")).toBeVisible();
});

test("a rule has a page beside the problem and in the settings", async ({ playground }) => {
  const { page } = playground;
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "unused-import" }).click();
  const dialog = page.getByRole("dialog", { name: "unused-import" });
  await expect(dialog).toContainText("An imported name is never used.");
  await expect(dialog.getByRole("heading", { name: "Wrong" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
