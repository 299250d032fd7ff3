import { comparePoints, type Span } from "./place";
import type { Focus } from "./workspace";

/** Which of the rows begins where the page is about; null if none does. `isHere`: whether a row is of the open file. */
export function rowAtFocus<Row extends { readonly span: Span }>(
  focus: Focus | null,
  rows: readonly Row[],
  isHere: (row: Row) => boolean = () => true,
): number | null {
  if (focus?.at !== "text") return null;
  const at = rows.findIndex((row) => isHere(row) && comparePoints(row.span.start, focus.span.start) === 0);
  return at < 0 ? null : at;
}
