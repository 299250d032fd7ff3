import type { Point } from "./place";
import type { FileId } from "./source_file";
import type { Workspace } from "./workspace";

/** What questions about the open file are asked of. */
export interface Wanted {
  /** The text, and the Python that reads it. */
  readonly text: { readonly file: FileId; readonly version: number; readonly python: number };
  readonly inFile: { readonly file: FileId };
  /** Where the cursor stands. */
  readonly at: Point | null;
}

/** Where the cursor stands, or the node begins that was chosen. */
export function cursorOf(workspace: Workspace): Point | null {
  const focus = workspace.focus.get();
  if (focus === null) return null;
  return focus.at === "text" ? focus.span.start : (workspace.nodes.get()?.selected?.span.start ?? null);
}

export const placeText = ({ line, column }: Point): string => `${line}:${column}`;
