// The checker dies in every way there is, at any moment; the page says so, goes on, and loses nothing that was typed.

import { wholeNumbers } from "../web/random_projects";
import { test as base, expect, Playground } from "./playground";

type End = "kill" | "trap" | "exhaust" | "loop";

declare global {
  /** Set in the page: ends the newest worker as a browser does that is short of memory. */
  var endNewestWorker: () => void;
  /** Set in the worker: how it is to end when it next does something. */
  var doom: "trap" | "exhaust" | "loop" | null;
}

// Runs in the worker ahead of its own script. It stands between the compiled checker and what that imports, and does to it
// from inside a call what can go wrong there.
function interpose(malloc: string): void {
  const instantiate = WebAssembly.instantiate as (
    module: WebAssembly.Module,
    imports: WebAssembly.Imports,
  ) => Promise<WebAssembly.Instance>;
  // (module (func (export "a") unreachable))
  const trapping = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, 4, 1, 0x60, 0, 0],
    [3, 2, 1, 0],
    [7, 5, 1, 1, 0x61, 0, 0],
    [10, 5, 1, 3, 0, 0, 0x0b],
  ].flat();
  const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(trapping))).exports.a as () => void;
  let allocate: ((bytes: number) => number) | null = null;
  const exhaust = () => {
    for (let bytes = 1 << 28; bytes > 4; bytes >>= 1) while (allocate?.(bytes));
  };
  const meet = () => {
    const { doom } = self;
    if (doom === null || doom === undefined || allocate === null) return;
    self.doom = null;
    if (doom === "trap") trap();
    if (doom === "exhaust") exhaust();
    if (doom === "loop") for (;;);
  };
  WebAssembly.instantiate = (async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const interposed = Object.entries(imports).map(([from, values]) => [
      from,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value !== "function"
            ? value
            : (...words: unknown[]) => {
                meet();
                return (value as (...words: unknown[]) => unknown)(...words);
              },
        ]),
      ),
    ]);
    const instance = await instantiate(module, Object.fromEntries(interposed));
    allocate = instance.exports[malloc] as (bytes: number) => number;
    return instance;
  }) as typeof WebAssembly.instantiate;
}

const test = base.extend<{ playground: Playground; end: (how: End) => void }>({
  // The page's own requests have to be seen.
  serviceWorkers: "block",
  playground: async ({ page }, use) => {
    await page.addInitScript(() => {
      const workers: Worker[] = [];
      const isChecker = (url: string | URL) => String(url).includes("/worker-");
      globalThis.Worker = class extends Worker {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          if (isChecker(url)) workers.push(this);
        }
      };
      globalThis.endNewestWorker = () => workers.at(-1)?.terminate();
    });
    await page.route("**/assets/worker-*.js", async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      const malloc = /_malloc=[^;]*?asm\.(\w+)/.exec(body)?.[1];
      if (malloc === undefined) throw new Error("the worker's script has no malloc");
      await route.fulfill({ response, body: `(${interpose})(${JSON.stringify(malloc)});${body}` });
    });
    const playground = new Playground(page);
    await playground.open();
    await playground.begin();
    await use(playground);
  },
  end: async ({ playground }, use) => {
    await use((how) => {
      // It may be gone before it has answered.
      if (how === "kill") void playground.page.evaluate(() => globalThis.endNewestWorker()).catch(() => {});
      else
        void playground
          .checker()
          ?.evaluate((doom) => {
            self.doom = doom;
          }, how)
          .catch(() => {});
    });
  },
});

const isChecker = (worker: { url(): string }) => worker.url().includes("/worker-");

/** Until the page would notice at once that its checker is ended. */
const isWatched = ({ page }: Playground) =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        const { held = [], pending = [] } = await navigator.locks.query();
        const names = new Set(held.map(({ name }) => name));
        return pending.filter(({ name }) => names.has(name)).length;
      }),
    )
    .toBe(1);

// `PELLUCID_DRILL=50 npx playwright test tests/browser/recovery.test.ts` is the whole of it.
const rounds = Number(process.env.PELLUCID_DRILL ?? 15);
// Nothing that the editor adds to by itself, as it does to blanks at the beginning of a line, and to a dot with Enter
// behind it, which takes what is offered.
const keys = [..."abcxyz019=+-,".split(""), "Enter"];

