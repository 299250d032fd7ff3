// The page within other pages.

import type { Page } from "@playwright/test";
import { encode } from "../../web/src/links/codec";
import { expect, test } from "./playground";

const site = () => process.env.PELLUCID_SITE ?? "";

const source = "def outer():\n    x = 1\n    def inner():\n        return x\n    return inner\n\nprint(y)\n";

const fragment = (text: string) => {
  const at = { line: 4, column: 16 };
  return encode({
    project: {
      files: [
        { path: "scopes.py", text },
        { path: "other.py", text: "" },
      ],
      active: "scopes.py",
    },
    python: 14,
    build: null,
    view: { table: "nodes", selection: { start: at, end: at }, problem: null, step: null },
  });
};

/** Somebody's page, of another origin, with the frame somewhere in it. */
async function showIn(page: Page, query: string, before = "", text = source): Promise<void> {
  await page.setContent(
    `<!doctype html><input autofocus id="own" />${before}
     <iframe src="${site()}${query}#${await fragment(text)}" style="width: 900px; height: 480px"></iframe>`,
  );
}

test("a frame shows the panel, the step and the colours that its address asks for, and is only read", async ({
  page,
}) => {
  await showIn(page, "?embed=1&panel=name&step=2&readonly=1&theme=dark");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("tab", { name: "Name", exact: true })).toHaveAttribute("aria-selected", "true");
  await expect(frame.getByText(/step 2 of/)).toBeVisible();
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(frame.getByRole("region", { name: "Problems" })).toContainText("y");
  await expect(frame.getByRole("banner").getByRole("button", { name: "New file" })).toBeHidden();
  await frame.locator(".view-line").first().click();
  await page.keyboard.type("zzz");
  await expect(frame.getByText("This is only read here.").first()).toBeVisible();
  await expect(frame.locator(".view-lines")).not.toContainText("zzz");
  await frame.getByRole("tab", { name: "other.py" }).click();
  await expect(frame.getByText("No problems")).toBeVisible();
});

test("fixes and settings can be chosen where one may write, and nowhere else", async ({ page }) => {
  const frame = page.frameLocator("iframe");
  const python = frame.getByRole("combobox", { name: "Python" });
  const fix = frame.getByRole("region", { name: "Problems" }).locator("button[title^='Remove']");
  await showIn(page, "?embed=1&readonly=1", "", "import os\n");
  await expect(frame.getByRole("region", { name: "Problems" })).toContainText("never used");
  await expect(fix).toHaveCount(0);
  await frame.getByRole("tab", { name: "Settings" }).click();
  await expect(python).toBeDisabled();
  await expect(frame.getByRole("combobox", { disabled: false })).toHaveCount(0);
  await expect(frame.getByRole("button", { name: "Make the file" })).toHaveCount(0);
  await showIn(page, "?embed=1", "", "import os\n");
  await frame.getByRole("tab", { name: "Settings" }).click();
  await expect(python).toBeEnabled();
  await expect(frame.locator(".view-lines")).toContainText("import os");
  await fix.click();
  await expect(frame.locator(".view-lines")).not.toContainText("import os");
});

test("it takes no focus from the page around it", async ({ page }) => {
  await showIn(page, "?embed=1&panel=name&step=1");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText(/step 1 of/)).toBeVisible();
  await expect(frame.locator(".view-line").first()).toBeVisible();
  await expect(page.locator("#own")).toBeFocused();
  await page.keyboard.type("still here");
  await expect(page.locator("#own")).toHaveValue("still here");
});

test("it loads nothing to speak of before somebody sees it", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await showIn(page, "?embed=1", '<div style="height: 4000px"></div>');
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("#root")).toBeAttached();
  await page.waitForLoadState("networkidle");
  const heavy = () => asked.filter((url) => /\.wasm|editor_pane|worker/.test(url));
  expect(heavy()).toEqual([]);
  await page.locator("iframe").scrollIntoViewIfNeeded();
  await expect(frame.locator(".view-line").first()).toBeVisible();
  expect(heavy().length).toBeGreaterThan(2);
});

test("without a project, or with a broken one, it says so", async ({ page }) => {
  await page.setContent(`<iframe src="${site()}?embed=1#p1.broken" style="width: 600px; height: 300px"></iframe>`);
  await expect(page.frameLocator("iframe").getByRole("alert")).toContainText("This link");
  await page.setContent(`<iframe src="${site()}?embed=1" style="width: 600px; height: 300px"></iframe>`);
  await expect(page.frameLocator("iframe").getByRole("alert")).toContainText("no project");
});

test("the dialog makes the snippet, and shows what it does", async ({ playground }) => {
  const { page } = playground;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.tab(/shelf/).click();
  await page.keyboard.press("Control+s");
  await page.getByRole("dialog").getByRole("button", { name: "Embed…" }).click();
  const dialog = page.getByRole("dialog", { name: "Embed in another page" });
  const frame = dialog.frameLocator("iframe");
  await expect(frame.getByRole("tab", { name: "Nodes" })).toHaveAttribute("aria-selected", "true");
  await dialog.getByRole("button", { name: /Panel/ }).click();
  await page.getByRole("option", { name: "Scopes" }).click();
  await dialog.getByRole("button", { name: /Colours/ }).click();
  await page.getByRole("option", { name: "dark" }).click();
  await dialog.getByText("Only to be read").click();
  await expect(frame.getByRole("tab", { name: "Scopes" })).toHaveAttribute("aria-selected", "true");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await dialog.getByRole("button", { name: "Copy HTML" }).click();
  const snippet = await page.evaluate(() => navigator.clipboard.readText());
  expect(snippet).toContain("?embed=1&amp;panel=scopes&amp;readonly=1&amp;theme=dark#p1.");

  const other = await page.context().newPage();
  await other.setContent(snippet);
  const there = other.frameLocator("iframe");
  await expect(there.getByRole("tab", { name: "shelf.py" })).toHaveAttribute("aria-selected", "true");
  await expect(there.getByRole("tab", { name: "Scopes" })).toHaveAttribute("aria-selected", "true");
  await other.close();
});
