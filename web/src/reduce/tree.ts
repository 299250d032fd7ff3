// A table of nodes beside its text, read as a tree.

import { nodeFlags, nodeKinds, roles } from "../generated/syntax";
import type { Nodes } from "./judge";

export type Row = number;

export interface Cut {
  readonly start: number;
  readonly end: number;
  /** What comes instead. */
  readonly text: string;
}

const noParent = 0xffffffff;
const blockRoles = new Set(["body", "orelse", "finalbody"]);

export class Tree {
  readonly text: string;
  readonly #nodes: Nodes;

  constructor(text: string, nodes: Nodes) {
    this.text = text;
    this.#nodes = nodes;
  }

  get size(): number {
    return this.#nodes.kinds.length;
  }

  kind(row: Row): string {
    return nodeKinds[this.#nodes.kinds[row] as number]?.name ?? "";
  }

  category(row: Row): string {
    return nodeKinds[this.#nodes.kinds[row] as number]?.category ?? "";
  }

  role(row: Row): string {
    return roles[this.#nodes.roles[row] as number] ?? "";
  }

  isStored(row: Row): boolean {
    return ((this.#nodes.flags[row] as number) & nodeFlags.store) !== 0;
  }

  start(row: Row): number {
    return this.#nodes.starts[row] as number;
  }

  end(row: Row): number {
    return this.#nodes.ends[row] as number;
  }

  parent(row: Row): Row | null {
    const parent = this.#nodes.parents[row] as number;
    return parent === noParent ? null : parent;
  }

  children(row: Row): Row[] {
    const found: Row[] = [];
    const end = this.#nodes.subtreeEnds[row] as number;
    for (let child = row + 1; child < end; child = this.#nodes.subtreeEnds[child] as number) found.push(child);
    return found;
  }

  source(row: Row): string {
    return this.text.slice(this.start(row), this.end(row));
  }

  isStatement(row: Row): boolean {
    return this.category(row) === "Statement";
  }

  /** Statements by how many statements they stand in. */
  statementLevels(): Row[][] {
    const depths = new Int32Array(this.size);
    const levels: Row[][] = [];
    for (let row = 1; row < this.size; ++row) {
      const parent = this.parent(row) ?? 0;
      depths[row] = (depths[parent] as number) + (this.isStatement(parent) ? 1 : 0);
      if (!this.isStatement(row)) continue;
      const depth = depths[row] as number;
      levels[depth] ??= [];
      levels[depth].push(row);
    }
    return levels.map((level) => level ?? []);
  }

  /** The children of a row that are blocks, each as its statements. */
  blocks(row: Row): Row[][] {
    const found: Row[][] = [];
    let role = "";
    for (const child of this.children(row)) {
      const isInBlock = this.isStatement(child) && blockRoles.has(this.role(child));
      if (isInBlock && this.role(child) === role) found.at(-1)?.push(child);
      else if (isInBlock) found.push([child]);
      role = isInBlock ? this.role(child) : "";
    }
    return found;
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** Behind the line break, or the end. */
  lineEnd(offset: number): number {
    const found = this.text.indexOf("\n", offset);
    return found < 0 ? this.text.length : found + 1;
  }

  indentation(offset: number): string {
    return /^[ \t\f]*/.exec(this.text.slice(this.lineStart(offset), offset))?.[0] ?? "";
  }

  /** Takes a statement away: its lines, if it has them for itself. */
  withoutStatement(row: Row): Cut {
    const [start, end] = [this.start(row), this.end(row)];
    const lineStart = this.lineStart(start);
    const lineEnd = this.lineEnd(end);
    const isFirst = this.text.slice(lineStart, start).trim() === "";
    const behind = this.text.slice(end, lineEnd);
    if (isFirst && /^\s*(#.*)?$/.test(behind)) return { start: lineStart, end: lineEnd, text: "" };
    const semicolon = /^\s*;[ \t]*/.exec(behind)?.[0];
    if (semicolon !== undefined) return { start, end: end + semicolon.length, text: "" };
    const before = /;\s*$/.exec(this.text.slice(lineStart, start))?.[0].length ?? 0;
    return { start: start - before, end, text: "" };
  }

  /** Takes statements away. A block that loses all of them gets a `pass`, unless it is the file itself. */
  withoutStatements(gone: ReadonlySet<Row>): Cut[] {
    const cuts: Cut[] = [];
    const seen = new Set<Row>();
    for (const row of gone) {
      if (seen.has(row)) continue;
      const parent = this.parent(row) ?? 0;
      const block = this.blocks(parent).find((rows) => rows.includes(row)) ?? [row];
      const lost = block.filter((statement) => gone.has(statement));
      for (const statement of lost) seen.add(statement);
      const isEmptied = parent !== 0 && lost.length === block.length;
      for (const [i, statement] of lost.entries())
        cuts.push(
          isEmptied && i === 0
            ? { start: this.start(statement), end: this.end(statement), text: "pass" }
            : this.withoutStatement(statement),
        );
    }
    return cuts;
  }

  /** A block's statements as they would stand at another indentation. */
  blockAt(block: readonly Row[], indentation: string): string {
    const first = block[0] as Row;
    const last = block.at(-1) as Row;
    const source = this.text.slice(this.start(first), this.end(last));
    if (this.text.slice(this.lineStart(this.start(first)), this.start(first)).trim() !== "") return source;
    const own = this.indentation(this.start(first));
    return source
      .split("\n")
      .map((line, i) => (i > 0 && line.startsWith(own) ? indentation + line.slice(own.length) : line))
      .join("\n");
  }
}

/** The text after all cuts. Of cuts that overlap, the first counts. */
export function cutAll(text: string, cuts: readonly Cut[]): string {
  let at = 0;
  let made = "";
  for (const { start, end, text: instead } of cuts.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    made += text.slice(at, start) + instead;
    at = end;
  }
  return made + text.slice(at);
}
