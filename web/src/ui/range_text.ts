interface Point {
  readonly line: number;
  readonly column: number;
}

export interface TextRange {
  readonly start: Point;
  readonly end: Point;
}

/** `3:5`, `3:5–12`, `3:5–7:1`: lines and columns from 1, the end exclusive. */
export function rangeText({ start, end }: TextRange): string {
  const from = `${start.line}:${start.column}`;
  if (start.line !== end.line) return `${from}–${end.line}:${end.column}`;
  return start.column === end.column ? from : `${from}–${end.column}`;
}
