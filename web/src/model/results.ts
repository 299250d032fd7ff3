import type { Point, Span } from "./place";
import type { FileId } from "./source_file";

// What the checker has said, as plain data. Everything names the version of the text that it is about.

export interface Place extends Point {
  /** UTF-16 units from the beginning of the text. */
  readonly offset: number;
}

export interface Range extends Span {
  readonly start: Place;
  readonly end: Place;
}

export type Severity = "error" | "warning" | "info";

export interface Related {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range: Range;
  readonly related: readonly Related[];
  readonly fix: Fix | null;
}

export interface FileSummary {
  readonly bytes: number;
  readonly lines: number;
  readonly nodes: number;
  readonly treeBytes: number;
  readonly parseMs: number;
}

export interface CheckedFile {
  readonly version: number;
  /** Null for what is no Python. */
  readonly summary: FileSummary | null;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more there are behind these. */
  readonly omitted: number;
  /** Milliseconds that it took to check. */
  readonly checkMs: number;
}

export interface NodeRow {
  readonly index: number;
  /** Numbers into the lists of generated/syntax.ts. */
  readonly kind: number;
  readonly role: number;
  readonly flags: number;
  /** Null for the root. */
  readonly parent: number | null;
  readonly subtreeEnd: number;
  readonly depth: number;
  readonly span: Span;
  /** What payload and flags stand for, for people. */
  readonly payload: string;
  readonly flagNames: string;
  /** Its source on one line, perhaps cut. */
  readonly source: string;
}

/** The syntax of what a scope belongs to: a function, a class, an expression, the module. */
export interface ScopeNodes {
  /** All there are; depths are counted from the first. */
  readonly rowCount: number;
  readonly rows: readonly NodeRow[];
}

export interface TokenRow {
  readonly index: number;
  readonly kind: number;
  readonly span: Span;
  readonly source: string;
}

/** Some rows of a table that stand one behind another. */
export interface RowSlice<Row> {
  readonly first: number;
  readonly rows: readonly Row[];
}

export interface PathStep {
  readonly node: number;
  readonly kind: number;
  readonly span: Span;
}

/** The node that the page is about: the one the cursor stands in, or that was chosen. */
export interface SelectedNode {
  readonly node: number;
  readonly subtreeEnd: number;
  readonly span: Span;
  /** Its position in the table as filtered, or that of the nearest ancestor which passes; null if none does. */
  readonly row: number | null;
  /** From the root down to the node itself. A long way is cut in the middle. */
  readonly path: readonly PathStep[];
  readonly depth: number;
}

export interface NodeTable {
  readonly file: FileId;
  readonly version: number;
  /** Rows that pass the filter. */
  readonly rowCount: number;
  readonly slice: RowSlice<NodeRow>;
  readonly selected: SelectedNode | null;
  /** Counts up when the table should come to where the selection is. */
  readonly reveal: number;
}

export interface TokenTable {
  readonly file: FileId;
  readonly version: number;
  readonly rowCount: number;
  readonly slice: RowSlice<TokenRow>;
  readonly selectedRow: number | null;
  readonly reveal: number;
}

/** Whether the node stands strictly inside the row's subtree. */
export function isAncestor(row: NodeRow, node: number): boolean {
  return row.index < node && node < row.subtreeEnd;
}
