// What the page knows and shows of names. It is asked for only while something that shows it is seen, and only once typing
// and cursor have come to rest. Panels read the stores and send intentions; the editor draws what is here.

import { DefinitionPeek } from "./definition_peek";
import { bandsOf, type DrawnBands, type DrawnNames } from "./drawing";
import type { Asker } from "./questions";
import { RenameReview } from "./rename_review";
import { ScopesView } from "./scopes_view";
import type { Settings } from "./settings";
import { type Readable, Store } from "./store";
import { Stubs } from "./stubs";
import { Rest, type Timers } from "./timers";
import { TraceView } from "./trace_view";
import { cursorOf, type Wanted } from "./wanted";
import type { Workspace } from "./workspace";

// Milliseconds of rest: after a keystroke, after the cursor has moved, and before what takes longer is asked for.
const afterEdit = 150;
const afterMove = 25;
const beforeMore = 250;

export class NamesView {
  readonly asker: Asker;
  readonly scopes: ScopesView;
  readonly trace: TraceView;
  readonly renaming = new RenameReview();
  readonly stubs: Stubs;
  readonly peek: DefinitionPeek;
  readonly #workspace: Workspace;
  readonly #settings: Settings;
  readonly #bands = new Store<DrawnBands | null>(null);
  readonly #drawing = new Store<DrawnNames | null>(null);
  /** What the bands were made of. */
  #bandedTree: unknown = null;
  readonly #rest: Rest;
  readonly #moreRest: Rest;

  readonly bands: Readable<DrawnBands | null> = this.#bands;
  readonly drawing: Readable<DrawnNames | null> = this.#drawing;

  constructor(workspace: Workspace, settings: Settings, asker: Asker, timers: Timers) {
    this.asker = asker;
    this.stubs = new Stubs(workspace, asker);
    this.peek = new DefinitionPeek(workspace, asker);
    this.#workspace = workspace;
    this.#settings = settings;
    const draw = () => this.#draw();
    this.scopes = new ScopesView(workspace, asker, () => {
      // What is shown has changed, and with it what has to be known; while one types, after the rest.
      if (!this.#rest.isPending) this.#ask();
      draw();
    });
    this.trace = new TraceView(workspace, asker, draw);
    this.#rest = new Rest(timers, () => {
      this.#ask();
      this.#moreRest.after(beforeMore);
    });
    this.#moreRest = new Rest(timers, () => this.#askMore());

    workspace.active.subscribe(() => this.#left());
    workspace.edits.subscribe(() => this.#rest.after(afterEdit));
    workspace.python.subscribe(() => this.#rest.after(0));
    workspace.focus.subscribe(() => {
      this.#rest.after(afterMove);
      if (this.#table === "scopes") this.scopes.moved();
    });
    let checker = workspace.checker.get().is;
    workspace.checker.subscribe(() => {
      // How far it is loaded is no reason to ask again.
      if (workspace.checker.get().is === checker) return;
      checker = workspace.checker.get().is;
      this.#rest.after(0);
    });
    let table = this.#table;
    workspace.view.subscribe(() => {
      if (this.#table === table) return;
      table = this.#table;
      this.#rest.after(0);
      draw();
    });
    settings.choices.subscribe(() => {
      this.#rest.after(0);
      draw();
    });
    this.#rest.after(0);
  }

  get #table() {
    return this.#workspace.view.get().table;
  }

  /** Another file is shown. */
  #left(): void {
    this.scopes.drop();
    this.trace.drop();
    this.#rest.after(0);
    this.#draw();
  }

  // ---- Asking

  #wanted(): Wanted | null {
    const file = this.#workspace.active.get();
    const version = file === null ? undefined : this.#workspace.file(file)?.version;
    if (file === null || version === undefined) return null;
    const python = this.#workspace.python.get();
    return { text: { file, version, python }, inFile: { file }, at: cursorOf(this.#workspace) };
  }

  #ask(): void {
    const wanted = this.#wanted();
    if (wanted === null) return;
    const table = this.#table;
    if (table === "scopes") this.scopes.wantAll(wanted);
    if (table === "name" || this.#settings.choices.get().bands) this.scopes.wantTree(wanted);
    if (table === "name") this.trace.want(wanted);
  }

  #askMore(): void {
    const wanted = this.#wanted();
    if (wanted !== null && this.#table === "name") this.trace.wantVersions(wanted);
  }

  // ---- Drawing

  #draw(): void {
    const file = this.#workspace.active.get();
    const tree = this.scopes.tree.get();
    const { bands, drawsNames } = this.#settings.choices.get();
    if (file === null || tree === null || !bands) {
      this.#bands.set(null);
    } else if (this.#bandedTree !== tree || this.#bands.get() === null) {
      this.#bandedTree = tree;
      this.#bands.set({ file, version: tree.version, bands: bandsOf(tree.value.scopes) });
    }

    const shown = this.#table === "scopes" ? this.scopes : this.#table === "name" ? this.trace : null;
    const drawing = shown?.drawing() ?? null;
    const version = shown?.version ?? null;
    const isDrawn = file !== null && drawing !== null && version !== null;
    this.#drawing.set(isDrawn && (this.#table === "scopes" || drawsNames) ? { file, version, ...drawing } : null);
  }
}
