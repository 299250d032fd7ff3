import { chromium } from "@playwright/test";
import { launchOptions } from "./chromium.mjs";
import { createServer } from "node:http";
const html = `<!doctype html><div id=box style="height:20px"></div><input id=i><script>
const w = new Worker(URL.createObjectURL(new Blob([\`
const bc = new BroadcastChannel('x');
onmessage = (e) => { if (e.data.port) { self.port = e.data.port; return; } const m = {id: e.data.id, t: performance.timeOrigin + performance.now()}; 
 if (e.data.how==='worker') postMessage(m); else if (e.data.how==='port') self.port.postMessage(m); else if (e.data.how==='bc') bc.postMessage(m); else if (e.data.how==='locks') { bc.postMessage(m); self.release?.(); self.release=null; navigator.locks.request('l', () => new Promise(r => self.release = r)); } };
navigator.locks.request('l', () => new Promise(r => self.release = r));
\`])));
const mc = new MessageChannel(); w.postMessage({port: mc.port2}, [mc.port2]);
const bc = new BroadcastChannel('x');
let t0, how='worker', out=[]; const lp = () => requestAnimationFrame(lp); lp();
const got = (name) => (e) => { out.push(name + ' ' + (performance.now()-t0).toFixed(1) + ' (sent ' + (e.data.t - performance.timeOrigin - t0).toFixed(1)+')'); };
w.onmessage = got('worker'); mc.port1.onmessage = got('port'); bc.onmessage = got('bc');
addEventListener('keydown', (e) => { t0 = performance.now(); out = []; box.style.height = (20 + Math.random()*20) + 'px'; w.postMessage({how}); requestAnimationFrame(() => out.push('frame ' + (performance.now()-t0).toFixed(1)));
 if (how==='locks') navigator.locks.request('l', () => { out.push('lock ' + (performance.now()-t0).toFixed(1)); });
 const s = performance.now(); while (performance.now() - s < 2); });
</script>`;
const server = createServer((q, r) => { r.setHeader("content-type", "text/html"); r.end(html); }).listen(0);
for (const flags of [[], ["--disable-features=DeferRendererTasksAfterInput"]]) {
  const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...flags] });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.locator("#i").click();
  console.log(flags.join() || "default");
  for (const how of ["worker", "port", "bc", "locks"]) {
    await page.evaluate((h) => { how = h; }, how);
    for (let i = 0; i < 6; ++i) {
      await page.keyboard.press("a");
      await new Promise((r) => setTimeout(r, 100 + 7 * i));
      console.log(how, await page.evaluate(() => out.join("  ")));
    }
  }
  await browser.close();
}
server.close();
