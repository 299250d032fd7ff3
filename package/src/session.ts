// The compiled checker itself (from wasm/bindings.cpp), as the playground uses it. Positions are Monaco's: lines
// and columns from 1, columns and offsets in UTF-16 code units. Texts and paths go in as UTF-8 bytes or strings.

/** Rows of the node table, a column each, in the order asked for. */
export interface NodeRows {
  indices: Uint32Array;
  /** Numbers of node kinds, see syntax.ts. */
  kinds: Uint8Array;
  flags: Uint8Array;
  roles: Uint8Array;
  /** UTF-16 offsets from the beginning of the text. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** Four numbers a row: start line, start column, end line, end column. */
  places: Uint32Array;
  /** 0xffffffff for the root. */
  parents: Uint32Array;
  subtreeEnds: Uint32Array;
  payloads: Uint32Array;
  depths: Uint32Array;
  /** JSON of `[payload, flags, source in short][]`. */
  texts: string;
}

export interface TokenRows {
  kinds: Uint8Array;
  starts: Uint32Array;
  ends: Uint32Array;
  places: Uint32Array;
  /** JSON of `string[]`: the tokens' sources. */
  texts: string;
}

export interface FileSummary {
  revision: number;
  bytes: number;
  lines: number;
  nodes: number;
  treeBytes: number;
  /** How often this file has been parsed. */
  parses: number;
  /** Of the last parse, in milliseconds. */
  parseMs: number;
}

export interface Session {
  /** Python 3.minor, 8 to 15. */
  setVersion(minor: number): void;
  /** JSON of `ConfigurationReport`: what the text of a configuration file says; followed if nothing is wrong with it. */
  configure(text: Uint8Array | string, isPyproject: boolean): string;
  /** A number for the file, good until it is closed. */
  open(path: string, text: Uint8Array | string): number;
  has(file: number): boolean;
  close(file: number): void;
  /** Of all files, the editor shows this one: its tree stays, others' go once they are checked. */
  show(file: number): void;
  rename(file: number, path: string): void;
  /** The new revision. */
  setText(file: number, text: Uint8Array | string): number;
  /**
   * Makes edits at once, to the text of revision `base`; `places` holds four numbers an edit, as in NodeRows. The new
   * revision, or 0 if `base` is not the present one or the ranges overlap: then send the whole text.
   */
  edit(file: number, base: number, places: ArrayLike<number>, texts: readonly (Uint8Array | string)[]): number;
  revision(file: number): number;
  /** UTF-8, as it came in or was edited. */
  text(file: number): Uint8Array;
  /** JSON of `Diagnostic[]`, see diagnostic.ts. Waits until every file is read. */
  diagnostics(file: number): string;
  /**
   * What is to be told of a file: `most` of its problems at most; null if they are those that were told last, of the same
   * text. Alone: as far as the file itself tells, without waiting for others.
   */
  report(
    file: number,
    isAlone: boolean,
    most: number,
  ): { readonly diagnostics: string; readonly omitted: number } | null;
  /** Reads one file that has changed. Which; null if all are read. */
  readNext(): number | null;
  summary(file: number): FileSummary;
  /** JSON of the answer to a question, the parameters JSON as well. `null` if it makes no sense. */
  ask(file: number, question: string, parameters: string): string;
  /** When trees are given back: `after-check`, `never` or a number of bytes. Whether that is a policy. */
  setReclaim(policy: string): boolean;
  /** Frees every tree, that of the shown file too; how many. */
  freeAll(): number;
  /** Whether an import names a module that no file is, and that may be in the standard library. */
  wantsStubs(): boolean;
  /** The pack of the standard library's stubs. Why it cannot be read; empty if it can. */
  setStubs(pack: Uint8Array): string;
  /**
   * A file that nobody has opened, such as a stub, by path; null if there is none. It can be shown and asked about, but is
   * never changed, checked or closed.
   */
  find(path: string): number | null;
  /** While watched, the session remembers what the last edit did. */
  watch(on: boolean): void;
  /** JSON of the counters. */
  statistics(): string;
  /** Counts up whenever a counter of trees or queries does. */
  activity(): number;
  /** JSON of `EngineState`. */
  engineView(): string;
  /** JSON of `MeasuredPolicy[]`: what each policy makes of the files; `budget` bytes for the third. */
  comparePolicies(budget: number): string;
  nodeRange(file: number, first: number, count: number): NodeRows;
  nodeRows(file: number, indices: ArrayLike<number>): NodeRows;
  /**
   * Rows of what a scope belongs to, by number as the question `scopes` tells them, `first` and depths counted from its own
   * row. Of a file whose tree is freed only the definition around it is parsed.
   */
  nodesOfScope(file: number, scope: number, first: number, count: number): NodeRows;
  /** All rows; without places, depths and texts. */
  nodeColumns(file: number): NodeRows;
  nodesOfKinds(file: number, kinds: ArrayLike<number>): Uint32Array;
  /** The innermost node at a place. */
  nodeAt(file: number, line: number, column: number): number;
  /** Innermost first, without the node itself. */
  ancestors(file: number, node: number): Uint32Array;
  /** Tokens with comments and line breaks. */
  tokenCount(file: number): number;
  tokens(file: number, first: number, count: number): TokenRows;
  tokenAt(file: number, line: number, column: number): number;
  /** Frees the session's memory; it must not be used afterwards. */
  delete(): void;
}

export interface PellucidModule {
  Session: new (pythonMinor: number) => Session;
  /** Bytes of the WebAssembly heap; it never shrinks. */
  heapBytes(): number;
  /** Bytes of it that are in use. */
  usedBytes(): number;
}

/** What the module's factory takes. */
export interface ModuleOptions {
  /** Instantiates the module and passes the instance on; what it returns tells that this happens later. */
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): Record<string, never>;
  /** A line of what the checker prints to standard error: the reason of an abort. */
  printErr(line: string): void;
}
