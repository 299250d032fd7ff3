// What the checker tells of itself: its trees and how they come and go, its queries, and what the last edit made it do.
// Computed by core/wire/page_engine.cpp; the page only shows it.

import type { Span } from "./place";

export interface Statistics {
  readonly files: number;
  readonly parses: number;
  readonly reparses: { readonly whole: number; readonly partial: number };
  readonly reparses_within_revision: number;
  readonly trees_freed: number;
  readonly tree_bytes_resident: number;
  readonly tree_bytes_peak: number;
  readonly memory_bytes: Readonly<Record<string, number>>;
  readonly queries: Readonly<
    Record<string, { readonly run: number; readonly reused: number; readonly cut_off: number }>
  >;
}

export interface FileTree {
  readonly file: number;
  readonly path: string;
  /** Or only reached by imports. */
  readonly isOpen: boolean;
  readonly isShown: boolean;
  readonly isResident: boolean;
  readonly bytes: number;
  readonly nodes: number;
  readonly treeBytes: number;
  readonly parses: number;
  readonly wholeReparses: number;
  readonly partialReparses: number;
  readonly reparsesWithinRevision: number;
  readonly freed: number;
  /** Who asked for the last parse: a query, or what of the page. */
  readonly asker: string;
  /** Why the whole file was parsed then where a definition would have done; else empty. */
  readonly refusal: string;
  readonly parseMs: number;
}

export type TreeEventKind = "parsed" | "reparsed" | "reparsedInPart" | "freed" | "replaced";

export interface TreeEvent {
  /** Milliseconds since the session began. */
  readonly at: number;
  readonly kind: TreeEventKind;
  readonly path: string;
  readonly asker: string;
  /** Of all trees, behind the event. */
  readonly treeBytes: number;
}

export type QueryEventKind = "changed" | "ran" | "cutOff" | "reused" | "cycle" | "abandoned" | "evicted" | "forgotten";

export interface QueryEvent {
  readonly depth: number;
  readonly kind: QueryEventKind;
  readonly query: string;
  /** Its key, with the path of the file. */
  readonly of: string;
  /** What happened and because of what, in words. */
  readonly what: string;
  readonly because: string;
  /** Itself, or something below it. */
  readonly hasRun: boolean;
  readonly ms: number;
}

export interface ComparedRow {
  readonly state: "same" | "moved" | "gone" | "new";
  /** Of the first of `count` rows; null if there is none on that side. */
  readonly before: number | null;
  readonly after: number | null;
  readonly count: number;
  /** Of a row that is gone or new. */
  readonly kind?: string;
  readonly payload?: string;
  readonly source?: string;
  /** Of a row that is new. */
  readonly span?: Span | null;
}

export interface ComparedSymbol {
  readonly state: "moved" | "changed" | "gone" | "new";
  readonly scope: string;
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Where the new text names it first in that scope; null if it is gone. */
  readonly span: Span | null;
}

/** A file before and after the edit. */
export interface Comparison {
  readonly path: string;
  /** Rows that are the same under the same index, the same under a new one, gone, and new. */
  readonly same: number;
  readonly moved: number;
  readonly gone: number;
  readonly new: number;
  readonly rows: readonly ComparedRow[];
  /** Of the list of rows; how many were left out at its end. */
  readonly rowsOmitted: number;
  readonly symbolsSame: number;
  readonly symbols: readonly ComparedSymbol[];
  readonly symbolsOmitted: number;
}

export interface LastEdit {
  /** Counts the edits that were watched. */
  readonly number: number;
  readonly sentence: string;
  /** Paths. */
  readonly rechecked: readonly string[];
  readonly run: number;
  readonly reused: number;
  readonly cutOff: number;
  readonly events: readonly QueryEvent[];
  /** Events that were left out. */
  readonly omitted: number;
  readonly comparisons: readonly Comparison[];
}

export interface EngineState {
  readonly statistics: Statistics;
  /** `after-check`, `never`, or a number of bytes. */
  readonly policy: string;
  readonly files: readonly FileTree[];
  readonly now: number;
  /** All that ever were; the last of them are listed. */
  readonly treeEventCount: number;
  readonly treeEvents: readonly TreeEvent[];
  /** Null until the first edit that was watched. */
  readonly edit: LastEdit | null;
}

/** What a policy made of a copy of the files: checked from nothing, and then each looked at once. */
export interface MeasuredPolicy {
  readonly policy: string;
  readonly peakBytes: number;
  readonly residentBytes: number;
  readonly freed: number;
  readonly reparses: number;
  readonly reparsesLooking: number;
  readonly checkMs: number;
  readonly lookMs: number;
}

/** The state, and what it cannot know: the memory that the browser gave. */
export interface EngineReport {
  readonly state: EngineState;
  /** Of the WebAssembly heap, which never shrinks. */
  readonly heapBytes: number;
  /** Of it, in use. */
  readonly usedBytes: number;
}

/** What can be asked of the checker as a whole. */
export interface EngineControl {
  freeAll(): void;
  /** Ends a pause of the checking. */
  resume(): void;
  measurePolicies(budget: number): void;
  /** The session so far as a script for `pellucid replay`; null if it is too long, or the checker died. */
  script(): Promise<string | null>;
}
