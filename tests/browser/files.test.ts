import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestInfo } from "@playwright/test";
import { strFromU8, unzipSync, zipSync } from "fflate";
import { expect, faults, type Playground, test } from "./playground";

const files = {
  "main.py": "import lib.cart\n\nprint(lib.cart)\n",
  "lib/__init__.py": "",
  "lib/cart.py": "items = []\n",
};

/** Lets go of what is on the disk over the page, as from a file manager. */
async function drop({ page }: Playground, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
}

function write(info: TestInfo, path: string, content: string | Uint8Array): string {
  const whole = info.outputPath(path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

const zipped = (content: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(content).map(([path, text]) => [path, Buffer.from(text)])));

const tabs = ({ page }: Playground) => page.getByRole("tablist", { name: "Files" }).getByRole("tab");
const just = ({ page }: Playground) => page.getByRole("region", { name: "Just done" });

test.describe("what is dropped", () => {
  test("a folder is a draft of its own, and one can go back", async ({ playground }, info) => {
    for (const [path, text] of Object.entries(files)) write(info, join("shop", path), text);
    write(info, "shop/__pycache__/main.pyc", Uint8Array.of(0xff));
    write(info, "shop/picture.png", Uint8Array.of(0xff));
    await drop(playground, [info.outputPath("shop")]);
    await expect(tabs(playground)).toHaveText(["lib/__init__.py", "lib/cart.py", "main.py"]);
    await expect(playground.tab("main.py")).toHaveAttribute("aria-selected", "true");
    await expect(just(playground)).toContainText(
      "shop is open as a draft of its own, 3 files. shop/picture.png was left out",
    );
    await just(playground).getByRole("button", { name: "Undo" }).click();
    await expect(playground.tab(/greeting/)).toBeVisible();
    await playground.choose("All drafts");
    await playground.page.getByRole("button", { name: /Open the draft/ }).click();
    await expect(playground.tab("lib/cart.py")).toBeVisible();
  });

  test("a zip is one, too, and its words are there after a reload", async ({ playground }, info) => {
    await drop(playground, [write(info, "shop.zip", zipped(files))]);
    await expect(tabs(playground)).toHaveText(["main.py", "lib/__init__.py", "lib/cart.py"]);
    await playground.page.reload();
    await expect(tabs(playground)).toHaveText(["main.py", "lib/__init__.py", "lib/cart.py"]);
  });

  test("a zip that is no good is explained, and nothing changes", async ({ playground }, info) => {
    await drop(playground, [write(info, "cut.zip", zipped(files).subarray(0, 100))]);
    await expect(just(playground)).toContainText("cut.zip cannot be opened: its list of files is missing");
    await drop(playground, [write(info, "up.zip", zipped({ "../up.py": "x", "/etc/passwd": "x" }))]);
    await expect(just(playground)).toContainText(
      "../up.py and another were left out, since it leads out of the project",
    );
    await expect(tabs(playground)).toHaveText([/shelf/, /reading/, /slips/, /greeting/]);
  });
});

test("the project is downloaded as a zip", async ({ playground }) => {
  await playground.drop("ü.py", "x = 'ü'\r\n");
  const [download] = await Promise.all([
    playground.page.waitForEvent("download"),
    playground.choose("Download as zip"),
  ]);
  const content = unzipSync(readFileSync(await download.path()));
  expect(Object.keys(content)).toEqual(["shelf.py", "reading.py", "slips.py", "greeting.py", "ü.py"]);
  expect(strFromU8(content["ü.py"] ?? new Uint8Array())).toBe("x = 'ü'\r\n");
});

test.describe("tabs", () => {
  test("are put in order by keyboard and by dragging, and stay so", async ({ playground }) => {
    const { page } = playground;
    await playground.tab(/greeting/).focus();
    await page.keyboard.press("Shift+ArrowLeft");
    await expect(tabs(playground)).toHaveText([/shelf/, /reading/, /greeting/, /slips/]);
    await expect(playground.tab(/greeting/)).toBeFocused();
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Shift+ArrowLeft");
    await expect(tabs(playground)).toHaveText([/greeting/, /shelf/, /reading/, /slips/]);
    await playground.tab(/greeting/).dragTo(playground.tab(/slips/));
    await expect(tabs(playground)).toHaveText([/shelf/, /reading/, /slips/, /greeting/]);
    await playground.tab(/slips/).dragTo(playground.tab(/shelf/));
    await expect(tabs(playground)).toHaveText([/slips/, /shelf/, /reading/, /greeting/]);
    await page.reload();
    await expect(tabs(playground)).toHaveText([/slips/, /shelf/, /reading/, /greeting/]);
  });

  test("that are deleted come back where they were, as they were", async ({ playground }) => {
    const { page } = playground;
    await playground.tab(/slips/).click();
    await playground.goTo(1, 1);
    await page.keyboard.type("x = 'mine' ");
    await playground.tab(/slips/).focus();
    await page.keyboard.press("Delete");
    await expect(tabs(playground)).toHaveCount(3);
    await just(playground).getByRole("button", { name: "Undo" }).click();
    await expect(tabs(playground)).toHaveText([/shelf/, /reading/, /slips/, /greeting/]);
    await expect(playground.tab(/slips/)).toHaveAttribute("aria-selected", "true");
    await expect(playground.source()).toContainText("x = 'mine' # Slips");
  });
});

test.describe("the tree of files", () => {
  test("is worked with by keyboard alone", async ({ playground }, info) => {
    const { page } = playground;
    await drop(playground, [write(info, "shop.zip", zipped({ ...files, "lib/money.py": "" }))]);
    await expect(tabs(playground)).toHaveCount(4);
    await page.getByRole("button", { name: "All files" }).focus();
    await page.keyboard.press("Enter");
    const tree = page.getByRole("tree", { name: "Files" });
    await expect(tree.getByRole("treeitem")).toHaveText(
      ["main.py", "lib", "__init__.py", "cart.py", "money.py"].map((name) => new RegExp(name)),
    );
    await tree.focus();
    await page.keyboard.press("End");
    await expect(playground.tab("lib/money.py")).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Shift+ArrowUp");
    await expect(tree.getByRole("treeitem").nth(3)).toHaveText(/money/);
    await page.keyboard.press("F2");
    const name = page.getByRole("textbox", { name: /^(File name|Folder)/ });
    await name.fill("../out.py");
    await page.keyboard.press("Enter");
    await expect(page.getByText("it leads out of the project")).toBeVisible();
    await name.fill("tools/deep/coins.py");
    await page.keyboard.press("Enter");
    await expect(playground.tab("tools/deep/coins.py")).toBeVisible();
    // A folder: renamed with all that is in it, deleted, and back.
    await tree.focus();
    await page.keyboard.press("Home");
    await page.keyboard.type("lib");
    await page.keyboard.press("F2");
    await name.fill("shop");
    await page.keyboard.press("Enter");
    await expect(playground.tab("shop/cart.py")).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await tree.focus();
    await page.keyboard.press("Home");
    await page.keyboard.type("shop");
    await page.keyboard.press("Delete");
    await expect(tabs(playground)).toHaveText([/main/, "tools/deep/coins.py"]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Alt+z");
    await expect(tabs(playground)).toHaveCount(4);
  });

  test("takes files into folders by dragging", async ({ playground }, info) => {
    const { page } = playground;
    await drop(playground, [write(info, "shop.zip", zipped(files))]);
    await page.getByRole("button", { name: "All files" }).click();
    const item = (name: string) => page.getByRole("treeitem", { name, exact: true });
    await item("main.py").dragTo(item("Folder lib"));
    await expect(playground.tab("lib/main.py")).toBeVisible();
    await item("cart.py").dragTo(item("__init__.py"));
    await expect(tabs(playground)).toHaveText(["lib/cart.py", "lib/__init__.py", "lib/main.py"]);
  });
});

test("a former state of the draft is looked at and restored", async ({ playground }) => {
  const { page } = playground;
  await playground.goTo(1, 1);
  await page.keyboard.type("x = 'mine' ");
  await playground.choose("Reset to the example");
  await expect(playground.source()).not.toContainText("mine");
  await playground.choose("History of this draft");
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(page.getByRole("group", { name: "The files as they were" })).toContainText("x = 'mine' # Each piece");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Restore this state" }).click();
  await expect(playground.source()).toContainText("x = 'mine' # Each piece");
  await playground.choose("All drafts");
  await expect(page.getByRole("dialog").getByText("shown here")).toBeVisible();
  expect(await faults(page)).toEqual([]);
});

test("the builtins can be read without a name that leads there", async ({ playground }) => {
  await playground.choose("Show builtins.pyi");
  await expect(playground.tab(/builtins\.pyi/)).toHaveAttribute("aria-selected", "true");
  await playground.fresh();
});
