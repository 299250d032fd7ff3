// The compiled checker under Node, and a worker's port without a worker.
import { readFileSync } from "node:fs";
import type { CheckerClient } from "../../web/src/engine/client";
import type { CheckerHost } from "../../web/src/engine/host";
import { instantiate } from "../../web/src/engine/instantiate";
import type { CheckerPort, Reply, Update } from "../../web/src/engine/protocol";
import type { Timers } from "../../web/src/model/timers";
import type { Workspace } from "../../web/src/model/workspace";

const wasm = new URL("../../build/wasm/wasm/pellucid.wasm", import.meta.url);
let compiled: Promise<WebAssembly.Module> | null = null;

export async function loadChecker() {
  compiled ??= WebAssembly.compile(readFileSync(wasm));
  return instantiate(await compiled, (line) => console.error(line));
}

/** Replies when the test says so. */
export class TestPort implements CheckerPort {
  readonly updates: Update[] = [];
  onReply: (reply: Reply) => void = () => {};
  closed = false;
  readonly host: CheckerHost;
  readonly #replies: Reply[] = [];
  #isIdle = true;

  constructor(host: CheckerHost) {
    this.host = host;
  }

  send(update: Update): void {
    // As a worker gets it: a copy.
    const received = structuredClone(update);
    this.#isIdle = false;
    this.updates.push(received);
    this.#replies.push(this.host.update(received));
  }

  close(): void {
    this.closed = true;
  }

  /** Hands the reply over that is due, or what the worker does behind its messages, and lets the page react to it. */
  async answer(): Promise<boolean> {
    const reply = this.#replies.shift() ?? this.host.next();
    if (reply === null) {
      if (!this.#isIdle) this.onReply({ kind: "idle" });
      this.#isIdle = true;
      return false;
    }
    this.onReply(structuredClone(reply));
    await settled();
    return true;
  }

  async answerAll(): Promise<void> {
    while (await this.answer());
  }
}

/** Long enough for microtasks to run. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 4; ++i) await Promise.resolve();
}

/** Time that passes when told to. */
export class TestTimers implements Timers {
  readonly #due = new Map<() => void, number>();

  start(work: () => void, milliseconds: number): unknown {
    this.#due.set(work, milliseconds);
    return work;
  }

  /** Of what is due. */
  get delays(): number[] {
    return [...this.#due.values()];
  }

  stop(timer: unknown): void {
    this.#due.delete(timer as () => void);
  }

  pass(): void {
    for (const work of [...this.#due.keys()]) {
      this.#due.delete(work);
      work();
    }
  }
}

export interface Page {
  readonly workspace: Workspace;
  readonly client: CheckerClient;
  readonly ports: TestPort[];
  readonly timers: TestTimers;
}
