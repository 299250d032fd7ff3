// What the page shows of the checker at work. Kept only while somebody looks: the checker tells nothing of itself
// otherwise.

import type { EngineControl, EngineReport, MeasuredPolicy } from "./engine";
import { type Readable, Store } from "./store";
import type { Workspace } from "./workspace";

/** Memory at one moment. */
export interface Sample {
  /** Milliseconds since the session began. */
  readonly at: number;
  readonly treeBytes: number;
  readonly otherBytes: number;
  readonly heapBytes: number;
}

// Of the past, as much as a chart has room for.
const keptSamples = 600;

/** Bytes that are neither trees nor texts, by what holds them, the largest first. */
export function otherMemory(memory: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(memory)
    .filter(([category, bytes]) => category !== "trees" && bytes > 0)
    .sort(([, a], [, b]) => b - a);
}

export class EngineView {
  readonly control: EngineControl;
  readonly #workspace: Workspace;
  readonly #report = new Store<EngineReport | null>(null);
  readonly #samples = new Store<readonly Sample[]>([]);
  readonly #policies = new Store<readonly MeasuredPolicy[] | null>(null);
  readonly #isMeasuring = new Store(false);

  readonly report: Readable<EngineReport | null> = this.#report;
  readonly samples: Readable<readonly Sample[]> = this.#samples;
  readonly policies: Readable<readonly MeasuredPolicy[] | null> = this.#policies;
  readonly isMeasuring: Readable<boolean> = this.#isMeasuring;

  constructor(workspace: Workspace, control: EngineControl) {
    this.#workspace = workspace;
    this.control = control;
    workspace.checker.subscribe(() => {
      if (workspace.checker.get().is === "ready") return;
      // Another session begins, with counters of its own.
      this.#report.set(null);
      this.#samples.set([]);
      this.#isMeasuring.set(false);
    });
    workspace.engine.subscribe(() => this.#take());
    workspace.policies.subscribe(() => {
      this.#policies.set(workspace.policies.get());
      this.#isMeasuring.set(false);
    });
  }

  measure(budget: number): void {
    this.#isMeasuring.set(true);
    this.control.measurePolicies(budget);
  }

  #take(): void {
    const report = this.#workspace.engine.get();
    this.#report.set(report);
    if (report === null) return;
    const { state, heapBytes } = report;
    const other = otherMemory(state.statistics.memory_bytes).reduce((total, [, bytes]) => total + bytes, 0);
    const sample = { at: state.now, treeBytes: state.statistics.tree_bytes_resident, otherBytes: other, heapBytes };
    this.#samples.set([...this.#samples.get(), sample].slice(-keptSamples));
  }
}
