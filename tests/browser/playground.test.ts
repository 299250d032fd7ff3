import { expect, test } from "./playground";

test.describe("the first screen", () => {
  test("lights the row of what the cursor stands in, and what that stands in", async ({ playground }) => {
    await expect(playground.selectedRow()).toContainText("List");
    await expect(playground.litRows()).toHaveText([/Module/, /FunctionDef/, /Assign/]);
    const words = playground.page.getByRole("complementary", { name: "About the table" });
    await expect(words).toContainText("one row for each piece of syntax");
  });

  test("puts its words away for good", async ({ playground }) => {
    const words = playground.page.getByRole("complementary", { name: "About the table" });
    await playground.page.getByRole("button", { name: "Put these words away" }).click();
    await expect(words).toHaveCount(0);
    await playground.page.reload();
    await playground.begin();
    await expect(words).toHaveCount(0);
  });
});

test.describe("problems", () => {
  test("appear while typing with a marker, and go when mended", async ({ playground }) => {
    const { page } = playground;
    await playground.drop("a.py", "total = 1\n");
    await expect(playground.problems).toContainText("No problems");
    await playground.goTo(1, 10);
    await page.keyboard.type(" +");
    await expect(playground.problems.getByRole("row")).toHaveCount(1);
    await expect(playground.editor.locator(".squiggle-error")).toHaveCount(1);
    await expect(playground.tab("a.py")).toContainText("1");
    await page.keyboard.type(" 2");
    await expect(playground.problems).toContainText("No problems");
    await expect(playground.editor.locator(".squiggle-error")).toHaveCount(0);
  });

  test("jump to their place", async ({ playground }) => {
    await playground.drop("a.py", "x = 1\n\nprint(x\n");
    await playground.problems
      .getByRole("row")
      .first()
      .dblclick({ position: { x: 90, y: 10 } });
    expect(await playground.selectedText()).toBe("(");
  });

  test("are mended by their button, and come back by undoing", async ({ playground }) => {
    await playground.drop("a.py", "def f()\n    pass\n");
    await playground.problems.getByRole("button", { name: /Insert/ }).click();
    await expect(playground.source()).toContainText("def f():");
    await expect(playground.problems).toContainText("No problems");
    await playground.page.keyboard.press("Control+Z");
    await expect(playground.problems.getByRole("row")).toHaveCount(1);
  });

  test("are mended by the editor's quick fix", async ({ playground }) => {
    const { page } = playground;
    await playground.drop("a.py", "x = 0\nif x = 1:\n    pass\n");
    await playground.goTo(2, 6);
    await page.keyboard.press("Control+.");
    await expect(page.locator(".action-widget").first()).toContainText("Replace with");
    await page.keyboard.press("Enter");
    await expect(playground.problems).toContainText("No problems");
    await expect(playground.source()).toContainText("if x == 1:");
  });

  test("depend on the version of Python", async ({ playground }) => {
    const { page } = playground;
    await playground.drop("a.py", "match 1:\n    case 1: pass\n");
    await expect(playground.problems).toContainText("No problems");
    await page.getByRole("button", { name: /Python/ }).click();
    await page.getByRole("option", { name: "3.8", exact: true }).click();
    await expect(playground.problems).toContainText("3.10");
    await expect(playground.tab("a.py")).toContainText("1");
  });
});

