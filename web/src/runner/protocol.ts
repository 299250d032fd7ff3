// What the page and the worker that runs Python say to each other.

import type { SymtableBlock } from "../model/names";
import type { Point } from "../model/place";
import type { ProjectFile } from "../model/project";

export interface FilePoint extends Point {
  readonly path: string;
}

export interface Raised {
  /** Such as `NameError`. */
  readonly type: string;
  readonly message: string;
  /** Of a NameError, the name. */
  readonly name: string | null;
  /** The innermost place in the project; null if there is none. */
  readonly place: FilePoint | null;
  /** The traceback, of the project's own lines. */
  readonly text: string;
}

export interface Outcome {
  readonly error: Raised | null;
  /** What the program gave to `sys.exit`. */
  readonly exit: number | string | null;
  /** Of the places that were watched, those whose name had a value when it was read. */
  readonly found: readonly FilePoint[];
}

export type ToRunner =
  | { readonly do: "load"; readonly folder: string }
  | {
      readonly do: "run";
      readonly files: readonly ProjectFile[];
      readonly main: string;
      readonly watched: readonly FilePoint[];
    }
  | { readonly do: "blocks"; readonly text: string };

export type Stream = "out" | "error";

export interface OutputPiece {
  readonly stream: Stream;
  readonly text: string;
}

export type FromRunner =
  | { readonly is: "loading"; readonly loaded: number }
  /** `3.14.2`. */
  | { readonly is: "ready"; readonly python: string }
  /** `leftOut`: so many characters were not sent since the last, for there are too many. */
  | { readonly is: "output"; readonly pieces: readonly OutputPiece[]; readonly leftOut: number }
  | { readonly is: "done"; readonly outcome: Outcome }
  /** Null if CPython does not compile it. */
  | { readonly is: "blocks"; readonly block: SymtableBlock | null }
  | { readonly is: "failed"; readonly reason: string };

/** A worker as its user sees it. */
export interface RunnerPort {
  send(message: ToRunner): void;
  onMessage: (message: FromRunner) => void;
  /** Ends it, whatever it does. */
  close(): void;
}
