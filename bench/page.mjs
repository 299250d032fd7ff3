// What the page weighs, and how soon it can be used with a slow processor and a slow network, in Chromium:
//
//     npm run build && node bench/page.mjs [visits]
//
// The first and the second visit as page_start.mjs has them, then typing in 5,000 lines and scrolling through a million rows,
// without slowing. Medians, in milliseconds and bytes; prints one line of JSON.
import { chromium } from "@playwright/test";
import { pageSizes } from "../scripts/lib/page_sizes.mjs";
import { inProject } from "../scripts/lib/paths.mjs";
import { serveFolder } from "../scripts/lib/static_server.mjs";
import { launchOptions } from "../tests/browser/chromium.mjs";
import { measureStart } from "./page_start.mjs";

const visits = Number(process.argv[2] ?? 5);
const site = inProject("dist");
const start = await measureStart(visits);
const server = await serveFolder(() => site);
const browser = await chromium.launch(launchOptions);

/** How long frames take while something is done, as shares of the 16.7 ms that 60 a second leave. */
async function frames(page, work) {
  await page.evaluate(() => {
    const times = [];
    globalThis.frameTimes = times;
    let last = performance.now();
    const look = (now) => {
      times.push(now - last);
      last = now;
      if (globalThis.frameTimes === times) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await work();
  const times = await page.evaluate(() => {
    const { frameTimes } = globalThis;
    globalThis.frameTimes = null;
    return frameTimes;
  });
  times.sort((a, b) => a - b);
  const late = times.filter((time) => time > 25).length;
  return {
    p95: Number(times[Math.floor(0.95 * times.length)].toFixed(1)),
    lateShare: Number((late / times.length).toFixed(3)),
  };
}

async function drop(page, name, text) {
  await page.evaluate(
    ([path, content]) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([content], path));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
  await page.getByRole("tab", { name, selected: true }).waitFor();
  await page.locator('[data-fresh="true"]').waitFor();
}

try {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 860 } })).newPage();
  await page.goto(server.url);
  await page.locator('[data-fresh="true"]').waitFor();
  const statement = (i) => (i % 5 === 0 ? `def f${i}(a, b):` : "    print(a, [x for x in b], 1)");
  const lines = (count) => Array.from({ length: count }, (_, i) => statement(i)).join("\n");
  await drop(page, "long.py", lines(5000));
  const typing = {};
  for (const table of ["Nodes", "Name", "Scopes", "Engine"]) {
    await page.getByRole("tab", { name: table, exact: true }).click();
    await page.locator(".view-lines").first().click();
    await page.keyboard.press("Control+G");
    await page.keyboard.type("2500");
    await page.keyboard.press("Enter");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    typing[table] = await frames(page, () =>
      page.keyboard.type("total = sum(weights) + offset * 2 # as it is", { delay: 60 }),
    );
  }
  await page.getByRole("tab", { name: "Nodes", exact: true }).click();
  await drop(page, "million.py", lines(115_000));
  const grid = page.getByRole("grid", { name: "Nodes" });
  await grid.hover();
  const scrolling = await frames(page, async () => {
    for (let i = 0; i < 60; ++i) {
      await page.mouse.wheel(0, 3000);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  });
  const rows = Number(await grid.getAttribute("aria-rowcount"));

  console.log(
    JSON.stringify({
      brotli: pageSizes(site),
      ...start,
      frames: { typing, scrolling: { rows, ...scrolling } },
    }),
  );
} finally {
  await browser.close();
  await server.close();
}
