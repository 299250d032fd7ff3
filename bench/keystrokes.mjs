// How long a keystroke takes until its markers and its node table are painted, in Chromium:
//
//     npx vite build && node bench/keystrokes.mjs [lines] [keystrokes]
//
// Types a function into the middle of a file, one key after the other is seen. The clock starts with the key event's own
// time stamp, and stops after the paint of the first frame in which the status line names the new revision and there are
// squiggles exactly if there are problems. Prints one line of JSON, times in milliseconds.
import { chromium } from "@playwright/test";
import { launchOptions } from "../tests/browser/chromium.mjs";
import { serveSite } from "../tests/browser/site.mjs";

const lines = Number(process.argv[2] ?? 1000);
const keystrokes = Number(process.argv[3] ?? 500);

const block = (n) => [
  `class Record${n}(Base):`,
  `    """The state of record ${n}, with its history."""`,
  "",
  `    def __init__(self, name: str, values: list[int] | None = None) -> None:`,
  `        self.name = name`,
  `        self.values = [value * ${n} for value in values or () if value % 2 == 0]`,
  "",
  `    def total(self, *, scale=1.0):`,
  `        return sum(self.values, start=${n}) * scale if self.values else 0`,
  "",
];
const source = Array.from({ length: Math.ceil(lines / 10) }, (_, n) => block(n))
  .flat()
  .slice(0, lines)
  .join("\n");

// Typed again and again. Every state of it that is wrong has its problem on the line that is typed, so that a squiggle
// is due; and the editor closes brackets and quotes by itself, so typing a closing one over changes nothing.
const typed = `limit = 10
total = sum(weight ** 2 // (limit or 1) for name, weight in items.items() if weight > limit)
label = f"{name!r} is {total:>12} and " + "above" * 3
found = {"total": total, "names": [name for name in items if name not in ["box", other.name]]}
assert total > 0 and found["names"] != [], label.upper()
`;
const closes = { "(": ")", "[": "]", "{": "}", '"': '"' };

function installProbe() {
  const probe = { started: 0, revision: 0, done: null };
  globalThis.keystrokeProbe = probe;
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    const { done } = probe;
    probe.done = null;
    done?.(performance.now() - probe.started);
  };
  const isFresh = () => {
    const status = document.querySelector("[data-revision]");
    if (Number(status?.dataset.revision) < probe.revision || status?.dataset.fresh !== "true") return false;
    const hasProblems = document.querySelector("[role=status]")?.textContent !== "no problems";
    return hasProblems === (document.querySelector(".squiggle-error") !== null);
  };
  let seen = false;
  const look = () => {
    if (probe.done === null || seen || !isFresh()) return;
    seen = true;
    painted.port2.postMessage(null);
  };
  // Behind every other callback of the frame, so that the frame seen is the one that is painted.
  const request = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      callback(time);
      look();
    });
  // Frames are asked for only while something is due: a page that always draws would be another page.
  const loop = () => {
    look();
    if (probe.done !== null) request(loop);
  };
  globalThis.addEventListener(
    "keydown",
    (event) => {
      probe.started = event.timeStamp;
      seen = false;
      request(loop);
    },
    true,
  );
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const site = await serveSite();
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 860 } });
  await page.addInitScript(installProbe);
  await page.goto(site.url);
  await page.locator(".monaco-editor .view-line").first().waitFor();
  await page.evaluate((text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], "bench.py"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }, source);
  await page.getByRole("tab", { name: "bench.py", selected: true }).waitFor();
  await page.locator('[data-fresh="true"]').waitFor();
  const editor = page.locator(".monaco-editor").first();
  await editor.click();
  await page.keyboard.press("Control+G");
  await page.keyboard.type(String(Math.floor(lines / 20) * 10));
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");

  const times = [];
  const open = [];
  for (let place = 0; times.length < keystrokes; ++place) {
    const key = typed[place % typed.length];
    if (key === open.at(-1)) {
      open.pop();
      await page.keyboard.press(key);
      continue;
    }
    if (key in closes) open.push(closes[key]);
    await page.evaluate(() => {
      const probe = globalThis.keystrokeProbe;
      probe.revision = Number(document.querySelector("[data-revision]").dataset.revision) + 1;
      probe.painted = new Promise((resolve) => {
        probe.done = resolve;
      });
    });
    await page.keyboard.press(key === "\n" ? "Enter" : key);
    const time = await Promise.race([
      page.evaluate(() => globalThis.keystrokeProbe.painted),
      page.waitForTimeout(5000),
    ]);
    if (typeof time !== "number")
      throw new Error(`nothing fresh after ${JSON.stringify(key)} at ${place % typed.length}`);
    times.push(time);
  }
  times.sort((a, b) => a - b);
  const [p50, p95, worst] = [0.5, 0.95, 1].map((share) => Number(percentile(times, share).toFixed(1)));
  console.log(JSON.stringify({ lines, keystrokes: times.length, p50, p95, worst }));
} finally {
  await browser.close();
  await site.close();
}
