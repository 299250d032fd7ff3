// A reduction as the page sees it: of a problem that is chosen, with progress, a stop, and a preview to accept.

import { type ConfigurationText, configurationIn } from "../model/configuration";
import { languageOf } from "../model/languages";
import type { Project, ProjectFile } from "../model/project";
import type { Diagnostic } from "../model/results";
import { type Readable, Store } from "../model/store";
import type { Workspace } from "../model/workspace";
import type { Sought } from "./judge";
import type { Reduced } from "./reduce";

export type ReducerNews =
  | { readonly kind: "progress"; readonly reduced: Reduced }
  | { readonly kind: "done"; readonly reduced: Reduced | null }
  | { readonly kind: "failed"; readonly reason: string };

/** Starts one; what it returns ends it. */
export type StartReducer = (
  request: {
    /** Of Python. */
    readonly files: readonly ProjectFile[];
    /** What the checker follows. */
    readonly configuration: ConfigurationText | null;
    readonly sought: Sought;
  },
  listen: (news: ReducerNews) => void,
) => () => void;

export type ReductionState =
  | { readonly is: "closed" }
  /** One of the problems of the open file is to be chosen. */
  | { readonly is: "choosing"; readonly problems: readonly Diagnostic[]; readonly nearest: number }
  | { readonly is: "running"; readonly sought: Sought; readonly reduced: Reduced | null; readonly linesBefore: number }
  | {
      readonly is: "done";
      readonly sought: Sought;
      readonly reduced: Reduced;
      readonly linesBefore: number;
      /** Whether it was stopped before it was done. */
      readonly isStopped: boolean;
    }
  | { readonly is: "failed"; readonly reason: string };

const isPython = ({ path }: { readonly path: string }): boolean => languageOf(path) === "python";

/** Lines of Python with something on them. */
export function lineCount(files: readonly ProjectFile[]): number {
  return files
    .filter(isPython)
    .reduce((sum, { text }) => sum + text.split("\n").filter((line) => line.trim() !== "").length, 0);
}

export class Reduction {
  readonly #workspace: Workspace;
  readonly #startReducer: StartReducer;
  readonly #state = new Store<ReductionState>({ is: "closed" });
  readonly state: Readable<ReductionState> = this.#state;
  #end: (() => void) | null = null;
  /** How many have been. */
  #begun = 0;
  #before: Project = { files: [], active: null };

  constructor(workspace: Workspace, startReducer: StartReducer) {
    this.#workspace = workspace;
    this.#startReducer = startReducer;
  }

  #problems(): readonly Diagnostic[] {
    const id = this.#workspace.active.get();
    const tab = this.#workspace.tabs.get().find((one) => one.id === id);
    if (id === null || tab?.origin !== "page" || !isPython(tab)) return [];
    const checked = this.#workspace.checked.get().get(id);
    return checked?.version === this.#workspace.file(id)?.version ? (checked?.diagnostics ?? []) : [];
  }

  get canOpen(): boolean {
    return this.#problems().length > 0;
  }

  /** Asks which problem; the one nearest to the cursor is proposed. */
  open(): void {
    const problems = this.#problems();
    if (problems.length === 0) return;
    const focus = this.#workspace.focus.get();
    const line = focus?.at === "text" ? focus.span.start.line : 1;
    const distance = ({ range }: Diagnostic) => Math.abs(range.start.line - line);
    const nearest = problems.reduce(
      (best, problem, i) => (distance(problem) < distance(problems[best] as Diagnostic) ? i : best),
      0,
    );
    this.#state.set({ is: "choosing", problems, nearest });
  }

  start({ path, rule, message }: Diagnostic): void {
    this.#end?.();
    this.#before = this.#workspace.project();
    const { files } = this.#before;
    // What the problem depends on besides Python stays as it is.
    const held = configurationIn(files);
    const sought = { path, rule, message };
    const linesBefore = lineCount(files);
    this.#state.set({ is: "running", sought, reduced: null, linesBefore });
    const { followed: configuration } = this.#workspace.configured.get();
    const begun = ++this.#begun;
    this.#end = this.#startReducer({ files: files.filter(isPython), configuration, sought }, (news) => {
      // One that was ended, or another one came after, may have something to say still.
      if (this.#begun === begun) this.#take(news, held);
    });
  }

  #take(news: ReducerNews, held: ProjectFile | null): void {
    const state = this.#state.get();
    if (state.is !== "running") return;
    const whole = (reduced: Reduced): Reduced =>
      held === null ? reduced : { ...reduced, files: [...reduced.files, held] };
    if (news.kind === "progress") {
      this.#state.set({ ...state, reduced: whole(news.reduced) });
      return;
    }
    this.#end = null;
    if (news.kind === "failed") this.#state.set({ is: "failed", reason: news.reason });
    else if (news.reduced === null)
      this.#state.set({ is: "failed", reason: "checked on its own, the project does not show this problem" });
    else this.#state.set({ ...state, is: "done", reduced: whole(news.reduced), isStopped: false });
  }

  /** What has been reached so far can still be accepted. */
  stop(): void {
    const state = this.#state.get();
    if (state.is !== "running") return;
    this.#end?.();
    this.#end = null;
    const { reduced } = state;
    this.#state.set(reduced === null ? { is: "closed" } : { ...state, is: "done", reduced, isStopped: true });
  }

  close(): void {
    this.#end?.();
    this.#end = null;
    this.#state.set({ is: "closed" });
  }

  /** The project becomes what was shown, all at once. Returns the way back. */
  accept(): () => void {
    const state = this.#state.get();
    this.close();
    if (state.is !== "done") return () => {};
    const { files } = state.reduced;
    const before = this.#before;
    this.#workspace.replace({ files, active: state.sought.path });
    return () => this.#workspace.replace(before);
  }
}
