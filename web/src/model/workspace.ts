import { defaultPython } from "../generated/syntax";
import type { EngineReport, MeasuredPolicy } from "./engine";
import type { Span } from "./place";
import type { CheckedFile, NodeTable, TokenTable } from "./results";
import { type FileId, type FileOrigin, SourceFile } from "./source_file";
import type { TextEdit } from "./source_text";
import { type Readable, Store } from "./store";

export interface Tab {
  readonly id: FileId;
  readonly path: string;
  readonly origin: FileOrigin;
}

/** What the page is about within the open file: a place in the text, or a row of the node table. */
export type Focus = { readonly at: "text"; readonly span: Span } | { readonly at: "node"; readonly node: number };

export interface RowWindow {
  readonly first: number;
  readonly count: number;
}

export type TableName = "name" | "scopes" | "nodes" | "tokens" | "engine";

/** What of the tables is on the screen. */
export interface View {
  readonly table: TableName;
  readonly rows: RowWindow;
  /** Numbers of node kinds; empty shows all. */
  readonly kinds: ReadonlySet<number>;
}

/** The stubs of the standard library, which come when an import first needs them. */
export type LibraryState =
  | { readonly is: "unneeded" }
  /** Bytes so far, of how many if that is known. */
  | { readonly is: "loading"; readonly loaded: number; readonly total: number | undefined }
  | { readonly is: "ready" }
  | { readonly is: "failed"; readonly reason: string };

/** How far a check of many files has come. */
export interface CheckProgress {
  readonly done: number;
  readonly of: number;
}

export type CheckerState =
  | { readonly is: "starting" | "ready" }
  /** It died and another one is being filled. */
  | { readonly is: "restarting"; readonly reason: string }
  /** It died again at once; the next edit tries once more. */
  | { readonly is: "stopped"; readonly reason: string };

/**
 * The files, what the page shows of them, and what is known about them. Panels read the stores and call the methods;
 * the checker's client does the same from the other side.
 */
export class Workspace {
  readonly #files = new Map<FileId, SourceFile>();
  /** Stubs that were looked into, by path; they stay when their tabs are closed. */
  readonly #stubs = new Map<string, Tab>();
  /** What each file was about when it was left. */
  readonly #leftFocus = new Map<FileId, Focus | null>();
  #lastId = 0;

  readonly #tabs = new Store<readonly Tab[]>([]);
  readonly #active = new Store<FileId | null>(null);
  readonly #python = new Store(defaultPython);
  readonly #reclaim = new Store("after-check");
  readonly #focus = new Store<Focus | null>(null);
  readonly #view = new Store<View>({ table: "nodes", rows: { first: 0, count: 60 }, kinds: new Set() });
  /** Counts every change of any text. */
  readonly #edits = new Store(0);

  readonly #checked = new Store<ReadonlyMap<FileId, CheckedFile>>(new Map());
  readonly #nodes = new Store<NodeTable | null>(null);
  readonly #tokens = new Store<TokenTable | null>(null);
  readonly #checker = new Store<CheckerState>({ is: "starting" });
  readonly #progress = new Store<CheckProgress | null>(null);
  readonly #library = new Store<LibraryState>({ is: "unneeded" });
  readonly #engine = new Store<EngineReport | null>(null);
  readonly #policies = new Store<readonly MeasuredPolicy[] | null>(null);

  readonly tabs: Readable<readonly Tab[]> = this.#tabs;
  readonly active: Readable<FileId | null> = this.#active;
  readonly python: Readable<number> = this.#python;
  /** When the checker gives trees back: `after-check`, `never`, or a number of bytes. */
  readonly reclaim: Readable<string> = this.#reclaim;
  readonly focus: Readable<Focus | null> = this.#focus;
  readonly view: Readable<View> = this.#view;
  readonly edits: Readable<number> = this.#edits;
  readonly checked: Readable<ReadonlyMap<FileId, CheckedFile>> = this.#checked;
  readonly nodes: Readable<NodeTable | null> = this.#nodes;
  readonly tokens: Readable<TokenTable | null> = this.#tokens;
  readonly checker: Readable<CheckerState> = this.#checker;
  /** Null while nothing is checked that takes long. */
  readonly progress: Readable<CheckProgress | null> = this.#progress;
  readonly library: Readable<LibraryState> = this.#library;
  /** Null until it has been looked at. */
  readonly engine: Readable<EngineReport | null> = this.#engine;
  readonly policies: Readable<readonly MeasuredPolicy[] | null> = this.#policies;

  file(id: FileId): SourceFile | undefined {
    return this.#files.get(id);
  }

