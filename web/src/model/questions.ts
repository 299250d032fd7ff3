// What can be asked about the open files, and what is answered. Editor and panels hold an Asker; the engine is one.

import type {
  AllFixes,
  CallSignature,
  Completion,
  Fold,
  Highlight,
  Hover,
  ListedScope,
  Location,
  NameAt,
  NameTrace,
  OutlineEntry,
  Reference,
  RenamePlan,
  RenameTarget,
  ScopeId,
  ScopePiece,
  ScopeTree,
  SymbolTable,
  Symtable,
  TraceVersions,
  UnresolvedName,
  UseDef,
} from "./names";
import type { Point } from "./place";
import type { ScopeNodes } from "./results";
import type { FileId } from "./source_file";

interface InFile {
  readonly file: FileId;
}

/** A place in the text of the moment in which it is asked; it moves along with edits made until the answer. */
interface AtPlace extends InFile {
  readonly at: Point;
}

/** What is asked, by name: the parameters and the answer. */
export interface Questions {
  scopes: { asks: InFile; answer: ScopeTree };
  /** Parses nothing that has been read. */
  scopeList: { asks: InFile; answer: readonly ListedScope[] };
  /** Of lines `first` to `last`, both included. */
  scopePieces: { asks: InFile & { readonly first: number; readonly last: number }; answer: readonly ScopePiece[] };
  /** The first rows, so many at most, of what a scope belongs to; of a freed tree only that is parsed. Null if there is none. */
  scopeNodes: { asks: InFile & { readonly scope: ScopeId; readonly count: number }; answer: ScopeNodes | null };
  /** Null if there is no such scope. */
  symbols: { asks: InFile & { readonly scope: ScopeId }; answer: SymbolTable | null };
  nameAt: { asks: AtPlace; answer: NameAt };
  /** Of the name there, under the page's Python or another (a minor version); null if there is none. */
  trace: { asks: AtPlace & { readonly python?: number }; answer: NameTrace | null };
  /** The trace under every version, those that agree together, oldest first; null if the text is too long for it. */
  traceVersions: { asks: AtPlace; answer: readonly TraceVersions[] | null };
  useDef: { asks: AtPlace; answer: UseDef | null };
  unresolved: { asks: InFile; answer: readonly UnresolvedName[] };
  hover: { asks: AtPlace; answer: Hover | null };
  definition: { asks: AtPlace; answer: readonly Location[] };
  /** In all files, bindings included: file by file, each in the order of its text. */
  references: { asks: AtPlace; answer: readonly Reference[] };
  highlights: { asks: AtPlace; answer: readonly Highlight[] };
  renameTarget: { asks: AtPlace; answer: RenameTarget };
  rename: { asks: AtPlace & { readonly to: string }; answer: RenamePlan };
  completion: { asks: AtPlace; answer: Completion };
  outline: { asks: InFile; answer: readonly OutlineEntry[] };
  /** Of the call around the place; null if none is known. */
  signatures: { asks: AtPlace; answer: { readonly signatures: readonly CallSignature[] } | null };
  /**
   * Of the names in lines `first` to `last`: five numbers each, as language servers have it (the line behind that of the
   * name before, the column behind its, the length, the number of the class in generated/names.ts, bits of modifiers).
   */
  nameClasses: { asks: InFile & { readonly first: number; readonly last: number }; answer: readonly number[] };
  folds: { asks: InFile; answer: readonly Fold[] };
  allFixes: { asks: InFile; answer: AllFixes };
  /** What CPython's `symtable` module would say of the file, under the page's Python. */
  symtable: { asks: InFile; answer: Symtable };
  /** The text of a stub, by path, whichever file it is asked from; null if there is none. */
  sourceOf: { asks: InFile & { readonly path: string }; answer: string | null };
}

export type Question = keyof Questions;

export interface Answer<Q extends Question> {
  /** Of the text that the answer is about. Whoever shows it compares it with that of the file. */
  readonly version: number;
  readonly value: Questions[Q]["answer"];
}

export interface Asker {
  /**
   * Null if the question was superseded by a newer one of the same slot, if the file was closed or its text replaced as a
   * whole meanwhile, or if the checker died over it. The slot is the question's name unless one is given: who asks the
   * same question from two places gives each its own.
   */
  ask<Q extends Question>(question: Q, parameters: Questions[Q]["asks"], slot?: string): Promise<Answer<Q> | null>;
  /** Loads the standard library's stubs, unless they are there. Whether they are then. */
  loadLibrary(): Promise<boolean>;
}
