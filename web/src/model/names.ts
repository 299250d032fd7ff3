// What the checker knows of names, as plain data: answers to the questions of questions.ts. Spans are places in the
// version of the text that the answer names.

import type { DefinitionKind, ScopeKind, SymbolFlag, TraceBranchKind, TraceRule } from "../generated/names";
import type { Span } from "./place";
import type { Range } from "./results";
import type { FileId } from "./source_file";

// ---- Scopes

/** A scope's number within its file: in the order in which their bodies begin, inner scopes behind outer ones. */
export type ScopeId = number;
export const moduleScope: ScopeId = 0;

export interface ScopeEntry {
  readonly id: ScopeId;
  readonly kind: ScopeKind;
  /** Of the function, class, alias or type variable; empty for what has none. */
  readonly name: string;
  /** In words: `` function `f` ``, `the module`, `this lambda`. */
  readonly title: string;
  /** Null for the module. */
  readonly parent: ScopeId | null;
  /** The module's is 0. */
  readonly depth: number;
  /** Of the definition or expression that opens the scope, decorators and all. */
  readonly span: Span;
  readonly nameSpan: Span | null;
  readonly symbolCount: number;
  /** Scopes right inside it. */
  readonly childCount: number;
}

/** A scope as it is known without a tree: position i of a list is the scope i, a parent stands before its children. */
export interface ListedScope {
  readonly id: ScopeId;
  readonly kind: ScopeKind;
  readonly name: string;
  readonly depth: number;
}

export interface ScopeTree {
  /** Position i is the scope i: a parent stands before its children. */
  readonly scopes: readonly ScopeEntry[];
}

/**
 * A piece of text and the scope it is evaluated in. The pieces of a file lie one behind another without gaps: defaults,
 * decorators and first iterables are pieces of the scope around.
 */
export interface ScopePiece {
  readonly span: Span;
  readonly scope: ScopeId;
  readonly depth: number;
}

// ---- Symbols

/** Which scope owns what a name means, before any question of what has been bound when. */
export interface Owner {
  readonly kind: "local" | "enclosing" | "global" | "declared global" | "unknown";
  /** Itself for a local; null for `unknown`: a builtin, or nothing. */
  readonly scope: ScopeId | null;
}

export type NameAccess = "read" | "bind" | "delete" | "declare";
export type BoundState = "bound" | "maybe unbound" | "unbound" | "deleted" | "never run";

export interface DefinitionEntry {
  readonly kind: DefinitionKind;
  /** Whether the name is unbound by it: `del`, the end of an `except` clause. */
  readonly unbinds: boolean;
  /** False if the line is never run. */
  readonly reachable: boolean;
  /** Of the name. */
  readonly span: Span;
  /** The scope that it stands in: another than the owner's behind `global` and `nonlocal`. */
  readonly scope: ScopeId;
}

export interface UseEntry {
  readonly span: Span;
  /** `read`, or `declare` for `global` and `nonlocal`. */
  readonly access: NameAccess;
  readonly state: BoundState;
  readonly scope: ScopeId;
  /** Whether it stands in an annotation that is written as a string. */
  readonly inString: boolean;
}

/**
 * A name in a scope's table. If the scope owns it, its definitions and uses are all there are in the file; if not, those
 * that stand in this scope.
 */
export interface SymbolEntry {
  /** As Python knows it: `_C__x` for `__x` in class C. */
  readonly name: string;
  /** As it is written. */
  readonly text: string;
  readonly flags: readonly SymbolFlag[];
  readonly owner: Owner;
  readonly definitions: readonly DefinitionEntry[];
  readonly uses: readonly UseEntry[];
}

/**
 * An attribute or item of a name, by what is written: `self.x`, `a.b.c`, `a["k"]`, `a[0]`. Which object is meant is not
 * known, so neither is whether it has such an attribute.
 */
export interface MemberPlace {
  readonly text: string;
  /** Of the name that it begins with. */
  readonly owner: Owner;
  /** Where it is assigned or deleted. */
  readonly definitions: readonly MemberDefinition[];
  readonly uses: readonly { readonly span: Span; readonly scope: ScopeId }[];
}

export type MemberDefinition = Omit<DefinitionEntry, "reachable">;

