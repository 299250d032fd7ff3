import type { Point } from "./place";
import type { FileId } from "./source_file";

/** What questions about the open file are asked of. */
export interface Wanted {
  /** The text, and the Python that reads it. */
  readonly text: { readonly file: FileId; readonly version: number; readonly python: number };
  readonly inFile: { readonly file: FileId };
  /** Where the cursor stands. */
  readonly at: Point | null;
}