for (const [seed, how] of (["kill", "trap", "exhaust"] as const).entries())
  test(`crash drill: ${how}, ${rounds} times while typing`, async ({ playground, end }) => {
    test.setTimeout(300_000);
    const { page } = playground;
    const random = wholeNumbers(seed + 1);
    await playground.drop("drill.py", "");
    await playground.source().click();
    let typed = "";
    const type = async (count: number) => {
      for (let i = 0; i < count; ++i) {
        const key = keys[random(keys.length)] as string;
        await page.keyboard.press(key);
        typed += key === "Enter" ? "\n" : key;
      }
    };
    let ends = 0;
    page.on("worker", (worker) => {
      if (isChecker(worker)) ends += 1;
    });
    const again = page.getByRole("button", { name: "Check again" });
    for (let round = 0; round < rounds; ++round) {
      await type(random(6));
      const before = ends;
      end(how);
      await type(1 + random(6));
      // One that is ended before it has begun is missed when it has not answered for long. Where nothing was typed since
      // the last one, there is no next one until it is asked for.
      const isMissed = async () => ends > before || (await again.isVisible());
      const missedWithin = (timeout: number) => expect.poll(isMissed, { intervals: [20], timeout }).toBe(true);
      // What ends it may have come behind the last key: then the next one meets it.
      await missedWithin(2000).catch(() => type(1));
      await missedWithin(40_000);
      const isSettled = () => playground.status.locator('[data-fresh="true"]').or(again).first();
      await isSettled().waitFor();
      if (await again.isVisible()) {
        await again.click();
        await playground.source().click();
        await page.keyboard.press("Control+End");
      }
      await playground.fresh();
    }
    await page.keyboard.press("Control+A");
    expect((await playground.selectedText()).replaceAll("\r\n", "\n")).toBe(typed);
  });

test("endless computation ends, and the page goes on", async ({ playground, end }) => {
  const { page } = playground;
  await page.clock.install();
  await page.reload();
  await playground.fresh();
  end("loop");
  await playground.source().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nlast = =");
  await expect(playground.status).toContainText("behind: checking");
  const next = page.waitForEvent("worker", isChecker);
  await page.clock.fastForward(21_000);
  await next;
  await playground.fresh();
  await expect(playground.problems).toContainText("expected an expression");
});

test("dying twice of the same text pauses checking; the report can be copied; it goes on when asked", async ({
  playground,
  end,
}) => {
  const { page } = playground;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.drop("slip.py", "import os\n");
  const fix = playground.problems.locator("button[title^='Remove']");
  await expect(fix).toBeVisible();
  await isWatched(playground);
  const next = page.waitForEvent("worker", isChecker);
  end("kill");
  await next;
  await isWatched(playground);
  end("kill");
  const notice = page.getByRole("alert").filter({ hasText: "stopped twice" });
  await expect(notice).toContainText("its worker was ended");
  await playground.source().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nstill = 'here'");
  await expect(playground.source()).toContainText("still = 'here'");
  await expect(playground.status).toContainText("edits behind: stale");
  // It would be made in another text than it is for.
  await expect(fix).toHaveCount(0);
  await expect(page.getByRole("img", { name: /^Stale: what is shown is of revision/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "Crash report" }).click();
  await expect(page.getByRole("textbox", { name: "The report" })).toHaveValue(/stopped twice[\s\S]*- build: /);
  await page.getByRole("button", { name: "Copy" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("its worker was ended");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Check again" }).click();
  await playground.fresh();
  await expect(fix).toBeVisible();
  await expect(notice).toBeHidden();
});

test("?safe=1 opens without checking, until somebody asks for it", async ({ page }) => {
  await page.goto(`${process.env.PELLUCID_SITE}?safe=1`);
  const playground = new Playground(page);
  await playground.editor.locator(".view-line").first().waitFor();
  await expect(page.getByText("Opened without checking")).toBeVisible();
  expect(playground.checker()).toBeUndefined();
  await playground.source().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nlast = =");
  await page.getByRole("button", { name: "Start checking" }).click();
  await playground.fresh();
  await expect(playground.problems).toContainText("expected an expression");
});
