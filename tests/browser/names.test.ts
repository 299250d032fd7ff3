// Scopes, symbols and traces: from the editor to the panel and back, in texts with characters of two UTF-16 units.

import { expect, type Playground, test } from "./playground";

const source = `total = "😀"

class Till:
    total = 1

    def add(self, 値, *, tip=total):
        "😀😀"; self.sum = total + 値; self.sum += tip
        return [self.sum for n in range(値)]

def last(rows):
    if rows:
        "😀"; best = rows[0]
    return "😀😀", best

print(last([]), "😀", missing)
`;

const panel = (playground: Playground) => playground.page.getByRole("tabpanel", { name: /Name|Scopes/ });

async function openTab(playground: Playground, name: "Name" | "Scopes"): Promise<void> {
  await playground.page.getByRole("tab", { name, exact: true }).click();
}

test.describe("the tracer", () => {
  test("traces the name at the cursor, draws its way, and leads to its places", async ({ playground }) => {
    const { page, editor } = playground;
    await playground.drop("a.py", source);
    await openTab(playground, "Name");
    await playground.goTo(7, 11);
    await expect(panel(playground)).toContainText("Put the cursor on a name");
    await playground.goTo(7, 30);
    await expect(panel(playground).getByRole("heading", { name: "total", exact: true })).toBeVisible();
    const [owners] = await panel(playground).getByRole("list").all();
    await expect(owners?.getByRole("listitem") ?? page.locator("none")).toHaveText([
      /function add.*searched/,
      /class Till.*skipped.*not seen from the functions/,
      /module.*found.*1:1–6/,
    ]);
    await expect(editor.locator(".name-use")).toHaveCount(1);
    await expect(editor.locator(".name-definition")).toHaveCount(1);
    await expect(editor.locator(".arrow-line")).toHaveCount(1);
    await panel(playground).getByRole("button", { name: "Go to 7:28–33" }).click();
    expect(await playground.selectedText()).toBe("total");
    // A place that the trace names is looked at; the trace stays.
    await panel(playground).getByRole("button", { name: "Go to 1:1–6" }).first().click();
    expect(await playground.selectedText()).toBe("total");
    await expect(panel(playground)).toContainText("not seen from the functions");
    await page.keyboard.press("ArrowRight");
    await expect(panel(playground)).toContainText("bound in the module");
  });

  test("says which branches bind and which do not, beside the text too", async ({ playground }) => {
    const { editor } = playground;
    await playground.drop("a.py", source);
    await openTab(playground, "Name");
    await playground.goTo(13, 22);
    const ways = panel(playground).getByRole("list", { name: "The ways to this line" });
    await expect(ways.getByRole("listitem")).toHaveText([/if branch.*binds best/, /no condition.*does not bind best/]);
    await expect(editor.locator(".branch-note-binds")).toContainText("binds");
    await expect(editor.locator(".branch-note-passes")).toContainText("does not bind");
    await expect(editor.locator(".arrow-possible")).toHaveCount(1);
    await playground.page.getByRole("switch", { name: "Draw in the source" }).click({ force: true });
    await expect(editor.locator(".arrow-line")).toHaveCount(0);
    await expect(editor.locator(".branch-note-binds")).toHaveCount(0);
  });

  test("is walked by keyboard alone, from the source and in the panel", async ({ playground }) => {
    const { page, editor } = playground;
    await playground.drop("a.py", source);
    await playground.goTo(7, 30);
    await page.keyboard.press("F9");
    await expect(page.getByRole("tab", { name: "Name" })).toHaveAttribute("aria-selected", "true");
    await expect(panel(playground)).toContainText("4 steps");
    await page.keyboard.press("F9");
    await expect(panel(playground).getByRole("status")).toContainText("Step 1 of 4. Function add: searched.");
    await expect(editor.locator(".dimmed").first()).toBeVisible();
    await page.keyboard.press("Shift+F9");
    await page.keyboard.press("F6");
    await page.keyboard.press("F6");
    const focused = page.locator(":focus");
    await expect(focused).toHaveAttribute("aria-current", "step");
    await page.keyboard.press("ArrowDown");
    await expect(focused).toHaveAccessibleName(/^Class Till: skipped\. .*Language reference 4\.2\.2\.$/);
    await expect(editor.locator(".name-evidence")).toHaveCount(1);
    await page.keyboard.press("End");
    await expect(focused).toHaveAccessibleName(/^The module: bound\./);
    await page.keyboard.press("Escape");
    await expect(panel(playground)).toContainText("4 steps");
    await page.keyboard.press("Tab");
    await expect(focused).toHaveAccessibleName(/^Go to /);
  });

  test("is copied as text", async ({ playground }) => {
    const { page } = playground;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await playground.tab(/shelf/).click();
    await openTab(playground, "Name");
    await panel(playground).getByRole("button", { name: "Copy as text" }).click();
    await expect(panel(playground).getByRole("button", { name: "Copied" })).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain("limit");
    expect(text).toMatch(/skipped/);
  });

  test("stands beside that of another Python where they differ", async ({ playground }) => {
    const { page } = playground;
    await playground.tab(/shelf/).click();
    await openTab(playground, "Name");
    await expect(panel(playground)).toContainText("Every Python from 3.8 to 3.15 resolves it in this way.");
    await playground.goTo(13, 40);
    await expect(panel(playground)).toContainText("Python 3.8 to 3.13 come to another answer.");
    const older = panel(playground).getByRole("region", { name: "Under Python 3.8 to 3.13" });
    await expect(older).toContainText("NameError");
    await expect(panel(playground).getByRole("heading", { name: "Python 3.14 and 3.15" })).toBeVisible();
    await panel(playground)
      .getByRole("button", { name: /Beside Python/ })
      .click();
    await page.getByRole("option", { name: /3\.15/ }).click();
    await expect(older).toHaveCount(0);
  });
});

