// What the page shares and what it is given: makes links of what is on the screen, and opens them.

import { defaultPython } from "../generated/syntax";
import type { Span } from "../model/place";
import type { Project } from "../model/project";
import type { Diagnostic } from "../model/results";
import type { FileId } from "../model/source_file";
import { type Readable, Store } from "../model/store";
import type { TraceView } from "../model/trace_view";
import { cursorOf, placeText } from "../model/wanted";
import type { Workspace } from "../model/workspace";
import { type EmbedOptions, siteOf } from "./address";
import type { KeptBuild } from "./builds";
import type { SharedProblem, SharedState, SharedView } from "./state";

/** A place that a link leads to: the source shows it as soon as it can. */
export interface ShownPlace {
  readonly file: FileId;
  /** What the link is about. */
  readonly span: Span;
  readonly selection: Span;
}

/** What there is to say of the link that was opened last. */
export interface LinkNotice {
  /** Why it opened nothing. */
  readonly trouble: string | null;
  /** The build that made it, if that is not this one. */
  readonly madeBy: string | null;
  /** What it points at and this build does not find. */
  readonly missing: SharedProblem | null;
}

/** How the opening of a link ends; `overtaken` by another one, or by the visitor who goes on. */
export type Opening = "here" | "elsewhere" | "failed" | "overtaken";

/** The site around the page: its builds, and the way to another page of it. */
export interface Site {
  /** Of this page, as it was opened. */
  readonly address: string;
  /** Whether links are opened by this build, whichever made them. */
  readonly staysHere: boolean;
  builds(): Promise<readonly KeptBuild[]>;
  go(address: string): void;
}

export class Sharing {
  readonly build: string;
  readonly site: Site;
  readonly #workspace: Workspace;
  readonly #trace: TraceView;
  readonly #openProject: (project: Project) => Promise<void>;
  readonly #notice = new Store<LinkNotice | null>(null);
  readonly #shown = new Store<ShownPlace | null>(null);
  #openings = 0;
  #stopStepping: (() => void) | null = null;
  #stopExpecting: (() => void) | null = null;

  readonly notice: Readable<LinkNotice | null> = this.#notice;
  readonly shown: Readable<ShownPlace | null> = this.#shown;

  constructor(
    workspace: Workspace,
    trace: TraceView,
    build: string,
    site: Site,
    openProject: (project: Project) => Promise<void>,
  ) {
    this.site = site;
    this.#workspace = workspace;
    this.#trace = trace;
    this.build = build;
    this.#openProject = openProject;
  }

  // ---- Making links

  state(hasView: boolean): SharedState {
    return {
      project: this.#workspace.project(),
      python: this.#workspace.python.get(),
      build: this.build,
      view: hasView ? this.#view() : null,
    };
  }

  /** The fragment of a link to it, without `#`. */
  async fragment(hasView: boolean): Promise<string> {
    const { encode } = await import("./codec");
    return encode(this.state(hasView));
  }

  /** The diagnostic that the page is about, if it is about one. */
  chosenProblem(): Diagnostic | null {
    const active = this.#workspace.active.get();
    const selection = this.#selection();
    if (active === null || selection === null) return null;
    const { line, column } = selection.start;
    const isAt = ({ range: { start, end } }: Diagnostic) =>
      (start.line < line || (start.line === line && start.column <= column)) &&
      (line < end.line || (line === end.line && column <= end.column));
    return this.#workspace.checked.get().get(active)?.diagnostics.find(isAt) ?? null;
  }

