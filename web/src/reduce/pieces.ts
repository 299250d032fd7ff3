// What can be tried with one row of the table: ways to have less of it.

import { type Cut, cutAll, type Row, type Tree } from "./tree";

/** Compound statements as one of their blocks, and without an `else`, a handler, a case. */
export function* lessStructure(tree: Tree, row: Row): Generator<Cut> {
  if (tree.isStatement(row)) {
    const indentation = tree.indentation(tree.start(row));
    const whole = { start: tree.start(row), end: tree.end(row) };
    const holders = [row, ...tree.children(row).filter((child) => tree.category(child) === "Clause")];
    for (const holder of holders)
      for (const block of tree.blocks(holder)) yield { ...whole, text: tree.blockAt(block, indentation) };
    // `else:` and `finally:` have no row of their own: they begin behind what comes before them.
    const children = tree.children(row);
    for (const block of tree.blocks(row).slice(1)) {
      const before = children[children.indexOf(block[0] as Row) - 1];
      if (before !== undefined) yield { start: tree.end(before), end: tree.end(block.at(-1) as Row), text: "" };
    }
  } else if (tree.category(row) === "Clause" && tree.blocks(row).length > 0) {
    yield { start: tree.lineStart(tree.start(row)), end: tree.lineEnd(tree.end(row)), text: "" };
  }
}

const placeholder: Readonly<Record<string, string>> = {
  Expression: "0",
  Pattern: "_",
};

/** Parts left out with the signs beside them, wholes as one of their parts, and anything as next to nothing. */
export function* lessExpression(tree: Tree, row: Row): Generator<Cut> {
  const [start, end] = [tree.start(row), tree.end(row)];
  const parent = tree.parent(row);
  if (parent === null) return;
  const siblings = tree.children(parent);
  const place = siblings.indexOf(row);
  const before = siblings[place - 1];
  const behind = siblings[place + 1];
  if (!tree.isStatement(row)) {
    if (tree.role(row) === "decorator") yield { start: tree.lineStart(start), end: tree.lineEnd(end), text: "" };
    if (before !== undefined) yield { start: tree.end(before), end, text: "" };
    if (behind !== undefined) yield { start, end: tree.start(behind), text: "" };
    if (before === undefined && start > tree.start(parent) + 1) yield { start: tree.start(parent) + 1, end, text: "" };
    // With brackets around it that nothing else stands in, as of a class's bases.
    if (/[([]$/.test(tree.text.slice(0, start)) && /^\s*,?\s*[)\]]/.test(tree.text.slice(end))) {
      const closing = /^\s*,?\s*[)\]]/.exec(tree.text.slice(end))?.[0].length ?? 0;
      yield { start: start - 1, end: end + closing, text: "" };
      yield { start: start - 1, end: end + closing, text: tree.source(row) };
    }
    // A key goes with its value.
    const next = siblings[place + 2];
    if (tree.role(row) === "key" && next !== undefined) yield { start, end: tree.start(next), text: "" };
    yield { start, end, text: "" };
  }
  for (const child of tree.children(row))
    if (tree.category(child) === "Expression" && tree.end(child) - tree.start(child) < end - start)
      yield { start, end, text: tree.source(child) };
  const instead = placeholder[tree.category(row)];
  if (instead !== undefined && end - start > instead.length && !tree.isStored(row)) yield { start, end, text: instead };
  if (tree.kind(row) === "StringLiteral" && end - start > 2) yield { start, end, text: '""' };
}

/** Names that the file itself binds. */
export function boundNames(tree: Tree): string[] {
  const names = new Set<string>();
  for (let row = 1; row < tree.size; ++row) {
    const role = tree.role(row);
    const isBound =
      (tree.kind(row) === "Name" && tree.isStored(row)) ||
      (tree.kind(row) === "Identifier" && (role === "name" || role === "asname")) ||
      (tree.kind(row) === "Parameter" && tree.children(row).length === 0);
    if (isBound) names.add(tree.source(row));
  }
  return [...names].filter((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));
}

export const withCut = (tree: Tree, cut: Cut): string => cutAll(tree.text, [cut]);
