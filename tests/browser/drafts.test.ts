import type { Page } from "@playwright/test";
import { encode } from "../../web/src/links/codec";
import { expect, faults, Playground, test } from "./playground";

const another = async (page: Page): Promise<Playground> => {
  const playground = new Playground(await page.context().newPage());
  await playground.open();
  return playground;
};

/** At the top of the open file. */
async function type(playground: Playground, text: string): Promise<void> {
  await playground.goTo(1, 1);
  await playground.page.keyboard.type(text);
}

async function reload(playground: Playground): Promise<void> {
  await playground.page.reload();
  await playground.editor.locator(".view-line").first().waitFor();
}

test.describe("what is typed", () => {
  test("is there when the page is loaded again, to the last character", async ({ playground }) => {
    const { page } = playground;
    await type(playground, "x = 'kept'; ");
    await playground.fresh();
    await page.getByRole("tab", { name: /slips/ }).click();
    await type(playground, "y = 'last'");
    await reload(playground);
    await expect(playground.tab(/slips/)).toHaveAttribute("aria-selected", "true");
    await expect(playground.source()).toContainText("y = 'last'");
    await playground.tab(/greeting/).click();
    await expect(playground.source()).toContainText("x = 'kept'; # Each piece");
  });

  test("is what a new tab shows, once the old one is closed", async ({ playground }) => {
    await type(playground, "x = 'kept'");
    const { page } = playground;
    const context = page.context();
    await page.close({ runBeforeUnload: true });
    const next = new Playground(await context.newPage());
    await next.open();
    await expect(next.source()).toContainText("x = 'kept'");
    await expect(next.page.getByText("The draft itself is open")).toHaveCount(0);
  });
});

/** Whether the database has it. */
const isKept = (page: Page, text: string) =>
  page.evaluate(
    (wanted) =>
      new Promise<boolean>((resolve, reject) => {
        const opening = indexedDB.open("pellucid");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const reading = opening.result.transaction("projects").objectStore("projects").getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(reading.result).includes(wanted));
          };
        };
      }),
    text,
  );

test("a page that is killed had saved what was typed before", async ({ page }) => {
  const playground = new Playground(page);
  await playground.open();
  await type(playground, "x = 'kept'");
  await expect.poll(() => isKept(page, "x = 'kept'")).toBe(true);
  const context = page.context();
  const session = await context.newCDPSession(page);
  void session.send("Page.crash").catch(() => {});
  await page.waitForEvent("crash");
  const next = new Playground(await context.newPage());
  await next.open();
  await expect(next.source()).toContainText("x = 'kept'");
  await page.close();
});

test.describe("two tabs", () => {
  test("do not overwrite each other", async ({ playground }) => {
    await type(playground, "x = 'both'");
    await reload(playground);
    await expect(playground.source()).toContainText("x = 'both'");
    const second = await another(playground.page);
    await expect(second.page.getByText("The draft itself is open in another tab")).toBeVisible();
    await expect(second.source()).toContainText("x = 'both'");
    await type(second, "y = 'second' ");
    await type(playground, "z = 'first' ");
    for (const tab of [playground, second, playground]) await reload(tab);
    await expect(playground.source()).toContainText("z = 'first' x = 'both'");
    await expect(second.source()).toContainText("y = 'second' x = 'both'");
    expect(second.complaints).toEqual([]);
  });

  test("one of which was duplicated have each their own", async ({ playground }) => {
    await type(playground, "x = 'both'");
    await reload(playground);
    // A tab that a page opens begins with a copy of its session, as a duplicated one does.
    const [page] = await Promise.all([
      playground.page.context().waitForEvent("page"),
      playground.page.evaluate(() => void window.open(location.href, "_blank")),
    ]);
    const duplicate = new Playground(page);
    await expect(duplicate.page.getByText("The draft itself is open in another tab")).toBeVisible();
    await type(duplicate, "y = 'duplicate' ");
    for (const tab of [playground, duplicate]) await reload(tab);
    await expect(playground.source()).not.toContainText("duplicate");
    await expect(duplicate.source()).toContainText("y = 'duplicate' x = 'both'");
  });
});

