import { defaultPython } from "../generated/syntax";
import {
  type ConfigurationReport,
  type ConfigurationText,
  type Configured,
  checkedConfiguration,
  configurationEdit,
  configurationIn,
  configurationPaths,
  pythonPath,
  unconfigured,
} from "./configuration";
import type { EngineReport, MeasuredPolicy } from "./engine";
import { languageOf } from "./languages";
import { freePath } from "./paths";
import type { Picks } from "./picks";
import { type Span, spanIn } from "./place";
import type { Project } from "./project";
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

export const tableNames = ["name", "scopes", "nodes", "tokens", "engine", "run", "settings"] as const;
export type TableName = (typeof tableNames)[number];

export interface EditElsewhere {
  readonly file: FileId;
  readonly edits: readonly TextEdit[];
}

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

/** Why nothing is checked until somebody asks for it. */
export type Pause =
  /** The page was opened so. */
  | { readonly is: "asked" }
  /** The compiled checker did not come. */
  | { readonly is: "unloaded"; readonly reason: string }
  /** It died twice of the same texts. The report is for people to read and to pass on. */
  | { readonly is: "crashed"; readonly reason: string; readonly report: string };

export type CheckerState =
  /** Bytes of the compiled checker so far, of how many if that is known. */
  | { readonly is: "loading"; readonly loaded: number; readonly total: number | undefined }
  | { readonly is: "starting" | "ready" }
  /** It died and another one is being filled. */
  | { readonly is: "restarting"; readonly reason: string }
  | { readonly is: "paused"; readonly because: Pause };

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
  readonly #configured = new Store(unconfigured);
  readonly #madeElsewhere = new Store<EditElsewhere | null>(null);
  readonly #reclaim = new Store("after-check");
  readonly #focus = new Store<Focus | null>(null);
  readonly #followsTrees = new Store(false);
  readonly #picks = new Store<Picks | null>(null);
  readonly #view = new Store<View>({ table: "nodes", rows: { first: 0, count: 60 }, kinds: new Set() });
  readonly #tabLeaves = new Store(false);
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
  /** The Python that files are checked for; its configuration says which. */
  readonly python: Readable<number> = this.#python;
  /** What the checker follows of the configuration file. */
  readonly configured: Readable<Configured> = this.#configured;
  /** The last edits that the editor did not make itself, which it takes over. */
  readonly madeElsewhere: Readable<EditElsewhere | null> = this.#madeElsewhere;
  /** When the checker gives trees back: `after-check`, `never`, or a number of bytes. */
  readonly reclaim: Readable<string> = this.#reclaim;
  readonly focus: Readable<Focus | null> = this.#focus;
  readonly view: Readable<View> = this.#view;
  /** Whether something on the page shows which trees are in memory. */
  readonly followsTrees: Readable<boolean> = this.#followsTrees;
  /** What of the source is to be picked; null if nothing is. */
  readonly picks: Readable<Picks | null> = this.#picks;
  readonly edits: Readable<number> = this.#edits;
  /** Whether Tab goes on to what stands behind the source, instead of indenting. */
  readonly tabLeaves: Readable<boolean> = this.#tabLeaves;
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
    // What the checker does not read any more has no problems.
    if (languageOf(given) !== languageOf(before.path)) this.#forgetCheck(id);
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
    if (!this.#files.has(id)) this.#forgetCheck(id);
  }

  #forgetCheck(id: FileId): void {
    const checked = new Map(this.#checked.get());
    if (checked.delete(id)) this.#checked.set(checked);
  }

  /** Takes one of the page's own files away. Returns the way to have it back where it was. */
  remove(id: FileId): () => void {
    const tabs = this.#tabs.get();
    const place = tabs.findIndex((tab) => tab.id === id);
    const [tab, file] = [tabs[place], this.#files.get(id)];
    const wasActive = this.#active.get() === id;
    this.close(id);
    if (tab?.origin !== "page" || file === undefined) return () => {};
    return () => {
      const [back] = this.add([{ path: tab.path, text: file.text.toString() }]) as [FileId];
      this.move(back, place);
      if (wasActive) this.activate(back);
    };
  }

  /** Puts a tab at that place among the others. */
  move(id: FileId, place: number): void {
    const tabs = this.#tabs.get();
    const tab = tabs.find((one) => one.id === id);
    if (tab !== undefined) this.#tabs.set(tabs.filter((one) => one !== tab).toSpliced(place, 0, tab));
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

  /** The page's own files, and which of them is shown. */
  project(): Project {
    const own = this.#tabs.get().filter(({ origin }) => origin === "page");
    return {
      files: own.map(({ id, path }) => ({ path, text: this.#files.get(id)?.text.toString() ?? "" })),
      active: own.find(({ id }) => id === this.#active.get())?.path ?? null,
    };
  }

  /**
   * All of the page's own files become others at once. A file that stays as it is stays the same file, with what the
   * visitor did in it; tabs of stubs stay behind them.
   */
  replace({ files, active }: Project): void {
    const before = this.#tabs.get();
    const known = this.known();
    const taken = new Set(known.filter(({ origin }) => origin === "library").map(({ path }) => path));
    const own = files.map<Tab>(({ path, text }) => {
      const same = known.find((tab) => tab.origin === "page" && tab.path === path && !taken.has(path));
      const given = freePath(path, taken);
      taken.add(given);
      if (same !== undefined && this.#files.get(same.id)?.text.toString() === text) return same;
      const id = ++this.#lastId;
      this.#files.set(id, new SourceFile(id, text));
      return { id, path: given, origin: "page" };
    });
    const stubs = before.filter(({ origin }) => origin === "library");
    const gone = before.filter((tab) => !stubs.includes(tab) && !own.includes(tab));
    // Whoever watches what is shown finds it among the tabs, and so until nobody shows what goes.
    this.#tabs.set([...before, ...own.filter((tab) => !before.includes(tab))]);
    const shown = own.find(({ path }) => path === active) ?? own[0] ?? stubs[0];
    if (shown?.id !== this.#active.get()) this.#show(shown?.id ?? null);
    for (const { id } of gone) {
      this.#files.delete(id);
      this.#leftFocus.delete(id);
    }
    this.#tabs.set([...own, ...stubs]);
    const open = [...this.#checked.get()].filter(([id]) => this.#files.has(id));
    if (open.length < this.#checked.get().size) this.#checked.set(new Map(open));
  }

  edit(id: FileId, edits: readonly TextEdit[]): void {
    const file = this.#files.get(id);
    if (file === undefined || file.origin === "library" || edits.length === 0) return;
    file.edit(edits);
    this.#edits.set(this.#edits.get() + 1);
  }

  // ---- The configuration

  /** The page's file that configures the checker. */
  configurationFile(): Tab | null {
    return configurationIn(this.#tabs.get().filter(({ origin }) => origin === "page"));
  }

  /** Writes a setting into the configuration file, which is made if need be; null takes it out. */
  configure(path: readonly string[], value: string | null): void {
    const known = this.configurationFile();
    if (known === null && value === null) return;
    const id = known?.id ?? (this.add([{ path: configurationPaths[0], text: "" }])[0] as FileId);
    const text = this.#files.get(id)?.text.toString() ?? "";
    const edit = configurationEdit(known?.path ?? configurationPaths[0], text, path, value);
    if (edit !== null) this.editElsewhere(id, [{ span: spanIn(text, edit), text: edit.text }]);
  }

  setPython(minor: number): void {
    this.configure(pythonPath, `3.${minor}`);
    // Known before the checker has read it.
    if (this.#configured.get().faults.length === 0) this.#python.set(minor);
  }

  /** What the checker says of a version of the configuration file, null of there being none; and what it follows. */
  acceptConfiguration(
    id: FileId | null,
    version: number,
    { faults, ...settled }: ConfigurationReport,
    followed: ConfigurationText | null,
  ): void {
    const before = this.#configured.get();
    // One with faults leaves what it said before, and not what another file did.
    const known = before.file === id ? before : unconfigured;
    this.#configured.set({ ...known, ...settled, file: id, version, faults, followed });
    const former = before.file === id ? undefined : this.#tabs.get().find((one) => one.id === before.file);
    if (former !== undefined && languageOf(former.path) !== "python") this.#forgetCheck(former.id);
    const tab = this.#tabs.get().find((one) => one.id === id);
    const file = tab === undefined ? undefined : this.#files.get(tab.id);
    if (tab !== undefined && file !== undefined)
      this.acceptCheck(tab.id, checkedConfiguration(file, tab.path, version, faults));
    // A choice that is on its way to the checker stands already.
    if (file === undefined || file.version === version) this.#python.set(this.#configured.get().python);
  }

  /** Edits that the editor is told of. */
  editElsewhere(id: FileId, edits: readonly TextEdit[]): void {
    this.#madeElsewhere.set({ file: id, edits });
    this.edit(id, edits);
  }

  setTabLeaves(leaves: boolean): void {
    this.#tabLeaves.set(leaves);
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

  followTrees(isWanted: boolean): void {
    this.#followsTrees.set(isWanted);
  }

  offer(picks: Picks | null): void {
    this.#picks.set(picks);
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
    if (state.is !== "ready" || this.#checker.get().is !== "ready") this.#checker.set(state);
  }
}
