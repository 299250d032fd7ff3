// Columns, as they cross from the worker, into rows for the page.

import type { Span } from "../model/place";
import type { NodeRow, PathStep, TokenRow } from "../model/results";
import type { NodeRows, TokenRows } from "./pellucid";

const none = 0xffffffff;

// Columns of one table are equally long, so a row within the length of one is there in all.
function at(column: Uint8Array | Uint32Array, row: number): number {
  return column[row] as number;
}

function spanAt(places: Uint32Array, row: number): Span {
  return {
    start: { line: at(places, 4 * row), column: at(places, 4 * row + 1) },
    end: { line: at(places, 4 * row + 2), column: at(places, 4 * row + 3) },
  };
}

export function nodeRows(columns: NodeRows): NodeRow[] {
  const texts: [string, string, string][] = JSON.parse(columns.texts);
  return texts.map(([payload, flagNames, source], row) => {
    const parent = at(columns.parents, row);
    return {
      index: at(columns.indices, row),
      kind: at(columns.kinds, row),
      role: at(columns.roles, row),
      flags: at(columns.flags, row),
      parent: parent === none ? null : parent,
      subtreeEnd: at(columns.subtreeEnds, row),
      depth: at(columns.depths, row),
      span: spanAt(columns.places, row),
      payload,
      flagNames,
      source,
    };
  });
}

export function pathSteps(columns: NodeRows): PathStep[] {
  return Array.from(columns.indices, (node, row) => ({
    node,
    kind: at(columns.kinds, row),
    span: spanAt(columns.places, row),
  }));
}

export function tokenRows(columns: TokenRows, first: number): TokenRow[] {
  const texts: string[] = JSON.parse(columns.texts);
  return texts.map((source, row) => ({
    index: first + row,
    kind: at(columns.kinds, row),
    span: spanAt(columns.places, row),
    source,
  }));
}
