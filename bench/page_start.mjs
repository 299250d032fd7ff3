// How soon the page can be used with a slow processor and a slow network, in Chromium:
//
//     npm run build && node bench/page_start.mjs [visits]
//
// Processor four times slower, 10 Mbit/s with 40 ms there and back, files sent compressed; nothing kept, then the same again
// without a network. "typing" ends when a typed character is in the source, "diagnostics" when the problems of it are on the
// screen, "editor" when what was typed is in the editor, none of it missing. Medians in milliseconds; prints one line of JSON.
import { compressSite } from "../scripts/lib/offline.mjs";
import { inProject } from "../scripts/lib/paths.mjs";
import { serveFolder } from "../scripts/lib/static_server.mjs";
import { PipeBrowser } from "./lib/pipe_browser.mjs";
import { slowNetwork } from "./lib/slow_network.mjs";

const network = { bytesPerSecond: 10_000_000 / 8, roundTrip: 40 };
const median = (times) => Math.round(times.toSorted((a, b) => a - b)[times.length >> 1]);

/** Takes the keyboard to the source as soon as there is one, and notes when things can be seen. In the page. */
function watch() {
  const seen = { field: null, typing: null, diagnostics: null, editor: null };
  globalThis.seen = seen;
  const note = (name, isSeen) => {
    if (seen[name] === null && isSeen) seen[name] = performance.now();
  };
  const look = () => {
    const plain = document.querySelector('textarea[aria-label="Python source"]');
    const field = plain ?? document.querySelector(".monaco-editor textarea, .monaco-editor .native-edit-context");
    if (field !== null && document.activeElement !== field) field.focus();
    const lines = document.querySelector(".view-lines")?.textContent ?? "";
    note("typing", (plain?.value ?? lines).includes("Ω"));
    note("editor", lines.includes("Ω"));
    note("diagnostics", document.querySelector('[data-fresh="true"]') !== null);
    note("field", field !== null && document.activeElement === field);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser, url) {
  await browser.tab();
  await browser.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await browser.send("Emulation.setFocusEmulationEnabled", { enabled: true });
  await browser.send("Page.enable");
  await browser.send("Page.addScriptToEvaluateOnNewDocument", { source: `(${watch})()` });
  await browser.send("Page.navigate", { url });
  const look = () => browser.evaluate("globalThis.seen");
  let seen;
  do {
    await browser.press("Ω");
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  } while (!seen?.typing);
  while (!seen.editor || !seen.diagnostics) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    seen = await look();
  }
  return seen;
}

/** Medians of visits with nothing kept, and of those that come back without a network. */
export async function measureStart(visits) {
  const site = inProject("dist");
  await compressSite(site);
  const server = await serveFolder(() => site);
  const [first, offline] = [[], []];
  try {
    for (let i = 0; i < visits; ++i) {
      const { port, pathname } = new URL(server.url);
      const slow = await slowNetwork(Number(port), network);
      const url = `http://127.0.0.1:${slow.port}${pathname}`;
      const browser = await PipeBrowser.open();
      try {
        first.push(await visit(browser, url));
        while (!(await browser.evaluate('navigator.serviceWorker.controller?.state === "activated"')))
          await new Promise((resolve) => setTimeout(resolve, 200));
        slow.close();
        offline.push(await visit(browser, url));
      } finally {
        slow.close();
        await browser.close();
      }
    }
  } finally {
    await server.close();
  }
  const medians = (all) =>
    Object.fromEntries(
      ["typing", "diagnostics", "editor"].map((name) => [name, median(all.map((seen) => seen[name]))]),
    );
  return { first: medians(first), offline: medians(offline) };
}

if (import.meta.filename === process.argv[1])
  console.log(JSON.stringify(await measureStart(Number(process.argv[2] ?? 5))));
