import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, type Playground, test } from "./playground";

const nativeBinary = resolve(import.meta.dirname, "../../build/release/pellucid");

interface Statistics {
  files: number;
  parses: number;
  reparses: { whole: number; partial: number };
  trees_freed: number;
  queries: Record<string, { run: number; reused: number; cut_off: number }>;
}

/** What the command counts when it plays the script. */
function replayed(script: string): Statistics {
  const folder = mkdtempSync(join(tmpdir(), "pellucid-"));
  try {
    const path = join(folder, "script.json");
    writeFileSync(path, script);
    const { stdout, stderr } = spawnSync(nativeBinary, ["replay", path, "--statistics", "json"], { encoding: "utf8" });
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const trees = (page: Page): Locator => page.getByRole("region", { name: "Trees", exact: true });
const lastEdit = (page: Page): Locator => page.getByRole("region", { name: "Last edit", exact: true });

async function openEngine(playground: Playground): Promise<void> {
  await playground.page.getByRole("tab", { name: "Engine", exact: true }).click();
  await expect(trees(playground.page)).toBeVisible();
}

async function openProject(playground: Playground): Promise<void> {
  const { page } = playground;
  await page.getByRole("button", { name: "Open a project of twelve modules" }).click();
  // With a stub once one has been read.
  await expect(trees(page).getByText(/of 1[67] files in memory/)).toBeVisible();
}

async function choosePolicy(page: Page, name: string): Promise<void> {
  await trees(page).getByRole("radiogroup").getByText(name, { exact: true }).click();
  await expect(page.getByRole("radio", { name })).toBeChecked();
}

/** Also what the editor asks for a moment after an edit. */
async function freeAll(page: Page, files: number): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name: "Free all now" }).click();
    await expect(trees(page).getByText(`0 of ${files} files in memory`)).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function type(playground: Playground, tab: string, line: number, column: number, text: string): Promise<void> {
  await playground.tab(new RegExp(`^${tab}`)).click();
  await playground.fresh();
  await playground.goTo(line, column);
  // At once: letters typed one by one are an edit each.
  await playground.page.keyboard.insertText(text);
  await playground.fresh();
}

const numberOf = async (cell: Locator): Promise<number> => Number((await cell.innerText()).replaceAll(",", ""));

/** What stands on the screen. */
async function shown(page: Page): Promise<Omit<Statistics, "files">> {
  await page.getByRole("tab", { name: "All queries" }).click();
  const total = (name: string) => numberOf(trees(page).locator(`[data-total="${name}"]`));
  const queries: Statistics["queries"] = {};
  for (const row of await lastEdit(page).locator("tr[data-query]").all()) {
    const name = (await row.getAttribute("data-query")) ?? "";
    const counter = (which: string) => numberOf(row.locator(`[data-count="${which}"]`));
    queries[name] = {
      run: await counter("run"),
      reused: await counter("reused"),
      cut_off: await counter("cut_off"),
    };
  }
  return {
    parses: await total("parsed"),
    reparses: { whole: await total("parsed again"), partial: await total("again in part") },
    trees_freed: await total("freed"),
    queries,
  };
}

async function copiedScript(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy as replay script" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test("an edit is told in a sentence, with what ran for it and what it changed", async ({ playground }) => {
  const { page } = playground;
  await openEngine(playground);
  await openProject(playground);
  await type(playground, "shop/money.py", 7, 35, " ");
  await type(playground, "shop/money.py", 17, 5, "parts = max(parts, 1)\n");
  await expect(lastEdit(page).getByRole("status")).toContainText("re-checked 1 of 16 files: share's body changed");
  const tree = lastEdit(page).getByRole("tree", { name: "What ran" });
  await expect(tree.getByRole("treeitem", { name: /^text of shop\/money\.py: changed$/ })).toBeVisible();
  await expect(tree.getByRole("treeitem", { name: /^parsed of shop\/money\.py: run, text/ })).toBeVisible();
  await expect(tree.getByRole("treeitem", { name: /cart\.py/ })).toHaveCount(0);
  await lastEdit(page).getByRole("tab", { name: "Rows" }).click();
  await expect(lastEdit(page).getByText(/shop\/money\.py: \d+ rows? new, \d+ gone/)).toBeVisible();
  await lastEdit(page).getByRole("tab", { name: "Symbols" }).click();
  await expect(lastEdit(page).getByRole("row", { name: /max/ }).first()).toContainText("new");
});