test.describe("the scopes", () => {
  test("follow the cursor, and dim the rest when one is chosen", async ({ playground }) => {
    const { page, editor } = playground;
    await playground.drop("a.py", source);
    await openTab(playground, "Scopes");
    const tree = page.getByRole("tree", { name: /Scopes/ });
    await playground.goTo(7, 17);
    await expect(tree.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/^add, function/);
    await expect(page.getByRole("heading", { name: "Names of function add" })).toBeVisible();
    await playground.goTo(8, 18);
    await expect(tree.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/^list comprehension/);
    await expect(editor.locator(".dimmed")).toHaveCount(0);
    await tree.getByRole("treeitem", { name: /^last/ }).click();
    await expect(editor.locator(".dimmed").first()).toBeVisible();
    await expect(editor.locator(".dimmed").filter({ hasText: "best" })).toHaveCount(0);
    const symbols = page.getByRole("grid", { name: "Symbols" });
    await expect(symbols.getByRole("row")).toHaveText([/Name/, /rows/, /rows\[0\]/, /best/]);
    // The cursor within it, and then out of it.
    await editor.getByRole("textbox").focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await expect(symbols.getByRole("row", { selected: true })).toContainText("best");
    await expect(editor.locator(".dimmed").first()).toBeVisible();
    await playground.goTo(1, 2);
    await expect(editor.locator(".dimmed")).toHaveCount(0);
    await expect(tree.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/^module/);
  });

  test("are a tree for the keyboard", async ({ playground }) => {
    const { page, editor } = playground;
    await playground.drop("a.py", source);
    await openTab(playground, "Scopes");
    const tree = page.getByRole("tree", { name: /Scopes/ });
    const selected = tree.getByRole("treeitem", { selected: true });
    await expect(selected).toHaveAccessibleName(/^module/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(tree).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(selected).toHaveAccessibleName(/^Till/);
    await page.keyboard.press("ArrowLeft");
    await expect(selected).toHaveAttribute("aria-expanded", "false");
    await page.keyboard.press("ArrowDown");
    await expect(selected).toHaveAccessibleName(/^last/);
    await page.keyboard.press("Escape");
    await expect(editor.locator(".dimmed")).toHaveCount(0);
    await page.keyboard.press("t");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(selected).toHaveAccessibleName(/^add/);
    await expect(selected).toHaveAttribute("aria-level", "3");
    await page.keyboard.press("Enter");
    await expect(editor.getByRole("textbox")).toBeFocused();
  });

  test("are tinted in the source if that is wanted, and stay so", async ({ playground }) => {
    const { page, editor } = playground;
    await playground.drop("a.py", source);
    await openTab(playground, "Scopes");
    await page.getByRole("switch", { name: /Tint/ }).click({ force: true });
    await expect(editor.locator(".scope-band.scope-depth-2").first()).toBeVisible();
    await expect(editor.locator(".scope-inline.scope-depth-3").first()).toBeVisible();
    await page.getByRole("tab", { name: "Nodes" }).click();
    await expect(editor.locator(".scope-band").first()).toBeVisible();
    await page.reload();
    await playground.tab(/shelf/).click();
    await expect(editor.locator(".scope-band").first()).toBeVisible();
  });

  test("have tables of symbols whose places jump", async ({ playground }) => {
    const { page, editor } = playground;
    await playground.drop("a.py", source);
    await openTab(playground, "Scopes");
    await playground.goTo(7, 36);
    const symbols = page.getByRole("grid", { name: "Symbols" });
    await expect(symbols.getByRole("row", { selected: true })).toContainText(/値.*parameter/);
    await symbols.getByRole("row").filter({ hasText: "self.sum" }).click();
    const details = page.getByRole("region", { name: "self.sum in full" });
    await expect(details).toContainText("augmented assignment");
    await expect(editor.locator(".name-definition")).toHaveCount(2);
    await details.getByRole("button", { name: "Go to 7:17–25" }).click();
    expect(await playground.selectedText()).toBe("self.sum");
    await symbols.getByRole("row").filter({ hasText: "total" }).click();
    await expect(page.getByRole("region", { name: "total in full" })).toContainText("the module");
    await symbols.getByRole("button", { name: "Trace total" }).click();
    await expect(page.getByRole("tab", { name: "Name" })).toHaveAttribute("aria-selected", "true");
    await expect(panel(playground).getByRole("heading", { name: "total", exact: true })).toBeVisible();
  });

  test("list the names that nothing binds", async ({ playground }) => {
    const { page } = playground;
    await playground.drop("a.py", source);
    await openTab(playground, "Scopes");
    const unresolved = page.getByRole("grid", { name: "Unresolved names" });
    await expect(unresolved.getByRole("row")).toHaveText([
      /best.*maybe unbound.*13:20–24/,
      /missing.*unbound.*15:23–30/,
    ]);
    await unresolved.getByRole("row").last().getByRole("button", { name: /Go to/ }).click();
    expect(await playground.selectedText()).toBe("missing");
    await page.keyboard.type("source");
    await expect(unresolved.getByRole("row").last()).toContainText("source");
    await unresolved.getByRole("button", { name: "Trace best" }).click();
    await expect(panel(playground).getByRole("heading", { name: "best", exact: true })).toBeVisible();
  });
});