export interface SymbolTable {
  readonly scope: ScopeId;
  readonly symbols: readonly SymbolEntry[];
  readonly places: readonly MemberPlace[];
}

/** What stands at a place of the text. */
export interface NameAt {
  /** The scope that the place is evaluated in. */
  readonly scope: ScopeId;
  /** Null if no name is read, bound, deleted or declared there. */
  readonly name: {
    readonly text: string;
    readonly span: Span;
    readonly access: NameAccess;
    /** Of the symbol: the scope that owns it; null for a builtin, or for a name bound nowhere. */
    readonly owner: ScopeId | null;
    /** In the table of `scope`, a position in SymbolTable.symbols; null if the scope has no such symbol. */
    readonly symbol: number | null;
  } | null;
}

// ---- The name trace (`pellucid resolve --format json`)

export interface TraceScope {
  readonly kind: ScopeKind | "builtins";
  readonly name: string;
  /** In words. */
  readonly title: string;
  /** Null for the builtins. */
  readonly id: ScopeId | null;
  readonly range: Range | null;
}

/** Stage A: a scope that is asked for the name. */
export interface TraceStep {
  readonly scope: TraceScope;
  readonly outcome: "searched" | "skipped" | "found";
  readonly rule: TraceRule;
  /** A sentence, code in backticks. */
  readonly text: string;
  /** Where Python says so. */
  readonly source: string;
  /** The binding or declaration that decides. */
  readonly evidence: Range | null;
}

export interface TraceDefinition {
  readonly kind: DefinitionKind;
  readonly unbinds: boolean;
  readonly range: Range;
}

export interface TraceBranch {
  readonly branch: TraceBranchKind;
  readonly effect: "binds it" | "deletes it" | "does not bind it" | "leaves it as it was" | "does not come here";
  /** Of the clause, or of the statement if the branch is none that is written. */
  readonly range: Range;
}

/** Stage B: a scope that owns the name, and whether it is bound there at this point. */
export interface TraceHolder {
  readonly scope: TraceScope;
  readonly state: BoundState;
  /** Whether the name is read by code that runs later than what binds it. */
  readonly later: boolean;
  readonly rule: TraceRule;
  readonly text: string;
  readonly source: string;
  /** That may be meant. */
  readonly definitions: readonly TraceDefinition[];
  /** If it is maybe unbound: the ways that part, by statement. */
  readonly branches: readonly TraceBranch[];
}

export interface NameTrace {
  readonly path: string;
  /** As Python knows it. */
  readonly name: string;
  readonly range: Range;
  /** `3.14`. */
  readonly python: string;
  /** The text says `__x`, and Python `_C__x`. */
  readonly private: boolean;
  /** Of an annotation. */
  readonly inString: boolean;
  readonly access: NameAccess;
  /** The one that the name stands in. */
  readonly scope: TraceScope;
  /** Innermost first. */
  readonly steps: readonly TraceStep[];
  /** In the order in which they are asked. */
  readonly holders: readonly TraceHolder[];
  readonly answer: {
    /** The first that may have it, or that ought to. */
    readonly scope: TraceScope | null;
    readonly state: BoundState;
    /** What is raised where the name is not bound, or what the compiler says. */
    readonly error: "NameError" | "UnboundLocalError" | "SyntaxError" | null;
    /** The whole of it, in a sentence or two. */
    readonly text: string;
  };
  /** What the compiler rejects about this name. */
  readonly problems: readonly string[];
  /** All of it as lines of text, for copying. */
  readonly asText: string;
}

/** Versions of Python under which a name resolves in the same way. */
export interface TraceVersions {
  /** Minor versions, ascending. */
  readonly python: readonly number[];
  /** Null where there is no such name, for the text is read otherwise. */
  readonly trace: NameTrace | null;
}

// ---- Use and definition

/** From a use to the definitions that reach it, or from a definition to the uses it reaches. */
export interface UseDef {
  readonly name: string;
  readonly span: Span;
  readonly access: NameAccess;
  readonly state: BoundState;
  /** That may be meant at the use; the definition itself if it is one. */
  readonly definitions: readonly DefinitionEntry[];
  /** Between them and the use: the ways that part, where the name is maybe unbound or may come from several. */
  readonly branches: readonly { readonly branch: TraceBranchKind; readonly effect: string; readonly span: Span }[];
  /** That may get the definition's value; empty for a use. */
  readonly uses: readonly UseEntry[];
}

