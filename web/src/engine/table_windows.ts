// The parts of a file's tables that the page shows: rows of nodes and tokens, and what of them is selected.

import { comparePoints, isEmpty, type Point, type Span } from "../model/place";
import type { Questions } from "../model/questions";
import type { ScopeNodes } from "../model/results";
import type { NodeRows, Session } from "./pellucid";
import type { Look, NodeReport, TokenReport } from "./protocol";
import type { Recording } from "./recording";
import { nodeRows } from "./rows";

/** The file whose tables they are. */
export interface TableFile {
  /** The session's number for it, and for its text. */
  readonly handle: number;
  readonly revision: number;
  readonly path: string;
}

/** The rows that pass the filter, in order; null means all. */
interface Filtered {
  readonly key: string;
  readonly rows: Uint32Array | null;
}

// Of the way from the root to a node.
const pathHead = 2;
const pathTail = 6;

/** Position of the value in an ascending list, or -1. */
function positionOf(list: Uint32Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return list[low] === value ? low : -1;
}

function endOfRow(rows: NodeRows, row: number): Point {
  return { line: rows.places[4 * row + 2] as number, column: rows.places[4 * row + 3] as number };
}

function spanOfRow(rows: NodeRows, row: number): Span {
  return {
    start: { line: rows.places[4 * row] as number, column: rows.places[4 * row + 1] as number },
    end: endOfRow(rows, row),
  };
}

export class TableWindows {
  readonly #recording: Recording;
  #filtered: Filtered = { key: "", rows: null };

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** The same text may have other rows: of another Python. */
  forget(): void {
    this.#filtered = { key: "", rows: null };
  }

  // ---- Nodes

  nodes(session: Session, file: TableFile, look: Look): NodeReport {
    const { nodes } = session.summary(file.handle);
    const passing = this.#passing(session, file, look.kinds);
    this.#recording.nodes(file.path);
    const rowCount = passing === null ? nodes : passing.length;
    const selected = this.#selected(session, file, look, nodes, passing);
    const first = firstRow(look, selected?.row ?? null, rowCount);
    const rows =
      passing === null
        ? session.nodeRange(file.handle, first, look.count)
        : session.nodeRows(file.handle, passing.subarray(first, first + look.count));
    return { rowCount, first, rows, selected };
  }

  #passing(session: Session, file: TableFile, kinds: readonly number[]): Uint32Array | null {
    if (kinds.length === 0) return null;
    const key = [file.handle, file.revision, ...kinds].join(" ");
    if (this.#filtered.key !== key) this.#filtered = { key, rows: session.nodesOfKinds(file.handle, kinds) };
    return this.#filtered.rows;
  }

  #selected(
    session: Session,
    file: TableFile,
    { focus }: Look,
    nodes: number,
    passing: Uint32Array | null,
  ): NodeReport["selected"] {
    if (focus === null) return null;
    let node: number;
    if (focus.at === "node") {
      if (focus.node >= nodes) return null;
      node = focus.node;
    } else {
      node = this.#nodeAround(session, file, focus.span);
    }
    // Innermost first.
    const around = session.ancestors(file.handle, node);
    const way = [...around.subarray(0, pathTail - 1)].reverse();
    const head = [...around.subarray(Math.max(around.length - pathHead, pathTail - 1))].reverse();
    const path = session.nodeRows(file.handle, [...head, ...way, node]);
    let row: number | null = node;
    if (passing !== null) {
      row = null;
      for (const candidate of [node, ...around]) {
        const place = positionOf(passing, candidate);
        if (place < 0) continue;
        row = place;
        break;
      }
    }
    return { row, depth: around.length, path };
  }

  /** The innermost node that contains the whole span. */
  #nodeAround(session: Session, file: TableFile, span: Span): number {
    const innermost = session.nodeAt(file.handle, span.start.line, span.start.column);
    if (isEmpty(span)) return innermost;
    const candidates = [innermost, ...session.ancestors(file.handle, innermost)];
    // A few at a time: what is around a selection is near, while a long chain of operators is 10,000 deep.
    for (let from = 0; from < candidates.length; from += 16) {
      const rows = session.nodeRows(file.handle, candidates.slice(from, from + 16));
      for (let i = 0; i < rows.indices.length; ++i)
        if (comparePoints(endOfRow(rows, i), span.end) >= 0) return rows.indices[i] as number;
    }
    return 0;
  }

  /** The answer to the question `scopeNodes`. */
  ofScope(session: Session, { handle, path }: TableFile, parameters: string): string {
    const { scope, count }: Questions["scopeNodes"]["asks"] = JSON.parse(parameters);
    this.#recording.ask(path, "nodes", JSON.stringify({ scope, count }));
    const rows = nodeRows(session.nodesOfScope(handle, scope, 0, count));
    const [first] = rows;
    const nodes: ScopeNodes | null = first === undefined ? null : { rowCount: first.subtreeEnd - first.index, rows };
    return JSON.stringify(nodes);
  }

  // ---- Tokens

  tokens(session: Session, file: TableFile, look: Look): TokenReport {
    const rowCount = session.tokenCount(file.handle);
    const place = this.#focusPoint(session, file, look);
    const selectedRow = place === null ? null : session.tokenAt(file.handle, place.line, place.column);
    const first = firstRow(look, selectedRow, rowCount);
    return { rowCount, first, rows: session.tokens(file.handle, first, look.count), selectedRow };
  }

  #focusPoint(session: Session, file: TableFile, { focus }: Look): Point | null {
    if (focus === null) return null;
    if (focus.at === "text") return focus.span.start;
    const rows = session.nodeRows(file.handle, [focus.node]);
    this.#recording.nodes(file.path);
    return rows.indices.length === 0 ? null : spanOfRow(rows, 0).start;
  }
}

/** The rows asked for, or those around the selected row if they shall follow it. */
function firstRow({ first, count, follow }: Look, selected: number | null, rowCount: number): number {
  if (follow && selected !== null && (selected < first || selected >= first + count))
    return Math.max(0, selected - (count >> 1));
  return Math.min(first, Math.max(0, rowCount - count));
}
