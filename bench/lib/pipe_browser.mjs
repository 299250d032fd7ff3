// Chromium at the other end of two pipes, and told nothing but what is asked for here.
//
// A debugger that listens has Chromium note where each request and exception comes from, for which it reads whole scripts a
// second time: with one, a page takes half as long again to begin. Nothing here listens.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tests/browser/chromium.mjs";

/** One tab; what is kept between visits lives as long as the browser. */
export class PipeBrowser {
  #process;
  #folder;
  #session;
  #lastId = 0;
  #waiting = new Map();

  static async open() {
    const browser = new PipeBrowser();
    browser.#folder = await mkdtemp(join(tmpdir(), "chromium-"));
    const program = launchOptions.executablePath ?? chromium.executablePath();
    if (!existsSync(program)) throw new Error("There is no Chromium");
    const flags = ["--headless=new", "--remote-debugging-pipe", `--user-data-dir=${browser.#folder}`];
    browser.#process = spawn(program, [...launchOptions.args, ...flags, "--window-size=1440,900"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    let rest = "";
    browser.#process.stdio[4].setEncoding("utf8").on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const message of messages) browser.#take(JSON.parse(message));
    });
    return browser;
  }

  #take({ id, result, error }) {
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiter?.reject(new Error(error.message));
    else waiter?.resolve(result);
  }

  send(method, params = {}) {
    const id = ++this.#lastId;
    const message = { id, method, params, ...(this.#session && { sessionId: this.#session }) };
    this.#process.stdio[3].write(`${JSON.stringify(message)}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** A new tab, and the only one that is there. */
  async tab() {
    const before = this.target;
    this.#session = undefined;
    this.target = (await this.send("Target.createTarget", { url: "about:blank" })).targetId;
    if (before !== undefined) await this.send("Target.closeTarget", { targetId: before });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId: this.target, flatten: true });
    this.#session = sessionId;
  }

  async evaluate(expression) {
    const { result } = await this.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    return result.value;
  }

  async press(key) {
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key, unmodifiedText: key });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key });
  }

  async close() {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGKILL");
    await ended;
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