test.describe("the node table", () => {
  test("selects the source of the row that is clicked", async ({ playground }) => {
    await playground.nodeRow(8).click();
    await expect(playground.nodeRow(8)).toHaveAttribute("aria-selected", "true");
    await expect(playground.editor.locator(".selected-text")).not.toHaveCount(0);
    await playground.nodeRow(8).dblclick();
    expect(await playground.selectedText()).toBe('words = ["hello", name]');
    await expect(playground.nodeRow(8)).toHaveAttribute("aria-selected", "true");
  });

  test("follows the cursor", async ({ playground }) => {
    const { page } = playground;
    await playground.goTo(5, 7);
    await expect(playground.selectedRow()).toContainText(/Name.*target.*words/);
    await page.keyboard.press("Control+End");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await expect(playground.selectedRow()).toContainText(/Call.*print\(guest\.welcome\)/);
    await expect(playground.selectedRow()).toBeInViewport();
    await expect(playground.litRows().last()).toContainText("Expr");
  });

  test("is walked by the arrow keys", async ({ playground }) => {
    const { page, nodes } = playground;
    await playground.nodeRow(1).click();
    await page.keyboard.press("ArrowDown");
    await expect(playground.nodeRow(2)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Control+End");
    await expect(playground.selectedRow()).toContainText("welcome");
    await expect(playground.selectedRow()).toBeInViewport();
    await page.keyboard.press("Control+Home");
    await expect(playground.nodeRow(0)).toHaveAttribute("aria-selected", "true");
    for (let i = 0; i < 9; ++i) await page.keyboard.press("ArrowDown");
    await expect(playground.nodeRow(9)).toHaveAttribute("aria-selected", "true");
    // On the cell that names the parent, Enter goes there.
    for (let i = 0; i < 7; ++i) await page.keyboard.press("ArrowRight");
    const cell = await nodes.getAttribute("aria-activedescendant");
    await expect(page.locator(`[id="${cell}"]`)).toHaveText("8");
    await page.keyboard.press("Enter");
    await expect(playground.nodeRow(8)).toHaveAttribute("aria-selected", "true");
  });

  test("has the way from the root as buttons", async ({ playground }) => {
    const way = playground.page.getByRole("navigation", { name: /Ancestors/ });
    await expect(way.getByRole("button")).toHaveText(["Module", "FunctionDef", "Assign", "List"]);
    await way.getByRole("button", { name: "Assign" }).click();
    await expect(playground.selectedRow()).toContainText("Assign");
    await expect(playground.editor.locator(".selected-text")).not.toHaveCount(0);
  });

  test("shows the kinds chosen, and says so if there are none", async ({ playground }) => {
    const { page } = playground;
    await page.getByRole("button", { name: /Filter by kind/ }).click();
    await page.keyboard.type("lamb");
    await page.getByRole("option", { name: "Lambda" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByText("No Lambda in this file")).toBeVisible();
    await page.getByRole("button", { name: /Filter by kind/ }).click();
    await page.getByRole("option", { name: "ClassDef" }).click();
    await page.keyboard.press("Escape");
    await expect(playground.nodes.getByRole("row")).toHaveCount(2);
    await expect(playground.nodes).toContainText("class Guest");
    await page.getByRole("button", { name: "Show all kinds" }).click();
    await expect(playground.nodeRow(0)).toContainText("Module");
  });
});

test("the token table is in step with the cursor", async ({ playground }) => {
  const { page } = playground;
  await page.getByRole("tab", { name: "Tokens" }).click();
  await playground.goTo(4, 6);
  await expect(playground.selectedRow()).toContainText(/Name.*greet/);
  await playground.tokens.getByRole("row").filter({ hasText: "Comment" }).first().click();
  await expect(playground.selectedRow()).toContainText("Comment");
  await expect(playground.editor.locator(".selected-text")).not.toHaveCount(0);
});

test.describe("files", () => {
  test("have their own text, table and problems", async ({ playground }) => {
    await playground.tab(/slips/).click();
    await expect(playground.source()).toContainText("def area");
    await expect(playground.nodes).toContainText("area");
    await expect(playground.problems.getByRole("row")).not.toHaveCount(0);
    await playground.tab(/greeting/).click();
    await expect(playground.source()).toContainText("def greet");
    await expect(playground.selectedRow()).toContainText("List");
    await expect(playground.problems).toContainText("No problems");
  });

  test("are made, named and closed", async ({ playground }) => {
    const { page } = playground;
    await page.getByRole("button", { name: "New file" }).click();
    await page.getByRole("textbox", { name: "File name" }).fill("fresh.py");
    await page.keyboard.press("Enter");
    await expect(playground.tab("fresh.py")).toHaveAttribute("aria-selected", "true");
    await playground.tab("fresh.py").focus();
    await page.keyboard.press("F2");
    await page.keyboard.type("better");
    await page.keyboard.press("Enter");
    await expect(playground.tab("better.py")).toBeFocused();
    for (const name of ["better.py", /greeting/, /slips/, /reading/, /shelf/]) {
      await playground.tab(name).click();
      await expect(playground.tab(name)).toBeFocused();
      await page.keyboard.press("Delete");
      await expect(playground.tab(name)).toHaveCount(0);
    }
    await expect(page.getByText("No file is open")).toBeVisible();
    await page.getByRole("main").getByRole("button", { name: "New file" }).click();
    await expect(playground.tab("untitled.py")).toBeVisible();
    await playground.source().click();
    await page.keyboard.type("x = 1");
    await expect(playground.nodes).toContainText("Assign");
  });

  test("keep their order for the arrow keys", async ({ playground }) => {
    await playground.tab(/greeting/).focus();
    await playground.page.keyboard.press("ArrowLeft");
    await expect(playground.tab(/slips/)).toBeFocused();
    await expect(playground.tab(/slips/)).toHaveAttribute("aria-selected", "true");
  });
});

test("columns count UTF-16 units, past a byte-order mark and any line end", async ({ playground }) => {
  const { page } = playground;
  await playground.drop("a.py", "\uFEFFa = '😀' + b\r\nc = e\u0301\rd = '🇫🇷', f(g)\n");
  await expect(playground.problems).toContainText("3:15–16g is not defined");
  await playground.goTo(1, 11);
  await page.keyboard.press("End");
  await expect(playground.selectedRow()).toContainText(/Name.*b1:12–13/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(playground.selectedRow()).toContainText(/Name.*g3:15–16/);
  await page.keyboard.press("Backspace");
  await page.keyboard.type("'😀' + 1");
  await expect(playground.selectedRow()).toContainText(/IntegerLiteral.*13:22–23/);
  await playground.fresh();
  await expect(playground.problems).not.toContainText("g is not defined");
});

test("a folder among dropped files is left out, the files are opened", async ({ playground }) => {
  await playground.page.evaluate(() => {
    // What the browser does when a folder is read, which a page cannot make.
    const read = File.prototype.arrayBuffer;
    File.prototype.arrayBuffer = function () {
      return this.name === "folder" ? Promise.reject(new DOMException("", "NotReadableError")) : read.call(this);
    };
    const dropped = new DataTransfer();
    for (const name of ["folder", "a.py", "b.py"]) dropped.items.add(new File(["x = 1\n"], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
  });
  await expect(playground.tab("a.py")).toHaveAttribute("aria-selected", "true");
  await expect(playground.tab("b.py")).toBeVisible();
  await expect(playground.tab("folder")).toHaveCount(0);
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 800 } });

  test("everything in the header is in reach", async ({ playground }) => {
    const { page } = playground;
    await page.getByRole("tab", { name: "Source" }).click();
    const source = await playground.editor.boundingBox();
    expect(source?.width).toBeGreaterThan(380);
    for (const name of [/Python/, /Use (light|dark)/, "New file"])
      await expect(page.getByRole("banner").getByRole("button", { name })).toBeInViewport({ ratio: 1 });
    await expect(playground.tab(/greeting/)).toBeInViewport();
  });
});

test.describe("colours", () => {
  const background = () => getComputedStyle(document.body).backgroundColor;

  test("follow the system until chosen", async ({ playground }) => {
    const { page } = playground;
    await page.emulateMedia({ colorScheme: "light" });
    const light = await page.evaluate(background);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => page.evaluate(background)).not.toBe(light);
    await page.getByRole("button", { name: "Use light colours" }).click();
    await expect.poll(() => page.evaluate(background)).toBe(light);
    await page.reload();
    await expect(page.getByRole("button", { name: "Use dark colours" })).toBeVisible();
    expect(await page.evaluate(background)).toBe(light);
  });

  test("reach the editor", async ({ playground }) => {
    const { page } = playground;
    const editorBackground = () =>
      playground.editor
        .locator(".monaco-editor-background")
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(editorBackground).toBe("rgb(21, 23, 26)");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(editorBackground).toBe("rgb(253, 253, 251)");
  });
});
