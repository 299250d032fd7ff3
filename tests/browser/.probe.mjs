import { chromium } from "@playwright/test";
import { launchOptions } from "./chromium.mjs";
import { serveSite } from "./site.mjs";
const site = await serveSite();
const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({ viewport: { width: 1440, height: 860 } });
await page.addInitScript(() => {
  globalThis.marks = [];
  const mark = (name) => globalThis.marks.push([name, performance.now()]);
  globalThis.mark = mark;
  const W = globalThis.Worker;
  globalThis.Worker = class extends W {
    constructor(...a) { super(...a); this.isChecker = a[1]?.name === "checker"; if (this.isChecker) this.addEventListener("message", (e) => { if (e.data.t0) { marks.push(["W-in", e.data.t0 - performance.timeOrigin], ["W-out", e.data.t1 - performance.timeOrigin]); } mark("reply"); queueMicrotask(()=>queueMicrotask(()=>0)); setTimeout(()=>mark("after-reply"),0)}); }
    postMessage(m, t) { if (this.isChecker) mark("post"); super.postMessage(m, t); }
  };
  addEventListener("keydown", (e) => { globalThis.marks.push(["keydown-stamp", e.timeStamp]); mark("keydown"); }, true);
  const raf = requestAnimationFrame.bind(globalThis);
  const loop = () => { mark("frame"); raf(loop); };
  raf(loop);
  new MutationObserver(() => mark("dom")).observe(document, {subtree:true, attributes:true, attributeFilter:["data-revision"]});
});
await page.goto(site.url);
await page.locator(".monaco-editor .view-line").first().waitFor();
const lines = Array.from({length:1000},(_, i)=> i%5===0 ? `def fun(a, b=${i}):` : `    value = compute(a, b, [x * ${i} for x in a if x > b])`).join("\n");
await page.evaluate((text) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text], "bench.py"));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}, lines);
await page.getByRole("tab", { name: "bench.py", selected: true }).waitFor();
await page.locator('[data-fresh="true"]').waitFor();
await page.locator(".monaco-editor").first().click();
await page.keyboard.press("Control+G"); await page.keyboard.type("502"); await page.keyboard.press("Enter"); await page.keyboard.press("End"); await page.keyboard.press("Enter");
for (let i = 0; i < 20; ++i) {
  await page.evaluate(() => void (globalThis.marks.length = 0));
  await page.keyboard.press("a");
  await new Promise(r => setTimeout(r, 250));
  const marks = await page.evaluate(() => globalThis.marks);
  const t0 = marks.find(m => m[0] === "keydown-stamp")[1];
  console.log(marks.filter(m => m[1] >= t0 && m[1] - t0 < 120).map(([n, t]) => `${n} ${(t - t0).toFixed(1)}`).join("  "));
}
await browser.close(); await site.close();
