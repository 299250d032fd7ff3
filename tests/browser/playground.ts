import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page, type Worker } from "@playwright/test";

// What Playwright says of it (playwright.config.ts).
const blocked = "Service Worker registration blocked by Playwright";

/** The page as a visitor works with it. */
export class Playground {
  readonly page: Page;
  readonly editor: Locator;
  readonly nodes: Locator;
  readonly tokens: Locator;
  readonly problems: Locator;
  readonly status: Locator;
  /** What went wrong behind the visitor's back. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.editor = page.locator(".monaco-editor").first();
    this.nodes = page.getByRole("grid", { name: "Nodes" });
    this.tokens = page.getByRole("grid", { name: "Tokens" });
    this.problems = page.getByRole("region", { name: "Problems" });
    this.status = page.getByRole("contentinfo");
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.text() === blocked) return;
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
  }

  async open(): Promise<void> {
    await this.page.goto(process.env.PELLUCID_SITE ?? "");
    await this.editor.locator(".view-line").first().waitFor();
    await this.fresh();
  }

  /** Goes where most tests begin: a file without faults, and its nodes. */
  async begin(): Promise<void> {
    await this.tab(/greeting/).click();
    await this.page.getByRole("tab", { name: "Nodes", exact: true }).click();
    await this.selectedRow().waitFor();
  }

  /** Waits until everything on the screen is of the present text. */
  async fresh(): Promise<void> {
    await expect(this.status.locator('[data-fresh="true"]')).toBeVisible();
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole("tablist", { name: "Files" }).getByRole("tab", { name });
  }

  /** Takes what the menu of the project offers. */
  async choose(command: string): Promise<void> {
    await this.page.getByRole("button", { name: "Project", exact: true }).click();
    await this.page.getByRole("menuitem", { name: command }).click();
  }

  /** Opens a file as if it was dropped onto the page. */
  async drop(name: string, text: string): Promise<void> {
    await this.page.evaluate(
      ([path, content]) => {
        const dropped = new DataTransfer();
        dropped.items.add(new File([content], path));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
      },
      [name, text] as const,
    );
    await expect(this.tab(name)).toHaveAttribute("aria-selected", "true");
    await this.fresh();
  }

  /** Puts the cursor somewhere, by keyboard. Columns are those that one sees: a wide character takes two. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#goTo(`:${line}:${column}`);
  }

  /** Puts the cursor behind so many UTF-16 units of the text with its line ends as one each. */
  async goBehind(units: number): Promise<void> {
    await this.#goTo(`::${units + 1}`);
  }

  async #goTo(place: string): Promise<void> {
    await this.editor.locator(".view-lines").click();
    await this.page.keyboard.press("Control+G");
    await this.page.locator(".quick-input-widget input").fill(place);
    await this.page.keyboard.press("Enter");
    await expect(this.page.locator(".quick-input-widget")).toBeHidden();
    // A key that comes before the box has given the keyboard back goes nowhere.
    await expect(this.page.locator(".monaco-editor :focus:not(.quick-input-widget *)")).toHaveCount(1);
  }

  /** The worker that checks. */
  checker(): Worker | undefined {
    return this.page.workers().find((worker) => worker.url().includes("/worker-"));
  }

  selectedRow(): Locator {
    return this.page.getByRole("tabpanel").getByRole("row", { selected: true });
  }

  /** Whether the row stands around the selected one. */
  litRows(): Locator {
    return this.nodes.locator('[data-lit="true"]');
  }

  nodeRow(index: number): Locator {
    return this.nodes.locator(`[aria-rowindex="${index + 2}"]`);
  }

  source(): Locator {
    return this.editor.locator(".view-lines");
  }

  /** Types over what is selected in the editor and back, and says what it was. */
  async selectedText(): Promise<string> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.editor.locator(".view-lines").waitFor();
    await this.page.keyboard.press("Control+C");
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

/**
 * What axe finds wrong: each rule, with the elements that break it. Monaco's own elements are Monaco's. `narrowed` says where
 * it looks, and for what, if not for everything on the whole page.
 */
export async function faults(page: Page, narrowed = (axe: AxeBuilder) => axe): Promise<string[]> {
  const { violations } = await narrowed(new AxeBuilder({ page }).exclude(".monaco-editor")).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

export const test = base.extend<{ playground: Playground }>({
  playground: async ({ page }, use) => {
    const playground = new Playground(page);
    await playground.open();
    await playground.begin();
    await use(playground);
    expect(playground.complaints).toEqual([]);
  },
});

export { expect };
