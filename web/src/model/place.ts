// Places in a text, as Monaco counts them: lines and columns from 1, columns in UTF-16 code units. A byte-order mark
// has no width.

export interface Point {
  readonly line: number;
  readonly column: number;
}

/** Half-open. */
export interface Span {
  readonly start: Point;
  readonly end: Point;
}

export function comparePoints(a: Point, b: Point): number {
  return a.line - b.line || a.column - b.column;
}

export function isEmpty(span: Span): boolean {
  return comparePoints(span.start, span.end) === 0;
}

export function sameSpan(a: Span, b: Span): boolean {
  return comparePoints(a.start, b.start) === 0 && comparePoints(a.end, b.end) === 0;
}

/** Where an offset is in a text, by its line feeds. */
function pointIn(text: string, offset: number): Point {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}

export function spanIn(text: string, { start, end }: { start: number; end: number }): Span {
  return { start: pointIn(text, start), end: pointIn(text, end) };
}
