// A reduction in a worker of its own, so that checking goes on beside it. It ends when it is terminated, or done.

import type { ConfigurationText } from "../model/configuration";
import type { ProjectFile } from "../model/project";
import type { Sought } from "../reduce/judge";
import { type Reduced, reduce } from "../reduce/reduce";
import { instantiate } from "./instantiate";
import { SessionJudge } from "./session_judge";

export interface ToReducer {
  readonly module: WebAssembly.Module;
  readonly configuration: ConfigurationText | null;
  readonly stubs: Uint8Array | null;
  readonly files: readonly ProjectFile[];
  readonly sought: Sought;
  /** How long it may take. */
  readonly milliseconds: number;
}

export type FromReducer =
  | { readonly kind: "progress"; readonly reduced: Reduced }
  /** Null if the project does not show the problem. */
  | { readonly kind: "done"; readonly reduced: Reduced | null }
  | { readonly kind: "failed"; readonly reason: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToReducer>) => void) | null;
  postMessage(message: FromReducer): void;
}

const scope = self as unknown as WorkerScope;

// Often enough to see that it goes on.
const betweenReports = 50;

scope.onmessage = async ({ data: { module, configuration, stubs, files, sought, milliseconds } }) => {
  let lastWords = "";
  try {
    const checker = await instantiate(module, (line) => {
      lastWords = line;
    });
    const now = () => performance.now();
    let told = now();
    const limits = { now, end: now() + milliseconds };
    const reduced = reduce(files, sought, new SessionJudge(checker, configuration, stubs), limits, (progress) => {
      if (now() - told < betweenReports) return;
      told = now();
      scope.postMessage({ kind: "progress", reduced: progress });
    });
    scope.postMessage({ kind: "done", reduced });
  } catch (error) {
    scope.postMessage({ kind: "failed", reason: lastWords || String(error) });
  }
};
