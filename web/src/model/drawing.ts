// What the page draws into a source besides its problems, made of what is known about its names.

import type { ScopeKind } from "../generated/names";
import type { NameTrace, ScopeEntry, ScopePiece, SymbolTable, TraceHolder, UseDef } from "./names";
import { moduleScope } from "./names";
import { comparePoints, type Span, sameSpan } from "./place";
import type { FileId } from "./source_file";
import { type CardId, holderOf, stepOf } from "./trace_cards";

/** The text of a scope, to be tinted by how deep it stands. */
export interface Band {
  readonly span: Span;
  /** Of scopes right inside the module: 1. */
  readonly depth: number;
  /** It has its lines to itself, from the column of its first word on. */
  readonly isBlock: boolean;
}

export interface DrawnBands {
  readonly file: FileId;
  readonly version: number;
  readonly bands: readonly Band[];
}

export type MarkRole =
  /** The name that is asked about. */
  | "use"
  /** Where it may come from. */
  | "definition"
  /** Where it is taken away. */
  | "removal"
  /** Another place of the same symbol. */
  | "same"
  /** What decides in the step of the trace that one looks at. */
  | "evidence";

export interface Mark {
  readonly span: Span;
  readonly role: MarkRole;
}

/** A branch between a use and its definitions, with what it does to the name, in words. */
export interface BranchNote {
  readonly span: Span;
  readonly effect: "binds" | "unbinds" | "passes" | "keeps" | "leaves";
  readonly text: string;
}

/** From a use to where its value may come from. */
export interface Arrow {
  readonly from: Span;
  readonly to: Span;
  /** Whether every way leads there. */
  readonly isCertain: boolean;
}

export interface Drawing {
  /** What stays as it is while the rest is dimmed; null dims nothing. */
  readonly spotlight: readonly Span[] | null;
  readonly marks: readonly Mark[];
  readonly branches: readonly BranchNote[];
  readonly arrows: readonly Arrow[];
}

export interface DrawnNames extends Drawing {
  readonly file: FileId;
  readonly version: number;
}

// A name that is read a thousand times would make a thicket of arrows.
const mostArrows = 40;

const blocks: ReadonlySet<ScopeKind> = new Set<ScopeKind>(["function", "class"]);
// Their text lies here and there in that of a function or class, which is tinted already.
const scattered: ReadonlySet<ScopeKind> = new Set<ScopeKind>(["module", "annotations", "type parameters"]);

/** Of the scopes that have a text of their own, outer ones first. */
export function bandsOf(scopes: readonly ScopeEntry[]): Band[] {
  return scopes.flatMap(({ kind, depth, span }) =>
    scattered.has(kind) ? [] : [{ span, depth, isBlock: blocks.has(kind) }],
  );
}

/**
 * The scope itself without what is evaluated in others, as far as that is known, and the names it binds: parameters stand
 * in the line of a definition, which otherwise belongs to the scope around.
 */
function spotlightOn(
  entry: ScopeEntry,
  pieces: readonly ScopePiece[] | null,
  table: SymbolTable | null,
): readonly Span[] | null {
  if (entry.id === moduleScope) return null;
  const own = (pieces ?? []).filter(({ scope }) => scope === entry.id).map(({ span }) => span);
  if (own.length === 0) return [entry.span];
  const bound = (table?.scope === entry.id ? table.symbols : []).flatMap(({ definitions }) =>
    definitions.filter(({ scope }) => scope === entry.id).map(({ span }) => span),
  );
  return merged([...own, ...bound]);
}

/** In the order of the text, without overlaps. */
function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.toSorted((a, b) => comparePoints(a.start, b.start))) {
    const last = out.at(-1);
    if (last === undefined || comparePoints(last.end, span.start) < 0) out.push(span);
    else if (comparePoints(last.end, span.end) < 0) out[out.length - 1] = { start: last.start, end: span.end };
  }
  return out;
}

