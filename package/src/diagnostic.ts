/** Lines and columns count from 1, columns and offsets in UTF-16 code units, as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** From the beginning of the text. */
  readonly offset: number;
}

export interface Range {
  readonly start: Place;
  readonly end: Place;
}

export interface Diagnostic {
  /** Such as `unresolved-reference`. */
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly path: string;
  readonly range: Range;
  /** Other places that explain this one. */
  readonly related: readonly { readonly path: string; readonly range: Range; readonly message: string }[];
  readonly fix: {
    readonly title: string;
    readonly edits: readonly { readonly range: Range; readonly text: string }[];
  } | null;
}
