import type { Span } from "../model/place";
import type { Project } from "../model/project";
import type { TableName } from "../model/workspace";

/** A diagnostic of the active file. */
export interface SharedProblem {
  readonly rule: string;
  readonly span: Span;
}

/** Where whoever shared it was looking. */
export interface SharedView {
  readonly table: TableName;
  /** In the active file; with the name table, the name in question. */
  readonly selection: Span | null;
  readonly problem: SharedProblem | null;
  /** The step of the name's trace; null for the whole way. */
  readonly step: number | null;
}

/** What a link carries. */
export interface SharedState {
  readonly project: Project;
  /** The minor version of Python. */
  readonly python: number;
  /** The build that made the link. */
  readonly build: string | null;
  readonly view: SharedView | null;
}
