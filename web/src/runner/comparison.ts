// What Pellucid and CPython say of the same file, side by side. Only what both speak of is compared: scopes and their
// symbols, whether the text compiles, and whether names have a value where they are read.

import type { NameTrace, SymtableBlock } from "../model/names";
import type { Diagnostic } from "../model/results";
import type { FilePoint, Outcome } from "./protocol";

/** A place that Pellucid takes for one where a name has no value. */
export interface UnboundClaim extends FilePoint {
  readonly name: string;
}

export interface Finding {
  /** What it is about: "Scopes and symbols". */
  readonly subject: string;
  readonly pellucid: string;
  readonly python: string;
  /** Null if the two cannot be compared there. */
  readonly agree: boolean | null;
  readonly place: FilePoint | null;
}

function symbolsText(words: readonly string[] | undefined): string {
  if (words === undefined) return "has no such symbol";
  return words.length === 0 ? "knows nothing more of it" : words.map((word) => word.replaceAll("_", " ")).join(", ");
}

/** The first few places where the blocks differ, in words for each side. */
export function blockDifferences(
  pellucid: SymtableBlock,
  python: SymtableBlock,
  most = 5,
): { readonly where: string; readonly pellucid: string; readonly python: string; readonly line: number }[] {
  const found: { where: string; pellucid: string; python: string; line: number }[] = [];
  const todo: (readonly [SymtableBlock, SymtableBlock, string])[] = [[pellucid, python, "the module"]];
  for (let pair = todo.shift(); pair !== undefined && found.length < most; pair = todo.shift()) {
    const [a, b, where] = pair;
    const line = Math.max(1, b.lineno);
    for (const name of [...new Set([...Object.keys(a.symbols), ...Object.keys(b.symbols)])].sort()) {
      const [mine, its] = [a.symbols[name], b.symbols[name]];
      if (mine?.join() === its?.join()) continue;
      found.push({ where: `\`${name}\` in ${where}`, pellucid: symbolsText(mine), python: symbolsText(its), line });
    }
    const inner = ({ children }: SymtableBlock) =>
      children.map(({ type, name, lineno }) => `${type} ${name} in line ${lineno}`);
    if (inner(a).join() !== inner(b).join()) {
      const text = (block: SymtableBlock) => inner(block).join(", ") || "no blocks";
      found.push({ where: `the blocks in ${where}`, pellucid: text(a), python: text(b), line });
      continue;
    }
    for (const [at, child] of a.children.entries()) {
      const other = b.children[at];
      if (other !== undefined) todo.push([child, other, `${child.type} \`${child.name}\``]);
    }
  }
  return found.slice(0, most);
}

function countBlocks(block: SymtableBlock): { blocks: number; symbols: number } {
  const inner = block.children.map(countBlocks);
  return {
    blocks: 1 + inner.reduce((sum, { blocks }) => sum + blocks, 0),
    symbols: Object.keys(block.symbols).length + inner.reduce((sum, { symbols }) => sum + symbols, 0),
  };
}

const syntaxRule = "invalid-syntax";

/** What Pellucid has not said of this text is null. */
export function compareSymtables(
  path: string,
  pellucid: SymtableBlock | null,
  python: SymtableBlock | null,
  problems: readonly Diagnostic[] | null,
): Finding[] {
  const syntax = problems?.find(({ rule }) => rule === syntaxRule);
  const compiles: Finding = {
    subject: "Is it Python",
    pellucid: problems === null ? "has no answer" : (syntax?.message ?? "no syntax error"),
    python: python === null ? "does not compile" : "compiles",
    agree: problems === null ? null : (syntax === undefined) === (python !== null),
    place: syntax === undefined ? null : { path, ...syntax.range.start },
  };
  if (python === null) return [compiles];
  if (pellucid === null)
    return [
      compiles,
      { subject: "Scopes and symbols", pellucid: "has no answer", python: "has one", agree: null, place: null },
    ];
  const differences = blockDifferences(pellucid, python);
  if (differences.length === 0) {
    const { blocks, symbols } = countBlocks(python);
    const text = `${blocks} ${blocks === 1 ? "block" : "blocks"}, ${symbols} symbols`;
    return [compiles, { subject: "Scopes and symbols", pellucid: text, python: text, agree: true, place: null }];
  }
  return [
    compiles,
    ...differences.map(({ where, line, ...said }) => ({
      ...{ subject: `Scopes and symbols: ${where}`, ...said, agree: false },
      place: { path, line, column: 1 },
    })),
  ];
}

const unsaid = "has no answer for this text";

/**
 * What the trace says of the name that Python did not find; null if there is no trace of it. Undefined is what Pellucid has
 * not said of the text that ran.
 */
export function compareRaised(
  { error }: Outcome,
  trace: NameTrace | null | undefined,
  isKnownProblem: boolean | undefined,
): Finding {
  const subject = "What was raised";
  if (error === null)
    return { subject, pellucid: "says nothing of values", python: "ran to its end", agree: null, place: null };
  const python = `${error.type}: ${error.message}`;
  const { place } = error;
  if (error.type === "SyntaxError" || error.type === "IndentationError" || error.type === "TabError")
    return {
      subject,
      pellucid: isKnownProblem === undefined ? unsaid : isKnownProblem ? "reports it, too" : "reports nothing there",
      python,
      agree: isKnownProblem ?? null,
      place,
    };
  if (error.type !== "NameError" && error.type !== "UnboundLocalError") {
    const pellucid = isKnownProblem ? "reports it, too" : "says nothing of values";
    return { subject, pellucid, python, agree: isKnownProblem || null, place };
  }
  if (trace === undefined) return { subject, pellucid: unsaid, python, agree: null, place };
  if (trace === null || place === null) return { subject, pellucid: "knows no name there", python, agree: null, place };
  const { state, text, error: expected } = trace.answer;
  const isAwaited = state === "bound" ? false : expected === null || expected === error.type;
  // Code that runs later: Pellucid cannot know when, and says so.
  const runsLater = trace.holders.some(({ later }) => later);
  return { subject, pellucid: text, python, agree: isAwaited || (runsLater ? null : false), place };
}

/** Names that Pellucid took for unbound, and that had a value when Python came there. */
export function compareFound({ found }: Outcome, claims: readonly UnboundClaim[]): Finding[] {
  return claims.flatMap((claim) => {
    const isFound = found.some(
      ({ path, line, column }) => path === claim.path && line === claim.line && column === claim.column,
    );
    if (!isFound) return [];
    const { path, line, column, name } = claim;
    return [
      {
        subject: `\`${name}\` in line ${line}`,
        pellucid: "is not bound",
        python: "found a value",
        agree: false,
        place: { path, line, column },
      },
    ];
  });
}
