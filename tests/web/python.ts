// The worker that runs Python, as it is, in a thread of Node: Pyodide is read from the disk there.

import { on } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build, type Rollup } from "vite";
import type { SymtableBlock } from "../../web/src/model/names";
import type { FromRunner, Outcome, Stream, ToRunner } from "../../web/src/runner/protocol";

const pyodide = fileURLToPath(new URL("../../node_modules/pyodide/", import.meta.url));

// What a browser's worker has and Node's has not; timers that take a text are among it. What comes from the page is trusted.
const surroundings = `
  import { parentPort } from "node:worker_threads";
  globalThis.self = globalThis;
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.importScripts = () => {};
  globalThis.FontFace = class {};
  // Libraries have functions of every kind, by which a program comes to their constructors.
  globalThis.kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  const evaluate = eval;
  for (const name of ["setTimeout", "setInterval"]) {
    const plain = globalThis[name];
    globalThis[name] = (handler, ...rest) =>
      plain(typeof handler === "function" ? handler : () => evaluate(String(handler)), ...rest);
  }
  globalThis.addEventListener = (_, listen) => {
    parentPort.on("message", (data) => listen({ data, isTrusted: true }));
    globalThis.dispatchEvent = listen;
  };
`;

async function bundled(): Promise<string> {
  const ssr = fileURLToPath(new URL("../../web/src/runner/worker.ts", import.meta.url));
  const result = await build({ configFile: false, logLevel: "error", build: { ssr, write: false, minify: false } });
  return (result as Rollup.RollupOutput).output[0].code;
}

export interface Ran {
  readonly outcome: Outcome;
  readonly printed: Readonly<Record<Stream, string>>;
}

export class Python {
  readonly #folder: string;
  readonly #thread: Worker;
  readonly #messages: AsyncIterator<FromRunner[]>;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#thread = new Worker(join(folder, "thread.mjs"));
    this.#messages = on(this.#thread, "message");
  }

  static async start(): Promise<Python> {
    const folder = await mkdtemp(join(tmpdir(), "pellucid-python-"));
    await writeFile(join(folder, "surroundings.mjs"), surroundings);
    await writeFile(join(folder, "worker.mjs"), await bundled());
    await writeFile(join(folder, "thread.mjs"), 'import "./surroundings.mjs";\nimport "./worker.mjs";\n');
    const python = new Python(folder);
    await python.#ask({ do: "load", folder: pyodide }, () => {});
    return python;
  }

  /** The answer to a message; what comes before it is told of. Throws where the worker has failed. */
  async #ask(message: ToRunner, onOther: (message: FromRunner) => void): Promise<FromRunner> {
    this.#thread.postMessage(message);
    for (;;) {
      const [answer] = (await this.#messages.next()).value as [FromRunner];
      if (answer.is === "failed") throw new Error(answer.reason);
      if (answer.is === "ready" || answer.is === "done" || answer.is === "blocks") return answer;
      onOther(answer);
    }
  }

  async run(text: string): Promise<Ran> {
    const printed = { out: "", error: "" };
    const message: ToRunner = { do: "run", files: [{ path: "a.py", text }], main: "a.py", watched: [] };
    const answer = await this.#ask(message, (other) => {
      if (other.is === "output") for (const { stream, text } of other.pieces) printed[stream] += text;
    });
    if (answer.is !== "done") throw new Error(`a run was answered with ${answer.is}`);
    return { outcome: answer.outcome, printed };
  }

  async blocks(text: string): Promise<SymtableBlock | null> {
    const answer = await this.#ask({ do: "blocks", text }, () => {});
    if (answer.is !== "blocks") throw new Error(`a text was answered with ${answer.is}`);
    return answer.block;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
    await rm(this.#folder, { recursive: true });
  }
}