// ---- For the editor

export interface HoverPart {
  /** `code`: Python; `text`: a sentence, code in backticks; `documentation`: words of the program's author. */
  readonly kind: "code" | "text" | "documentation";
  readonly text: string;
}

export interface Hover {
  /** Of the name. */
  readonly span: Span;
  readonly parts: readonly HoverPart[];
}

export interface Location {
  readonly path: string;
  /** The open file of that path; null if none is. */
  readonly file: FileId | null;
  /** Of the definition as a whole, for a preview. */
  readonly span: Span;
  /** Of its name. */
  readonly nameSpan: Span;
  readonly kind: DefinitionKind | "declaration";
}

export interface Reference {
  readonly path: string;
  readonly file: FileId | null;
  readonly span: Span;
  readonly access: NameAccess;
  readonly inString: boolean;
}

export interface Highlight {
  readonly span: Span;
  readonly access: NameAccess;
}

/** What would be renamed, or why nothing can be. */
export type RenameTarget =
  | { readonly span: Span; readonly text: string; readonly problem: null }
  | { readonly span: Span | null; readonly text: null; readonly problem: string };

export interface RenameEdit {
  readonly path: string;
  readonly file: FileId | null;
  readonly span: Span;
  readonly text: string;
}

/** A place where the new name would mean something else. */
export interface RenameProblem {
  readonly message: string;
  readonly path: string;
  readonly file: FileId | null;
  readonly span: Span;
}

export type RenamePlan =
  /** To be made all together. With problems it would change what the program does. */
  | { readonly edits: readonly RenameEdit[]; readonly problems: readonly RenameProblem[]; readonly problem: null }
  /** It cannot be done at all. */
  | { readonly edits: null; readonly problems: readonly RenameProblem[]; readonly problem: string };

export type CompletionKind =
  | "variable"
  | "parameter"
  | "function"
  | "class"
  | "module"
  | "type parameter"
  | "type alias"
  | "builtin"
  | "keyword"
  | "member";

export interface CompletionEntry {
  readonly name: string;
  readonly kind: CompletionKind;
  /** In a few words: a signature, where it is bound, that it may be unbound. */
  readonly detail: string;
  /** Of the scope that it is of; empty for keywords. */
  readonly scopeTitle: string;
  /** From 0, the most likely first; entries come in this order. */
  readonly rank: number;
}

export interface Completion {
  /** What is replaced: the part of a name before and behind the place, perhaps empty. */
  readonly span: Span;
  readonly entries: readonly CompletionEntry[];
}

export interface OutlineEntry {
  readonly name: string;
  readonly kind: "class" | "function" | "method" | "variable" | "constant" | "attribute" | "type alias";
  /** A signature, bases; may be empty. */
  readonly detail: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineEntry[];
}

export interface UnresolvedName {
  readonly name: string;
  readonly span: Span;
  /** `unbound` and `deleted` on every way, `maybe unbound` on some. */
  readonly state: BoundState;
  readonly scope: ScopeId;
}

/** All quick fixes of a file that go together, made until nothing is left to fix. */
export interface AllFixes {
  readonly fixes: number;
  /** Of the present text, in its order; none overlap. */
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

// ---- As the editor draws it

/** A way to call something. */
export interface CallSignature {
  /** Its line: what stands between parameters and the parameters by turns, `["f(", "a", ", ", "b", ")"]`. */
  readonly pieces: readonly string[];
  /** The parameter that the place is for, counted from 0; null if none is. */
  readonly active: number | null;
  /** Whether it takes what stands there. */
  readonly fits: boolean;
  /** May be empty. */
  readonly documentation: string;
}

/** Lines from 1; the first one stays. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly kind: "region" | "comment" | "imports";
}

// ---- As CPython tells it

/** A block of `symtable`, in the order of CPython's compiler. */
export interface SymtableBlock {
  readonly type: string;
  readonly name: string;
  readonly lineno: number;
  /** By name: the questions of `symtable.Symbol` that are answered by yes. */
  readonly symbols: Readonly<Record<string, readonly string[]>>;
  readonly children: readonly SymtableBlock[];
}

export interface Symtable {
  readonly path: string;
  readonly scope: SymtableBlock;
}
