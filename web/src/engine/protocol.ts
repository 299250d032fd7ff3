// What the page and the checker's worker say to each other. The page sends one update at a time and waits for its
// report; what happens meanwhile goes into the next update, so nothing queues up and the newest state is always next.
//
// Questions ride on updates. The worker reports first and answers then, one question between two messages, so that an
// edit never waits for more than one answer. A question whose text has changed before its turn comes back unanswered,
// and the page asks it again of the newer text.

import type { Question } from "../model/questions";
import type { CheckProgress, Focus, TableName } from "../model/workspace";
import type { FileSummary, NodeRows, TokenRows } from "./pellucid";

/** Edits made at once. */
export interface EditBatch {
  /** Four numbers an edit: start line, start column, end line, end column. */
  readonly places: Uint32Array;
  /** UTF-8. */
  readonly texts: readonly Uint8Array[];
}

export interface SentFile {
  readonly file: number;
  readonly path: string;
  /** The page's version of the text. */
  readonly version: number;
  readonly change:
    | { readonly kind: "none" }
    /** A stub, which the checker finds by its path. */
    | { readonly kind: "stub" }
    | { readonly kind: "text"; readonly text: Uint8Array }
    | { readonly kind: "edits"; readonly base: number; readonly batches: readonly EditBatch[] };
}

/** What the page shows and therefore wants to have. */
export interface Look {
  readonly file: number;
  readonly table: TableName;
  readonly first: number;
  readonly count: number;
  /** Node kinds to show, all if empty. */
  readonly kinds: readonly number[];
  readonly focus: Focus | null;
  /** Whether the page wants to be told of trees, though it does not watch what edits do. */
  readonly trees?: boolean;
  /** Whether the rows may be others than those asked for, namely those around the focus. */
  readonly follow: boolean;
}

export interface SentQuestion {
  /** Tells answers apart. */
  readonly id: number;
  readonly question: Question;
  readonly file: number;
  /** JSON of the question's parameters. */
  readonly parameters: string;
}

/** What is done once. */
export type Command =
  /** The pack of the standard library's stubs. */
  | { readonly do: "library"; readonly stubs: Uint8Array }
  | { readonly do: "freeAll" }
  | { readonly do: "measurePolicies"; readonly budget: number }
  | { readonly do: "script"; readonly id: number };

/** The file that configures the checker. */
export interface SentConfiguration {
  readonly file: number;
  readonly version: number;
  readonly isPyproject: boolean;
  readonly text: Uint8Array;
  /** The last text without a fault, for a worker that has not seen it. */
  readonly followed: Uint8Array | null;
}

export interface Update {
  /** Where the configuration does not say. */
  readonly python: number;
  /** As before if it is left out; null if there is none. */
  readonly configuration?: SentConfiguration | null;
  /** When trees are given back; as before if it is left out. */
  readonly reclaim?: string;
  readonly commands?: readonly Command[];
  readonly files: readonly SentFile[];
  readonly closed: readonly number[];
  readonly look: Look | null;
  /** About the texts as this update leaves them. */
  readonly questions: readonly SentQuestion[];
}

export type { CheckProgress };

export interface FileReport {
  readonly file: number;
  readonly version: number;
  readonly summary: FileSummary;
  /** JSON of `Diagnostic[]`; null if it is what was reported last. */
  readonly diagnostics: string | null;
  /** How many were left out behind these. */
  readonly omitted: number;
  /** Milliseconds that it took. */
  readonly checkMs: number;
}

export interface NodeReport {
  readonly rowCount: number;
  readonly first: number;
  readonly rows: NodeRows;
  readonly selected: {
    readonly row: number | null;
    readonly depth: number;
    /** The way from the root to the node, perhaps cut in the middle; the node is the last row. */
    readonly path: NodeRows;
  } | null;
}

export interface TokenReport {
  readonly rowCount: number;
  readonly first: number;
  readonly rows: TokenRows;
  readonly selectedRow: number | null;
}

export type Reply =
  | {
      readonly kind: "report";
      readonly checked: FileReport | null;
      readonly nodes: NodeReport | null;
      readonly tokens: TokenReport | null;
      /** Files whose edits did not fit what the worker holds: their whole text is wanted. */
      readonly unsynced: readonly number[];
    }
  | {
      readonly kind: "answer";
      readonly id: number;
      /** JSON; null if the text or the Python is not that of the question any more. */
      readonly answer: { readonly version: number; readonly value: string } | null;
    }
  /** A file that is not looked at has been checked, perhaps for itself alone. Null for a check of few. */
  | { readonly kind: "checked"; readonly checked: FileReport; readonly progress: CheckProgress | null }
  /** Of whose progress was told. */
  | { readonly kind: "checkedAll" }
  /** The checker at work, once it has come to rest; only while the page looks at it. JSON of model/engine.ts. */
  | { readonly kind: "engine"; readonly state: string; readonly heapBytes: number; readonly usedBytes: number }
  | { readonly kind: "policies"; readonly measured: string }
  | { readonly kind: "script"; readonly id: number; readonly script: string | null }
  /** What the configuration says; JSON of `ConfigurationReport`. */
  | { readonly kind: "configured"; readonly file: number | null; readonly version: number; readonly report: string }
  /** An import names a module that no file of the page is: the standard library's stubs are wanted. */
  | { readonly kind: "wantsLibrary" }
  /** They were taken over, unless there is a problem with them. */
  | { readonly kind: "library"; readonly problem: string | null }
  /** Everything is done that is to be done: without a new update nothing more comes. */
  | { readonly kind: "idle" }
  /** The compiled checker is on its way, of whose bytes so many have come. However long that takes, all is well. */
  | { readonly kind: "loading"; readonly loaded: number; readonly total: number | undefined }
  /** It is here. */
  | { readonly kind: "loaded" }
  /** It did not come. */
  | { readonly kind: "unloaded"; readonly reason: string }
  /** The checker is beyond use. */
  | { readonly kind: "failed"; readonly reason: string };

/** A worker as its client sees it. */
export interface CheckerPort {
  send(update: Update): void;
  /** Also told when the worker dies without a word. */
  onReply: (reply: Reply) => void;
  /** Ends it; no reply comes any more. */
  close(): void;
}