  #selection(): Span | null {
    const focus = this.#workspace.focus.get();
    if (focus?.at !== "node") return focus?.span ?? null;
    return this.#workspace.nodes.get()?.selected?.span ?? null;
  }

  #view(): SharedView {
    const { table } = this.#workspace.view.get();
    const problem = this.chosenProblem();
    return {
      table,
      selection: this.#selection(),
      problem: problem === null ? null : { rule: problem.rule, span: plain(problem.range) },
      step: table === "name" ? this.#trace.card.get() : null,
    };
  }

  // ---- Opening them

  /** Opens it here, or goes to the build that made it. If it cannot be opened, the notice says why. */
  async open(fragment: string, options: EmbedOptions | null = null): Promise<Opening> {
    const opening = ++this.#openings;
    const isNewest = () => opening === this.#openings;
    const { decode } = await import("./codec");
    const decoded = await decode(fragment);
    if (!isNewest()) return "overtaken";
    this.#stopStepping?.();
    this.#stopExpecting?.();
    if (decoded.is === "problem") {
      this.#notice.set({ trouble: decoded.problem.explanation, madeBy: null, missing: null });
      return "failed";
    }
    const { state } = decoded;
    const madeBy = state.build === this.build ? null : state.build;
    if (madeBy !== null && !this.site.staysHere && (await this.keeps(madeBy))) {
      const { search } = new URL(this.site.address);
      if (isNewest()) this.site.go(`${buildAddress(this.site.address, madeBy)}${search}#${fragment.replace(/^#/, "")}`);
      return "elsewhere";
    }
    if (!isNewest()) return "overtaken";
    this.#notice.set(madeBy === null ? null : { trouble: null, madeBy, missing: null });
    await this.#openProject(state.project);
    if (!isNewest()) return "overtaken";
    this.#restore(state, options);
    return "here";
  }

  /** Whether the site has that build, besides being one itself. */
  async keeps(build: string): Promise<boolean> {
    return (await this.site.builds()).some(({ id }) => id === build);
  }

  /** Opens what is on the screen in another build, which then keeps it. Null is the newest one. */
  async openWith(build: string | null): Promise<void> {
    const fragment = await this.fragment(true);
    const { address } = this.site;
    this.site.go(`${build === null ? siteOf(address).root : buildAddress(address, build)}?here=1#${fragment}`);
  }

  dismiss(): void {
    this.#stopExpecting?.();
    this.#notice.set(null);
  }

  #restore({ python, view }: SharedState, options: EmbedOptions | null): void {
    // Otherwise its configuration says so.
    const isConfigured = this.#workspace.configurationFile() !== null;
    if (!isConfigured && python !== defaultPython) this.#workspace.setPython(python);
    const file = this.#workspace.active.get();
    const table = options?.table ?? view?.table;
    if (table !== undefined) this.#workspace.showTable(table);
    if (file === null) return;
    const span = view?.selection ?? view?.problem?.span ?? null;
    if (span !== null) {
      this.#workspace.focusText(span);
      this.#shown.set({ file, span: view?.problem?.span ?? span, selection: span });
    }
    const step = options?.step ?? view?.step ?? null;
    if (step !== null && table === "name") this.#stopStepping = this.#stepTo(step);
    if (view !== null && view.problem !== null) this.#stopExpecting = this.#expect(file, view.problem);
  }

  /** Goes to the step once the trace is there, as it may be already, unless the visitor is somewhere else by then. */
  #stepTo(step: number): () => void {
    const { trace } = this.#trace;
    const focus = this.#workspace.focus.get();
    const place = cursorOf(this.#workspace);
    const look = () => {
      if (place === null || trace.get()?.about !== placeText(place)) return;
      stop();
      // Behind all that a new trace sets aside.
      queueMicrotask(() => {
        if (this.#workspace.focus.get() === focus) this.#trace.showCard(step);
      });
    };
    const stop = trace.subscribe(look);
    look();
    return stop;
  }

  /** Says so while the problem is not there: what needs the library or other files is found later. */
  #expect(file: FileId, problem: SharedProblem): () => void {
    const { checked } = this.#workspace;
    const version = this.#workspace.file(file)?.version;
    const stop = checked.subscribe(() => {
      const found = checked.get().get(file);
      if (found === undefined) return;
      const { line, column } = problem.span.start;
      const isThere = found.diagnostics.some(
        ({ rule, range: { start } }) => rule === problem.rule && start.line === line && start.column === column,
      );
      const isOver = isThere || found.version !== version;
      if (isOver) stop();
      const before = this.#notice.get() ?? { trouble: null, madeBy: null };
      const notice = { ...before, missing: isOver ? null : problem };
      this.#notice.set(notice.madeBy === null && notice.missing === null ? null : notice);
    });
    return stop;
  }
}

const plain = ({ start, end }: Span): Span => ({
  start: { line: start.line, column: start.column },
  end: { line: end.line, column: end.column },
});

/** The address at which the site's newest page opens a link, or makes the build that made it open it. */
export const linkTo = (address: string, fragment: string): string => `${siteOf(address).root}#${fragment}`;

/** Where a kept build is. */
export const buildAddress = (address: string, build: string): string => `${siteOf(address).root}builds/${build}/`;
