// Pictures of the page, to be looked at: node tests/browser/screenshots.mjs [folder]
// With --docs, those that the documentation shows are put into docs/images.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "./chromium.mjs";
import { serveSite } from "./site.mjs";

const options = process.argv.slice(2);
const folder = options.find((option) => !option.startsWith("--")) ?? "build/screenshots";
const documented = ["first", "name", "scopes", "engine", "files", "history"];
mkdirSync(folder, { recursive: true });
const site = await serveSite();
const browser = await chromium.launch(launchOptions);

async function open(colorScheme, size = { width: 1200, height: 750 }) {
  const page = await browser.newPage({ colorScheme, viewport: size });
  page.on("console", (message) => console.log(`[${message.type()}] ${message.text()}`));
  page.on("pageerror", (error) => console.log(`[error] ${error}`));
  await page.goto(site.url);
  await page.locator(".monaco-editor .view-line").first().waitFor();
  await page.getByRole("tab", { name: /greeting/ }).click();
  await page.getByRole("tab", { name: "Nodes", exact: true }).click();
  await page.getByRole("row", { selected: true }).first().waitFor();
  return page;
}

async function goTo(page, line, column) {
  await page.locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
}

const shoot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) });

/** Engine and stub, each with what one does there. */
async function shootEngine(page, scheme) {
  await page.getByRole("tab", { name: "Engine", exact: true }).click();
  await page.getByRole("button", { name: "Open a project of twelve modules" }).click();
  await page.getByRole("tab", { name: /^shop\/money/ }).click();
  await page.locator('[data-fresh="true"]').waitFor();
  await goTo(page, 17, 5);
  await page.keyboard.insertText("parts = max(parts, 1)\n");
  const edit = page.getByRole("region", { name: "Last edit" });
  await edit.getByRole("status").filter({ hasText: "share" }).waitFor();
  await shoot(page, `engine-${scheme}`);
  for (const part of ["Rows", "Symbols", "All queries"]) {
    await edit.getByRole("tab", { name: part, exact: true }).click();
    await shoot(page, `engine-${part.split(" ").at(-1).toLowerCase()}-${scheme}`);
  }
  await edit.getByRole("tab", { name: "Policies compared" }).click();
  await edit.getByRole("button", { name: "Measure on these files" }).click();
  await edit.getByRole("row", { name: /^never/ }).waitFor();
  await shoot(page, `engine-policies-${scheme}`);
  await goTo(page, 17, 14);
  await page.keyboard.press("F12");
  await page.locator(".peekview-widget .preview .view-line").first().waitFor();
  await shoot(page, `peek-${scheme}`);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /^slips/ }).click();
  await page.locator('[data-fresh="true"]').waitFor();
}

/** The tree of files, and what the history of a draft shows. */
async function shootDrafts(page, scheme) {
  await page.getByRole("button", { name: "All files" }).click();
  await page.getByRole("treeitem", { name: "Folder shop" }).click();
  await shoot(page, `files-${scheme}`);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Project", exact: true }).click();
  await page.getByRole("menuitem", { name: "Reset to the example" }).click();
  await page.getByRole("button", { name: "Project", exact: true }).click();
  await page.getByRole("menuitem", { name: /History/ }).click();
  await page.getByRole("group", { name: "The files as they were" }).waitFor();
  await shoot(page, `history-${scheme}`);
  await page.keyboard.press("Escape");
}

try {
  for (const scheme of ["light", "dark"]) {
    const page = await open(scheme);
    await shoot(page, `first-${scheme}`);
    await page.getByRole("tab", { name: /slips/ }).click();
    await page.locator(".squiggle-error").first().waitFor();
    await shoot(page, `problems-${scheme}`);
    await page.getByRole("tab", { name: /shelf/ }).click();
    await page.getByRole("tab", { name: "Name", exact: true }).click();
    await page.locator(".arrow-line").first().waitFor();
    await shoot(page, `name-${scheme}`);
    await page.locator(".monaco-editor").getByRole("textbox").focus();
    await page.keyboard.press("F9");
    await page.keyboard.press("F9");
    await page.locator(".dimmed").first().waitFor();
    await shoot(page, `name-step-${scheme}`);
    await goTo(page, 23, 12);
    await page.locator(".branch-note-passes").first().waitFor();
    await shoot(page, `name-branches-${scheme}`);
    await goTo(page, 13, 40);
    await page.getByRole("region", { name: /Under Python/ }).waitFor();
    await shoot(page, `name-pythons-${scheme}`);
    await page.getByRole("tab", { name: "Scopes", exact: true }).click();
    await page.getByRole("switch", { name: /Tint/ }).click({ force: true });
    await page.getByRole("treeitem", { name: /longest/ }).click();
    await page.getByRole("grid", { name: "Symbols" }).getByRole("row").filter({ hasText: "best" }).first().click();
    await page.locator(".name-definition").first().waitFor();
    await shoot(page, `scopes-${scheme}`);
    await page.getByRole("switch", { name: /Tint/ }).click({ force: true });
    await page.locator(".monaco-editor").getByRole("textbox").focus();
    await page.keyboard.press("F2");
    await page.locator(".rename-box input").fill("finest");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await shoot(page, `rename-${scheme}`);
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Tokens" }).click();
    await page.getByRole("grid", { name: "Tokens" }).getByRole("row", { selected: true }).waitFor();
    await shoot(page, `tokens-${scheme}`);
    await page.getByRole("tab", { name: "Nodes" }).click();
    await page.getByRole("button", { name: /Filter by kind/ }).click();
    await page.getByRole("option", { name: "Call", exact: true }).click();
    await shoot(page, `filter-${scheme}`);
    await page.keyboard.press("Escape");
    await shootEngine(page, scheme);
    await shootDrafts(page, scheme);
    await page.close();
    if (options.includes("--docs"))
      for (const name of documented)
        copyFileSync(join(folder, `${name}-${scheme}.png`), join("docs/images", `${name}-${scheme}.png`));
  }
  for (const [width, height] of [
    [1024, 700],
    [390, 800],
  ]) {
    const page = await open("light", { width, height });
    await shoot(page, `first-${width}`);
    await page.close();
  }
} finally {
  await browser.close();
  await site.close();
}
