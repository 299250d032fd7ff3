// What the editor itself does with names.

import { expect, test } from "./playground";

const source = `mode = "😀"

def greet(who):
    "😀"; text = who.upper()
    return f"{text}, {mode}"

print(greet("😀"), mode)
`;

test.describe("in the editor", () => {
  test.beforeEach(async ({ playground }) => {
    await playground.drop("a.py", source);
  });

  test("a hover says what a name is", async ({ playground }) => {
    const { page } = playground;
    await playground.goTo(7, 8);
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
    await expect(page.locator(".monaco-hover").filter({ hasText: "greet(who)" }).first()).toBeVisible();
  });

  test("one goes to the definition and to the references of a name", async ({ playground }) => {
    const { page, editor } = playground;
    await playground.goTo(5, 24);
    await expect(editor.locator(".wordHighlight, .wordHighlightStrong")).toHaveCount(3);
    await page.keyboard.press("F12");
    await expect(page.getByRole("grid", { name: "Nodes" }).getByRole("row", { selected: true })).toContainText(
      /mode.*1:1/,
    );
    await page.keyboard.press("Shift+F12");
    await expect(page.locator(".peekview-widget")).toContainText("References (3)");
    await page.keyboard.press("Escape");
    await expect(page.locator(".peekview-widget")).toHaveCount(0);
  });

  test("what the editor gives up is told nobody, and what fails is", async ({ playground }) => {
    const { page, complaints } = playground;
    await page.evaluate(() => {
      for (const name of ["Canceled", "Failed"])
        void Promise.reject(Object.assign(new Error(`${name} on purpose`), { name }));
    });
    await expect.poll(() => complaints.splice(0)).toEqual(["Failed: Failed on purpose"]);
  });

  test("references are shown in every file, and renamed there", async ({ playground }) => {
    const { page } = playground;
    await playground.drop("b.py", 'from a import greet\n\ngreet("😀")\n');
    await playground.goTo(3, 1);
    await page.keyboard.press("Shift+F12");
    await expect(page.locator(".peekview-widget")).toContainText("References (4)");
    await page.keyboard.press("Escape");
    await expect(page.locator(".peekview-widget")).toHaveCount(0);
    await page.keyboard.press("F2");
    await expect(page.locator(".rename-box input")).toBeFocused();
    await page.keyboard.type("welcome");
    await page.keyboard.press("Enter");
    const review = page.getByRole("dialog");
    await expect(review).toContainText("4 places in 2 files");
    await review.getByRole("button", { name: "Rename", exact: true }).press("Enter");
    await expect(playground.source()).toContainText('welcome("😀")');
    await playground.tab("a.py").click();
    await expect(playground.source()).toContainText("def welcome(who):");
    await playground.fresh();
    await expect(playground.problems.getByRole("row")).toHaveCount(0);
  });

  test("references are listed under the name that a new file was given", async ({ playground }) => {
    const { page } = playground;
    await page.getByRole("button", { name: "New file" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("mine.py");
    await page.keyboard.press("Enter");
    await expect(playground.tab("mine.py")).toHaveAttribute("aria-selected", "true");
    await playground.source().click();
    await page.keyboard.insertText("x = 1\nprint(x, x)");
    await playground.goTo(1, 1);
    await page.keyboard.press("Shift+F12");
    const peek = page.locator(".peekview-widget");
    await expect(peek).toContainText("References (3)");
    await expect(peek.locator(".filename")).toHaveText("mine.py");
  });

  test("a rename is looked at before it is made", async ({ playground }) => {
    const { page } = playground;
    await playground.goTo(4, 12);
    const review = page.getByRole("dialog");
    const rename = async (to: string) => {
      // A dialog that has just gone gives the keyboard back with the next frame.
      await expect(async () => {
        await page.keyboard.press("F2");
        await expect(page.locator(".rename-box input")).toBeFocused({ timeout: 2000 });
      }).toPass();
      await page.keyboard.type(to);
      await page.keyboard.press("Enter");
    };
    await rename("words");
    await expect(review).toContainText("2 places in 2 lines");
    await expect(review.getByRole("listitem").last()).toHaveText(/5.*return f"{textwords}, {mode}"/);
    await page.keyboard.press("Escape");
    await expect(review).toHaveCount(0);
    await expect(playground.source()).toContainText("text = who.upper()");
    await rename("words");
    await review.getByRole("button", { name: "Rename", exact: true }).press("Enter");
    await expect(playground.source()).toContainText("words = who.upper()");
    await expect(playground.source()).toContainText('f"{words}, {mode}"');
    await page.keyboard.press("Control+Z");
    await expect(playground.source()).toContainText('f"{text}, {mode}"');
    await expect(playground.source()).toContainText("text = who.upper()");
    // A name that would then mean something else.
    await rename("who");
    await expect(review.getByRole("list", { name: "What would go wrong" })).toContainText("who");
    await review.getByRole("button", { name: "Cancel" }).click();
  });

  test("names in scope complete what is typed", async ({ playground }) => {
    const { page } = playground;
    await playground.goTo(4, 1);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("te");
    await page.keyboard.press("Control+Space");
    const suggestions = page.locator(".suggest-widget .monaco-list-row");
    await expect(suggestions.first()).toContainText("text");
    await page.keyboard.press("Enter");
    await expect(playground.source()).toContainText(/^.*text$/m);
  });

  test("the outline lists what the file defines", async ({ playground }) => {
    const { page } = playground;
    await playground.goTo(1, 1);
    await page.keyboard.press("Control+Shift+O");
    const outline = page.locator(".quick-input-list .monaco-list-row");
    await expect(outline.filter({ hasText: "greet" })).toHaveCount(1);
    await page.keyboard.type("greet");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("grid", { name: "Nodes" }).getByRole("row", { selected: true })).toContainText(
      /greet.*3:5/,
    );
  });
});
