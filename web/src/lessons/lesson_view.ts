// The lesson that is open: its step, the question and what has been answered, and what the page shows along with it. While
// a question is open nothing on the page tells its answer: the trace comes when it has been found.

import { defaultPython } from "../generated/syntax";
import { configurationPaths } from "../model/configuration";
import type { Project, ProjectFile } from "../model/project";
import type { Asker } from "../model/questions";
import { type Readable, Store } from "../model/store";
import type { Workspace } from "../model/workspace";
import { type Choice, choicesOf, type StepFiles, spanOf } from "./choices";
import type { Lesson, LessonIndex, NamePlace, Step } from "./lesson";
import type { LessonLibrary, Loaded } from "./library";

export type LessonScreen =
  | { readonly is: "closed" }
  /** Of what is fetched. */
  | { readonly is: "loading" }
  | { readonly is: "broken"; readonly problems: readonly string[] }
  | { readonly is: "list"; readonly index: LessonIndex }
  | { readonly is: "step"; readonly name: string; readonly lesson: Lesson; readonly at: number; readonly step: Step };

export interface Answering {
  /** Null until the checker has said what there is to choose from. */
  readonly choices: readonly Choice[] | null;
  /** Positions in `choices`, in the order in which they were chosen. */
  readonly chosen: readonly number[];
  /** Whether it was shown, rather than found. */
  readonly isShown: boolean;
  readonly isDone: boolean;
}

/** Where a link leads. Steps count from 1. */
export interface LessonPlace {
  readonly name: string;
  readonly step: number;
}

const unanswered: Answering = { choices: null, chosen: [], isShown: false, isDone: false };

/** Only another Python than the usual one is worth a file. */
function configurationOf({ python }: Step): ProjectFile[] {
  if (python === defaultPython) return [];
  return [{ path: configurationPaths[0], text: `[environment]\npython-version = "3.${python}"\n` }];
}

export class LessonView {
  readonly #workspace: Workspace;
  readonly #asker: Asker;
  readonly #loadLibrary: () => Promise<LessonLibrary>;
  #library: Promise<LessonLibrary> | null = null;
  readonly #openProject: (project: Project) => void;
  readonly #screen = new Store<LessonScreen>({ is: "closed" });
  readonly #answering = new Store<Answering | null>(null);
  /** Of the steps of the open lesson, by position, so that one can go back to what one has answered. */
  readonly #answered = new Map<number, Answering>();
  /** Counts what was opened: what arrives late is for nobody. */
  #opening = 0;
  #shownFiles: Step["files"] | null = null;

  readonly screen: Readable<LessonScreen> = this.#screen;
  /** Null if the step has no question. */
  readonly answering: Readable<Answering | null> = this.#answering;

  constructor(
    workspace: Workspace,
    asker: Asker,
    loadLibrary: () => Promise<LessonLibrary>,
    openProject: (project: Project) => void,
  ) {
    this.#workspace = workspace;
    this.#asker = asker;
    this.#loadLibrary = loadLibrary;
    this.#openProject = openProject;
  }

  get place(): LessonPlace | null {
    const screen = this.#screen.get();
    return screen.is === "step" ? { name: screen.name, step: screen.at + 1 } : null;
  }

  // ---- What is shown

  async openList(): Promise<void> {
    const opening = this.#begin();
    const { value, problems } = await this.#read((library) => library.index());
    if (opening !== this.#opening) return;
    this.#screen.set(value === null ? { is: "broken", problems } : { is: "list", index: value });
  }

  async open({ name, step }: LessonPlace): Promise<void> {
    const opening = this.#begin();
    const { value, problems } = await this.#read((library) => library.lesson(name));
    if (opening !== this.#opening) return;
    if (value === null) this.#screen.set({ is: "broken", problems });
    else this.#show(name, value, Math.min(Math.max(1, step), value.steps.length) - 1);
  }

  close(): void {
    this.#opening += 1;
    this.#leave();
    this.#screen.set({ is: "closed" });
  }

  /** The step behind, or the one before. Whether there is one. */
  go(by: 1 | -1): boolean {
    const screen = this.#screen.get();
    if (screen.is !== "step" || screen.lesson.steps[screen.at + by] === undefined) return false;
    this.#opening += 1;
    this.#show(screen.name, screen.lesson, screen.at + by);
    return true;
  }

  /** Another project is shown: the next step opens its files, even if they are those of the step before. */
  forgetFiles(): void {
    this.#shownFiles = null;
  }

  async #read<T>(read: (library: LessonLibrary) => Promise<Loaded<T>>): Promise<Loaded<T>> {
    this.#library ??= this.#loadLibrary();
    try {
      return await read(await this.#library);
    } catch {
      this.#library = null;
      return { value: null, problems: ["What reads the lessons could not be loaded from this site."] };
    }
  }

  #begin(): number {
    this.#leave();
    this.#screen.set({ is: "loading" });
    return ++this.#opening;
  }

  #leave(): void {
    this.#answered.clear();
    this.#answering.set(null);
    this.#shownFiles = null;
    this.#workspace.offer(null);
  }