test("the example comes back, and what was there too", async ({ playground }) => {
  await type(playground, "x = 'mine'");
  await playground.choose("Reset to the example");
  await expect(playground.source()).not.toContainText("mine");
  await playground.page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.source()).toContainText("x = 'mine'");
  await reload(playground);
  await expect(playground.source()).toContainText("x = 'mine'");
});

test.describe("what comes with a link", () => {
  const shared = { files: [{ path: "shared.py", text: "s = 1\n" }], active: "shared.py" };
  const notice = (page: Page) => page.getByText("A shared copy.");

  /** Types something of one's own, and follows a link. */
  async function follow(playground: Playground): Promise<void> {
    await type(playground, "x = 'mine'");
    const link = await encode({ project: shared, python: 14, build: null, view: null });
    await playground.page.evaluate((fragment) => {
      location.hash = fragment;
    }, link);
    await expect(playground.tab("shared.py")).toBeVisible();
    await expect(notice(playground.page)).toBeVisible();
  }

  test("stands beside the draft, which comes back", async ({ playground }) => {
    const { page } = playground;
    await follow(playground);
    await type(playground, "y = 'changed' ");
    await reload(playground);
    await expect(notice(page)).toBeVisible();
    await expect(playground.source()).toContainText("y = 'changed' s = 1");
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Back to mine" }).focus();
    await page.keyboard.press("Enter");
    await expect(playground.source()).toContainText("x = 'mine'");
    await expect(notice(page)).toHaveCount(0);
    await reload(playground);
    await expect(playground.source()).toContainText("x = 'mine'");
    // What was changed of the copy is still there.
    await playground.choose("All drafts");
    await expect(page.getByRole("listitem").filter({ hasText: "shared.py" })).toContainText(
      "a shared copy that was changed",
    );
  });

  test("becomes the draft if one wants it, and the other stays", async ({ playground }) => {
    const { page } = playground;
    await follow(playground);
    await page.getByRole("button", { name: "Keep as mine" }).click();
    await expect(notice(page)).toHaveCount(0);
    await reload(playground);
    await expect(playground.tab("shared.py")).toBeVisible();
    await expect(notice(page)).toHaveCount(0);
    await playground.choose("All drafts");
    await page.getByRole("button", { name: /Open the draft/ }).click();
    await expect(playground.source()).toContainText("x = 'mine'");
  });
});

test.describe("storage", () => {
  test("that is forbidden is told of, and typing goes on", async ({ page }) => {
    await page.addInitScript(() => {
      const forbidden = () => {
        throw new DOMException("forbidden", "SecurityError");
      };
      IDBFactory.prototype.open = forbidden;
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get: forbidden, configurable: true });
    });
    const playground = new Playground(page);
    await playground.open();
    await playground.begin();
    await expect(page.getByRole("alert").filter({ hasText: "keeps nothing for this page" })).toBeVisible();
    await type(playground, "x = 'typed'");
    await expect(playground.source()).toContainText("x = 'typed'");
    await expect(playground.nodes).toContainText("StringLiteral");
    // Whoever leaves is asked whether that is meant.
    const asked = page.waitForEvent("dialog");
    void page.reload().catch(() => {});
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await expect(playground.source()).toContainText("x = 'typed'");
    expect(playground.complaints).toEqual([]);
  });

  test("that is full is told of, until there is room again", async ({ playground }) => {
    const { page } = playground;
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
      Object.assign(window, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) });
    });
    await type(playground, "x = 'typed'");
    await expect(page.getByRole("alert").filter({ hasText: "storage is full" })).toBeVisible();
    // What is left to be saved is tried at once, so that only the press behind it can succeed.
    await page.getByRole("button", { name: "Try again" }).click();
    await page.evaluate("makeRoom()");
    // A try of the page's own may come first, and take the button away.
    await page.evaluate(() =>
      [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Try again")?.click(),
    );
    await expect(page.getByRole("alert").filter({ hasText: "storage is full" })).toHaveCount(0);
    await reload(playground);
    await expect(playground.source()).toContainText("x = 'typed'");
  });
});
