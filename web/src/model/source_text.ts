import { comparePoints, type Point, type Span } from "./place";

export interface TextEdit {
  /** What is replaced; empty to insert. */
  readonly span: Span;
  readonly text: string;
}

const mark = "\uFEFF";

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** The lines with their own ends; the last one has none and may be empty. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const end of text.matchAll(/\r\n?|\n/g)) {
    const next = end.index + end[0].length;
    lines.push(text.slice(start, next));
    start = next;
  }
  lines.push(text.slice(start));
  return lines;
}

function lineEnd(line: string): "" | "\n" | "\r" | "\r\n" {
  if (line.endsWith("\r\n")) return "\r\n";
  if (line.endsWith("\n")) return "\n";
  return line.endsWith("\r") ? "\r" : "";
}

/**
 * The true text of a file: every line keeps its own end, and a byte-order mark stays, both of which an editor
 * normalises away. Its lines and columns are those of the editor all the same, so the editor's edits apply here.
 *
 * A list of lines, so that an edit costs what it touches and not the length of the file.
 */
export class SourceText {
  #lines: string[];
  #marked: boolean;

  constructor(text: string) {
    this.#marked = text.startsWith(mark);
    this.#lines = splitLines(this.#marked ? text.slice(1) : text);
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /** Without its end. */
  line(number: number): string {
    const line = this.#lines[number - 1] ?? "";
    return line.slice(0, line.length - lineEnd(line).length);
  }

  toString(): string {
    return (this.#marked ? mark : "") + this.#lines.join("");
  }

  /** What an editor shows: every line end `\n`, no mark. */
  normalized(): string {
    return this.#lines.map((_, i) => this.line(i + 1)).join("\n");
  }

  /**
   * Makes edits at once; their spans are in the present text and do not overlap. Line breaks in what is inserted
   * become those of the line it is inserted in.
   *
   * Returns the edits as another holder of the same text has to make them, in the order of the text; or null if that
   * holder needs the whole text, because what changed is not what the edits say: a character's two halves that meet
   * or part, or a `\r` that would have merged with a `\n` behind it.
   */
  apply(edits: readonly TextEdit[]): readonly TextEdit[] | null {
    const ordered = edits
      .map((edit, place) => ({ edit, place }))
      .sort(
        (a, b) =>
          comparePoints(a.edit.span.start, b.edit.span.start) ||
          comparePoints(a.edit.span.end, b.edit.span.end) ||
          // An editor names the last edit first.
          b.place - a.place,
      )
      .map(({ edit }) => edit);
    let faithful = true;
    const made: TextEdit[] = [];
    for (const edit of ordered.reverse()) {
      const exact = this.#exact(edit);
      if (this.#splitsCharacter(exact)) faithful = false;
      if (this.#replace(exact)) faithful = false;
      made.push(exact);
    }
    // A second mark is a character that the reader of the file would take for the first.
    if (!this.#marked && this.#lines[0]?.startsWith(mark)) {
      this.#marked = true;
      faithful = false;
    }
    return faithful ? made.reverse() : null;
  }

  #clamp({ line, column }: Point): Point {
    if (line < 1) return { line: 1, column: 1 };
    if (line > this.lineCount) return { line: this.lineCount, column: this.line(this.lineCount).length + 1 };
    return { line, column: Math.min(Math.max(column, 1), this.line(line).length + 1) };
  }

  /** The edit inside the text, with the line ends that it will have. */
  #exact(edit: TextEdit): TextEdit {
    const span = { start: this.#clamp(edit.span.start), end: this.#clamp(edit.span.end) };
    if (!/[\r\n]/.test(edit.text)) return { span, text: edit.text };
    const here = lineEnd(this.#lines[span.start.line - 1] ?? "");
    const above = lineEnd(this.#lines[span.start.line - 2] ?? "");
    return { span, text: edit.text.replace(/\r\n?|\n/g, here || above || "\n") };
  }

  #splitsCharacter({ span, text }: TextEdit): boolean {
    const before = this.line(span.start.line).charCodeAt(span.start.column - 2);
    const after = this.line(span.end.line).charCodeAt(span.end.column - 1);
    return (
      isHighSurrogate(before) ||
      isLowSurrogate(after) ||
      isLowSurrogate(text.charCodeAt(0)) ||
      isHighSurrogate(text.charCodeAt(text.length - 1))
    );
  }

  /** Whether a line end besides had to change. */
  #replace({ span: { start, end }, text }: TextEdit): boolean {
    const head = this.line(start.line).slice(0, start.column - 1);
    const tail = (this.#lines[end.line - 1] ?? "").slice(end.column - 1);
    const from = start.line - 1;
    const removed = end.line - from;
    const inserted = splitLines(head + text);
    inserted[inserted.length - 1] += tail;
    if (inserted.length === 1 && removed === 1) {
      this.#lines[from] = inserted[0] as string;
    } else if (inserted.length < 1000) {
      this.#lines.splice(from, removed, ...inserted);
    } else {
      this.#lines = this.#lines.slice(0, from).concat(inserted, this.#lines.slice(from + removed));
    }
    return this.#partLineEnds(from - 1, from + inserted.length);
  }

  /** A `\r` and a `\n` that have come to stand together must not become one line end: the `\r` turns into `\r\n`. */
  #partLineEnds(first: number, last: number): boolean {
    let changed = false;
    for (let i = Math.max(first, 0); i < last; ++i) {
      const line = this.#lines[i] as string;
      if (!line.endsWith("\r") || !this.#lines[i + 1]?.startsWith("\n")) continue;
      this.#lines[i] = `${line}\n`;
      changed = true;
    }
    return changed;
  }
}

/** Where a place is once the edits, which are in the order of the text, have been made at once. */
export function movedPoint(point: Point, edits: readonly TextEdit[]): Point {
  // The end of the last edit before the place: where it was, and where it is.
  let was = { line: 1, column: 1 };
  let is = was;
  const moved = ({ line, column }: Point): Point =>
    line === was.line
      ? { line: is.line, column: column + is.column - was.column }
      : { line: line + is.line - was.line, column };
  for (const { span, text } of edits) {
    if (comparePoints(point, span.start) < 0) break;
    const start = moved(span.start);
    const lines = text.split(/\r\n?|\n/);
    const width = (lines.at(-1) ?? "").length;
    is = { line: start.line + lines.length - 1, column: (lines.length === 1 ? start.column : 1) + width };
    was = span.end;
    // Of what was replaced nothing is left but its end.
    if (comparePoints(point, span.end) < 0) return is;
  }
  return moved(point);
}