test("one definition of a freed file is looked into, and only that is parsed", async ({ playground }) => {
  const { page } = playground;
  await openEngine(playground);
  await openProject(playground);
  const row = trees(page).getByRole("row", { name: /shop\/money\.py/ });
  await expect(row).toContainText("freed");
  await row.click();
  const inside = page.getByRole("region", { name: "Inside shop/money.py" });
  await expect(inside.getByText(/scopes, known without a tree$/)).toBeVisible();
  await expect(row.locator('[data-count="whole"]')).toHaveText("0");
  await expect(row.locator('[data-count="partial"]')).toHaveText("0");
  await inside.getByRole("treeitem", { name: /^share, function/ }).click();
  const nodes = inside.getByRole("grid", { name: "Nodes of the definition" });
  await expect(nodes.getByRole("row", { name: /FunctionDef/ }).first()).toBeVisible();
  await expect(inside.getByText(/^share, function: \d+ nodes$/)).toBeVisible();
  await expect(row.locator('[data-count="partial"]')).toHaveText("1");
  await expect(row.locator('[data-count="whole"]')).toHaveText("0");
  await expect(row).toContainText("freed");
  const { reparses } = replayed(await copiedScript(page));
  expect(reparses.partial).toBe(1);
  await inside.getByRole("button", { name: "Close" }).click();
  await expect(inside).toHaveCount(0);
});

// With the one stub that the project takes a name from.
test("policies are switched and compared, and all trees are freed at a press", async ({ playground }) => {
  const { page } = playground;
  await openEngine(playground);
  await openProject(playground);
  await expect(trees(page).getByText("1 of 17 files in memory")).toBeVisible();
  await choosePolicy(page, "never");
  await type(playground, "shop/tax.py", 3, 10, "0");
  await type(playground, "shop/cart.py", 1, 1, "# c\n");
  await expect(trees(page).getByText(/^[2-9] of 17 files in memory$/)).toBeVisible();
  await freeAll(page, 17);
  await lastEdit(page).getByRole("tab", { name: "Policies compared" }).click();
  await page.getByRole("button", { name: "Measure on these files" }).click();
  const row = (name: RegExp) => lastEdit(page).getByRole("row", { name });
  await expect(row(/^after check/)).toContainText("0 B");
  await expect(row(/^never/)).toContainText("in use");
  await page.getByRole("button", { name: "Use after check" }).click();
  await expect(page.getByRole("radio", { name: "after check" })).toBeChecked();
});

test("what the page counts is what the command counts for the same session", async ({ playground }) => {
  const { page } = playground;
  await openEngine(playground);
  await openProject(playground);
  await type(playground, "shop/money.py", 17, 5, "parts = 3\n");
  await type(playground, "shop/cart.py", 12, 5, "pass; ");
  await page.getByRole("tab", { name: "Nodes", exact: true }).click();
  await expect(playground.nodes).toBeVisible();
  await playground.tab(/greeting/).click();
  await playground.fresh();
  await openEngine(playground);
  await freeAll(page, 17);
  await page.getByRole("tab", { name: "Nodes", exact: true }).click();
  await expect(playground.nodes).toBeVisible();
  await playground.tab(/shop\/tax/).focus();
  await playground.tab(/shop\/tax/).click();
  await page.keyboard.press("Delete");
  await playground.fresh();
  await page.getByRole("button", { name: /Python/ }).click();
  await page.getByRole("option", { name: "3.8", exact: true }).click();
  await playground.fresh();
  await openEngine(playground);
  await choosePolicy(page, "never");
  await type(playground, "slips.py", 1, 1, "é = '😀'\n");
  const script = await copiedScript(page);
  const { files, ...native } = replayed(script);
  expect(files).toBe(15);
  const onScreen = await shown(page);
  const { parses, reparses, trees_freed } = native;
  const queries = Object.fromEntries(Object.entries(native.queries).filter(([, { run, reused }]) => run + reused > 0));
  expect(onScreen).toEqual({ parses, reparses, trees_freed, queries });
  expect(parses).toBeGreaterThan(20);
  expect(reparses.whole).toBeGreaterThan(0);
});

test("a policy's radio, the parts and the trees have the keyboard", async ({ playground }) => {
  const { page } = playground;
  await openEngine(playground);
  await page.getByRole("radio", { name: "after check" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "never" })).toBeChecked();
  await page.getByRole("grid", { name: "Files and their trees" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(playground.tab(/shelf/)).toHaveAttribute("aria-selected", "true");
  await lastEdit(page).getByRole("tab", { name: "What ran" }).focus();
  await page.keyboard.press("End");
  await expect(lastEdit(page).getByRole("tab", { name: "Policies compared" })).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing in its parts", async ({ playground }) => {
      test.setTimeout(120_000);
      const { page } = playground;
      const faults = async () => {
        const { violations } = await new AxeBuilder({ page }).include('section[aria-label="Tables"]').analyze();
        return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
      };
      await openEngine(playground);
      await openProject(playground);
      await type(playground, "shop/money.py", 17, 5, "parts = 3\n");
      await expect(lastEdit(page).getByRole("status")).toContainText("re-checked");
      for (const part of ["What ran", "Rows", "Policies compared"]) {
        await lastEdit(page).getByRole("tab", { name: part }).click();
        if (part === "Policies compared") {
          await page.getByRole("button", { name: "Measure on these files" }).click();
          await expect(lastEdit(page).getByRole("row", { name: /^never/ })).toBeVisible();
        }
        expect(await faults()).toEqual([]);
      }
    });
  });
}