/** A scope that has been chosen, if one is, and a symbol or a member place of the one that is shown. */
export function drawScope(
  entry: ScopeEntry | null,
  pieces: readonly ScopePiece[] | null,
  table: SymbolTable | null,
  symbol: Pick<SymbolTable["symbols"][number], "definitions" | "uses"> | null,
): Drawing {
  return {
    spotlight: entry === null ? null : spotlightOn(entry, pieces, table),
    marks: [
      ...(symbol?.definitions ?? []).map(
        ({ span, unbinds }): Mark => ({ span, role: unbinds ? "removal" : "definition" }),
      ),
      ...(symbol?.uses ?? []).map(({ span }): Mark => ({ span, role: "same" })),
    ],
    branches: [],
    arrows: [],
  };
}

interface Defining {
  readonly unbinds: boolean;
  readonly span: Span;
}

interface Branching {
  readonly branch: string;
  readonly effect: string;
  readonly span: Span;
}

const effects: Record<string, BranchNote["effect"]> = {
  "binds it": "binds",
  "deletes it": "unbinds",
  "leaves it as it was": "keeps",
  "does not come here": "leaves",
};

/** `binds x` beside a clause that is written; `when no condition holds: does not bind x` where none is. */
function noteOf(name: string, { branch, effect, span }: Branching): BranchNote {
  const text = effect.replace(/\bit\b/, name);
  const isWritten = branch.startsWith("the `");
  return {
    span,
    effect: effects[effect] ?? "passes",
    text: isWritten ? text : `${branch.replaceAll("`", "")}: ${text}`,
  };
}

function drawFlow(name: string, use: Span, definitions: readonly Defining[], branches: readonly Branching[]): Drawing {
  const elsewhere = definitions.filter(({ span }) => !sameSpan(span, use));
  const binding = elsewhere.filter(({ unbinds }) => !unbinds);
  const isCertain = elsewhere.length === 1 && branches.every(({ effect }) => effect === "binds it");
  return {
    spotlight: null,
    marks: [
      { span: use, role: "use" },
      ...elsewhere.map(({ span, unbinds }): Mark => ({ span, role: unbinds ? "removal" : "definition" })),
    ],
    branches: branches.map((branch) => noteOf(name, branch)),
    arrows: binding.slice(0, mostArrows).map(({ span }) => ({ from: use, to: span, isCertain })),
  };
}

/** From a definition to whatever may read it. */
function drawReaders(definition: Span, uses: readonly { readonly span: Span }[]): Drawing {
  return {
    spotlight: null,
    marks: [{ span: definition, role: "definition" }, ...uses.map(({ span }): Mark => ({ span, role: "same" }))],
    branches: [],
    arrows: uses.slice(0, mostArrows).map(({ span }) => ({ from: span, to: definition, isCertain: uses.length === 1 })),
  };
}

const flowOf = ({ definitions, branches }: TraceHolder) => ({
  definitions: definitions.map(({ unbinds, range }) => ({ unbinds, span: range })),
  branches: branches.map(({ branch, effect, range }) => ({ branch, effect, span: range })),
});

/** A trace: one of its cards, or with none the way from the name to its answer. */
export function drawTrace(trace: NameTrace, useDef: UseDef | null, card: CardId | null): Drawing {
  const { name, range } = trace;
  const step = stepOf(trace, card);
  if (step !== null) {
    const { scope, evidence, outcome } = step;
    const isInner = scope.range !== null && scope.id !== moduleScope;
    const shown = evidence !== null && !sameSpan(evidence, range) ? evidence : null;
    return {
      spotlight: isInner && scope.range !== null ? [scope.range] : null,
      marks: [{ span: range, role: "use" }, ...(shown === null ? [] : [{ span: shown, role: "evidence" } as const])],
      branches: [],
      arrows: shown !== null && outcome === "found" ? [{ from: range, to: shown, isCertain: true }] : [],
    };
  }
  const holder = holderOf(trace, card);
  if (holder !== null) {
    const { definitions, branches } = flowOf(holder);
    return drawFlow(name, range, definitions, branches);
  }
  if (useDef !== null && useDef.uses.length > 0) return drawReaders(range, useDef.uses);
  const flows = trace.holders.map(flowOf);
  return useDef === null
    ? drawFlow(
        name,
        range,
        flows.flatMap(({ definitions }) => definitions),
        flows.flatMap(({ branches }) => branches),
      )
    : drawFlow(name, range, useDef.definitions, useDef.branches);
}