  #show(name: string, lesson: Lesson, at: number): void {
    const step = lesson.steps[at];
    if (step === undefined) return;
    const { question, shown, files } = step;
    this.#workspace.offer(null);
    const active = (question?.asked ?? shown)?.path ?? files[0]?.path ?? null;
    // What a visitor has changed in the step's files stays while the next step has the same.
    if (files !== this.#shownFiles) this.#openProject({ files: [...files, ...configurationOf(step)], active });
    else if (active !== null) this.#workspace.showPath(active);
    this.#shownFiles = files;
    this.#answering.set(question === null ? null : (this.#answered.get(at) ?? unanswered));
    this.#screen.set({ is: "step", name, lesson, at, step });
    if (question === null) {
      if (shown !== null) this.#trace(shown);
    } else if (this.#answering.get()?.isDone) this.#trace(question.asked);
    else void this.#ask(step, this.#opening);
  }

  #trace(place: NamePlace): void {
    this.#workspace.showPath(place.path);
    this.#workspace.showTable("name");
    this.#workspace.focusText(spanOf(place));
  }

  // ---- The question

  #files(step: Step): StepFiles {
    return new Map(
      step.files.flatMap(({ path, text }) => {
        const file = this.#workspace.fileAt(path);
        return file === null ? [] : [[path, { file, lines: text.split("\n") }] as const];
      }),
    );
  }

  async #ask(step: Step, opening: number): Promise<void> {
    if (step.question === null) return;
    // The cursor must not stand on the name: its highlights would tell.
    this.#workspace.showTable("nodes");
    this.#workspace.focusText({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
    this.#offer(step.question.asked, unanswered);
    const choices = await choicesOf(step.question, this.#files(step), this.#asker);
    const screen = this.#screen.get();
    if (opening !== this.#opening || screen.is !== "step" || screen.step !== step) return;
    this.#answer({ ...unanswered, ...this.#answering.get(), choices });
  }

  /** By its position among the choices. */
  choose(index: number): void {
    const answering = this.#answering.get();
    if (answering === null || answering.isDone || answering.choices?.[index] === undefined) return;
    if (answering.chosen.includes(index)) return;
    const chosen = [...answering.chosen, index];
    const isDone = answering.choices.every(({ isRight }, at) => !isRight || chosen.includes(at));
    this.#answer({ ...answering, chosen, isDone });
  }

  /** Tells the answer. */
  reveal(): void {
    const answering = this.#answering.get();
    if (answering?.choices == null || answering.isDone) return;
    const right = [...answering.choices.keys()].filter((at) => answering.choices?.[at]?.isRight);
    const chosen = [...answering.chosen, ...right.filter((at) => !answering.chosen.includes(at))];
    this.#answer({ ...answering, chosen, isShown: true, isDone: true });
  }

  #answer(answering: Answering): void {
    const screen = this.#screen.get();
    if (screen.is !== "step" || screen.step.question === null) return;
    this.#answered.set(screen.at, answering);
    this.#answering.set(answering);
    this.#offer(screen.step.question.asked, answering);
    if (answering.isDone) this.#trace(screen.step.question.asked);
  }

  #offer(asked: NamePlace, { choices, chosen, isDone }: Answering): void {
    const file = this.#workspace.fileAt(asked.path);
    if (file === null || isDone) {
      this.#workspace.offer(null);
      return;
    }
    this.#workspace.offer({
      asked: { file, span: spanOf(asked) },
      places: (choices ?? []).flatMap(({ binding, isRight }, at) => {
        if (binding === null) return [];
        const state = !chosen.includes(at) ? "open" : isRight ? "right" : "wrong";
        return [{ file: binding.file, span: binding.span, state, pick: () => this.choose(at) } as const];
      }),
    });
  }
}