  /** All files that there are: those with a tab, and stubs that have none. */
  known(): readonly Tab[] {
    const tabs = this.#tabs.get();
    return [...tabs, ...[...this.#stubs.values()].filter((stub) => !tabs.includes(stub))];
  }

  /** The file of a path. */
  fileAt(path: string): FileId | null {
    return this.known().find((file) => file.path === path)?.id ?? null;
  }

  // ---- Files

  /** Opens a file and shows it. A path that is taken gets a number. */
  create(path: string, text = ""): FileId {
    const [id] = this.add([{ path, text }]) as [FileId];
    this.activate(id);
    return id;
  }

  /** Opens files at once, and shows none of them. */
  add(files: readonly { readonly path: string; readonly text: string }[]): FileId[] {
    const taken = new Set(this.known().map(({ path }) => path));
    const added = files.map<Tab>(({ path, text }) => {
      const id = ++this.#lastId;
      this.#files.set(id, new SourceFile(id, text));
      const free = freePath(path, taken);
      taken.add(free);
      return { id, path: free, origin: "page" };
    });
    this.#tabs.set([...this.#tabs.get(), ...added]);
    return added.map(({ id }) => id);
  }

  /** A stub that is looked into. It has a tab once it is shown. */
  holdStub(path: string, text: string): FileId {
    const known = this.#stubs.get(path);
    if (known !== undefined) return known.id;
    const id = ++this.#lastId;
    this.#files.set(id, new SourceFile(id, text, "library"));
    this.#stubs.set(path, { id, path, origin: "library" });
    return id;
  }

  /** The path it has from now on: the one asked for unless that is empty or taken, or the file a stub. */
  rename(id: FileId, path: string): string {
    const wanted = path.trim();
    const before = this.#tabs.get().find((tab) => tab.id === id);
    if (before === undefined || before.origin === "library" || wanted === "") return before?.path ?? "";
    const others = this.known().filter((file) => file.id !== id);
    const given = freePath(wanted, new Set(others.map((file) => file.path)));
    this.#tabs.set(this.#tabs.get().map((tab) => (tab.id === id ? { ...tab, path: given } : tab)));
    return given;
  }

  close(id: FileId): void {
    const tabs = this.#tabs.get();
    const place = tabs.findIndex((tab) => tab.id === id);
    if (place < 0) return;
    if (this.#active.get() === id) this.#show((tabs[place + 1] ?? tabs[place - 1])?.id ?? null);
    if (tabs[place]?.origin === "page") {
      this.#files.delete(id);
      this.#leftFocus.delete(id);
    }
    this.#tabs.set(tabs.filter((tab) => tab.id !== id));
    if (this.#files.has(id)) return;
    const checked = new Map(this.#checked.get());
    checked.delete(id);
    this.#checked.set(checked);
  }

  activate(id: FileId): void {
    if (!this.#files.has(id) || this.#active.get() === id) return;
    const stub = [...this.#stubs.values()].find((held) => held.id === id);
    if (stub !== undefined && !this.#tabs.get().includes(stub)) this.#tabs.set([...this.#tabs.get(), stub]);
    this.#show(id);
  }

  /** Shows the file of that path. Whether there is one. */
  showPath(path: string): boolean {
    const id = this.fileAt(path);
    if (id !== null) this.activate(id);
    return id !== null;
  }

  edit(id: FileId, edits: readonly TextEdit[]): void {
    const file = this.#files.get(id);
    if (file === undefined || file.origin === "library" || edits.length === 0) return;
    file.edit(edits);
    this.#edits.set(this.#edits.get() + 1);
  }

  setPython(minor: number): void {
    this.#python.set(minor);
  }

  setReclaim(policy: string): void {
    this.#reclaim.set(policy);
  }

  #show(id: FileId | null): void {
    const left = this.#active.get();
    if (left !== null) this.#leftFocus.set(left, this.#focus.get());
    // Rows of one file must not stand beside the text of another.
    this.#nodes.set(null);
    this.#tokens.set(null);
    this.#focus.set(id === null ? null : (this.#leftFocus.get(id) ?? null));
    this.#view.set({ ...this.#view.get(), rows: { ...this.#view.get().rows, first: 0 } });
    this.#active.set(id);
  }

  // ---- What is looked at

  focusText(span: Span): void {
    this.#focus.set({ at: "text", span });
  }

  focusNode(node: number): void {
    this.#focus.set({ at: "node", node });
  }

  showTable(table: TableName): void {
    if (this.#view.get().table !== table) this.#view.set({ ...this.#view.get(), table, rows: { first: 0, count: 60 } });
  }

  showRows(rows: RowWindow): void {
    const now = this.#view.get().rows;
    if (now.first !== rows.first || now.count !== rows.count) this.#view.set({ ...this.#view.get(), rows });
  }

  showKinds(kinds: ReadonlySet<number>): void {
    const view = this.#view.get();
    this.#view.set({ ...view, kinds, rows: { ...view.rows, first: 0 } });
  }

  // ---- What the checker says

  acceptCheck(id: FileId, checked: CheckedFile): void {
    this.acceptChecks([[id, checked]]);
  }

  acceptChecks(checks: readonly (readonly [FileId, CheckedFile])[]): void {
    const known = checks.filter(([id]) => this.#files.has(id));
    if (known.length > 0) this.#checked.set(new Map([...this.#checked.get(), ...known]));
  }

  acceptNodes(table: NodeTable): void {
    if (table.file === this.#active.get()) this.#nodes.set(table);
  }

  acceptTokens(table: TokenTable): void {
    if (table.file === this.#active.get()) this.#tokens.set(table);
  }

  acceptEngine(report: EngineReport): void {
    this.#engine.set(report);
  }

  acceptPolicies(policies: readonly MeasuredPolicy[]): void {
    this.#policies.set(policies);
  }

  setProgress(progress: CheckProgress | null): void {
    this.#progress.set(progress);
  }

  setLibrary(state: LibraryState): void {
    this.#library.set(state);
  }

  setChecker(state: CheckerState): void {
    if (this.#checker.get().is !== state.is) this.#checker.set(state);
  }
}

/** The path, with a number if it is taken. */
function freePath(path: string, taken: ReadonlySet<string>): string {
  if (!taken.has(path)) return path;
  const [, stem, ending] = /^(.*?)(\.[^./]*)?$/.exec(path) ?? ["", path, ""];
  for (let number = 2; ; ++number) {
    const candidate = `${stem}_${number}${ending ?? ""}`;
    if (!taken.has(candidate)) return candidate;
  }
}
