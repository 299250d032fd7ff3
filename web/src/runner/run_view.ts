// The program that runs, or ran last: how far it is, what it printed, and what CPython says of it beside Pellucid.

import type { NameTrace, Symtable, UnresolvedName } from "../model/names";
import type { ProjectFile } from "../model/project";
import type { Asker } from "../model/questions";
import type { Diagnostic } from "../model/results";
import type { FileId } from "../model/source_file";
import { type Readable, Store } from "../model/store";
import type { Workspace } from "../model/workspace";
import { compareFound, compareRaised, compareSymtables, type Finding, type UnboundClaim } from "./comparison";
import type { FromRunner, Outcome, OutputPiece, RunnerPort } from "./protocol";

export type RunState =
  | { readonly is: "idle" }
  | { readonly is: "loading"; readonly loaded: number; readonly total: number }
  | { readonly is: "running"; readonly main: string }
  | { readonly is: "done"; readonly main: string; readonly outcome: Outcome }
  | { readonly is: "stopped" }
  | { readonly is: "failed"; readonly reason: string };

export interface RunOutput {
  readonly pieces: readonly OutputPiece[];
  /** Characters that were not kept. */
  readonly leftOut: number;
}

export interface Comparison {
  readonly path: string;
  /** `3.14.2` */
  readonly python: string;
  /** Whether Pellucid was asked about another version: its answer is not to be held against this one. */
  readonly isOtherVersion: boolean;
  readonly findings: readonly Finding[];
}

/** Where Pyodide is, and how many bytes of it are fetched. */
export interface PythonSite {
  readonly folder: string;
  readonly bytes: number;
}

// Rules that speak of what is raised, by its type.
const problemsOf: Readonly<Record<string, readonly string[]>> = {
  SyntaxError: ["invalid-syntax"],
  IndentationError: ["invalid-syntax"],
  TabError: ["invalid-syntax"],
  ImportError: ["unresolved-import"],
  ModuleNotFoundError: ["unresolved-import"],
};

/** The project at one moment: whatever is said of it later must be of the same texts. */
interface Snapshot {
  readonly files: readonly ProjectFile[];
  /** Of the page's own files, by path. */
  readonly texts: ReadonlyMap<string, { readonly file: FileId; readonly version: number }>;
}

/** What Pellucid says of it; null and missing where it has not said anything of these texts. */
interface Said {
  readonly project: Snapshot;
  readonly claims: readonly UnboundClaim[];
  readonly symtable: Symtable | null;
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]>;
}

// Whoever types on and on gets an answer all the same.
const mostTries = 3;

const noOutput: RunOutput = { pieces: [], leftOut: 0 };
const isBusy = ({ is }: RunState) => is === "loading" || is === "running";

export class RunView {
  readonly #workspace: Workspace;
  readonly #asker: Asker;
  readonly #open: () => RunnerPort;
  readonly #site: PythonSite;
  readonly #state = new Store<RunState>({ is: "idle" });
  readonly #output = new Store<RunOutput>(noOutput);
  readonly #comparison = new Store<Comparison | null>(null);
  #port: RunnerPort | null = null;
  #python = "";
  /** Who waits for what the worker says, which is in the order of what it is told; they hear null if it is ended before. */
  #waiters: ((message: FromRunner | null) => void)[] = [];
  /** How often it was asked to run or to check: what comes of an earlier time is for nobody. */
  #begun = 0;

  readonly state: Readable<RunState> = this.#state;
  readonly output: Readable<RunOutput> = this.#output;
  readonly comparison: Readable<Comparison | null> = this.#comparison;

  constructor(workspace: Workspace, asker: Asker, open: () => RunnerPort, site: PythonSite) {
    this.#workspace = workspace;
    this.#asker = asker;
    this.#open = open;
    this.#site = site;
  }

  /** The file that would run: the one that is shown, unless it is no Python. */
  get main(): string | null {
    const active = this.#workspace.active.get();
    const shown = this.#workspace.tabs.get().find(({ id, origin }) => id === active && origin === "page");
    return shown?.path.endsWith(".py") ? shown.path : null;
  }

  async run(): Promise<void> {
    const { main } = this;
    if (main === null || isBusy(this.#state.get())) return;
    this.#begin();
    await this.#runFile(main, this.#workspace.project().files, []);
  }

  stop(): void {
    if (!isBusy(this.#state.get())) return;
    this.#end();
    this.#state.set({ is: "stopped" });
  }

  /** Runs the file, and holds what CPython does and knows against what Pellucid says of the same texts. */
  async check(): Promise<void> {
    const { main } = this;
    if (main === null || isBusy(this.#state.get())) return;
    const begun = this.#begin();
    const said = await this.#said(main);
    if (begun !== this.#begun) return;
    const { project, claims, symtable, problems } = said;
    const outcome = await this.#runFile(main, project.files, claims);
    if (outcome === null) return;
    const text = project.files.find(({ path }) => path === main)?.text ?? "";
    const blocks = await this.#say({ do: "blocks", text }, "blocks");
    const trace = await this.#traceOf(project, outcome);
    if (blocks === null || begun !== this.#begun) return;
    this.#comparison.set({
      path: main,
      python: this.#python,
      isOtherVersion: Number(this.#python.split(".")[1]) !== this.#workspace.python.get(),
      findings: [
        ...compareSymtables(main, symtable?.scope ?? null, blocks.block, problems.get(main) ?? null),
        compareRaised(outcome, trace, isKnown(outcome, problems)),
        ...compareFound(outcome, claims),
      ],
    });
  }

  #begin(): number {
    this.#comparison.set(null);
    this.#begun += 1;
    return this.#begun;
  }

  // ---- What Pellucid says

  #snapshot(): Snapshot {
    const own = this.#workspace.tabs.get().filter(({ origin }) => origin === "page");
    const texts = own.map(({ id, path }) => [path, { file: id, version: this.#versionOf(id) }] as const);
    return { files: this.#workspace.project().files, texts: new Map(texts) };
  }

  #versionOf(file: FileId): number {
    return this.#workspace.file(file)?.version ?? -1;
  }

  #isPresent({ texts }: Snapshot): boolean {
    const own = this.#workspace.tabs.get().filter(({ origin }) => origin === "page");
    return (
      own.length === texts.size &&
      own.every(({ id, path }) => texts.get(path)?.file === id && texts.get(path)?.version === this.#versionOf(id))
    );
  }

  /** Asked again if something was typed meanwhile. */
  async #said(main: string): Promise<Said> {
    let said = await this.#saidNow(main);
    for (let tries = 1; tries < mostTries && !this.#isPresent(said.project); ++tries) said = await this.#saidNow(main);
    return said;
  }

  async #saidNow(main: string): Promise<Said> {
    const project = this.#snapshot();
    const claims: UnboundClaim[] = [];
    const problems = new Map<string, readonly Diagnostic[]>();
    let symtable: Symtable | null = null;
    for (const [path, { file, version }] of project.texts) {
      const answer = await this.#asker.ask("unresolved", { file }, `run unresolved ${file}`);
      const isClaim = ({ state }: UnresolvedName) => state === "unbound" || state === "deleted";
      if (answer?.version === version)
        for (const { name, span } of answer.value.filter(isClaim)) claims.push({ path, name, ...span.start });
      if (path !== main) continue;
      const its = await this.#asker.ask("symtable", { file }, "run symtable");
      if (its?.version === version) symtable = its.value;
    }
    // What is asked comes behind what is checked.
    for (const [path, { file, version }] of project.texts) {
      const checked = this.#workspace.checked.get().get(file);
      if (checked?.version === version) problems.set(path, checked.diagnostics);
    }
    return { project, claims, symtable, problems };
  }

  /** Undefined if the text has changed since. */
  async #traceOf({ texts }: Snapshot, { error }: Outcome): Promise<NameTrace | null | undefined> {
    const place = error?.place ?? null;
    const text = place === null ? undefined : texts.get(place.path);
    if (place === null || text === undefined) return null;
    if (text.version !== this.#versionOf(text.file)) return undefined;
    const { line, column } = place;
    const answer = await this.#asker.ask("trace", { file: text.file, at: { line, column } }, "run trace");
    return answer?.version === text.version ? answer.value : undefined;
  }

  // ---- The worker

  async #runFile(
    main: string,
    files: readonly ProjectFile[],
    claims: readonly UnboundClaim[],
  ): Promise<Outcome | null> {
    this.#output.set(noOutput);
    if (!(await this.#load())) return null;
    this.#state.set({ is: "running", main });
    const watched = claims.map(({ path, line, column }) => ({ path, line, column }));
    const done = await this.#say({ do: "run", files, main, watched }, "done");
    if (done === null) return null;
    this.#state.set({ is: "done", main, outcome: done.outcome });
    if (done.outcome.error !== null) this.#print([{ stream: "error", text: done.outcome.error.text }], 0);
    return done.outcome;
  }

  async #load(): Promise<boolean> {
    if (this.#port !== null) return true;
    const port = this.#open();
    this.#port = port;
    port.onMessage = (message) => this.#take(port, message);
    this.#state.set({ is: "loading", loaded: 0, total: this.#site.bytes });
    const ready = await this.#say({ do: "load", folder: this.#site.folder }, "ready");
    if (ready !== null) this.#python = ready.python;
    return ready !== null;
  }

  /** The answer of that kind; null if the worker was ended or failed. */
  async #say<Kind extends FromRunner["is"]>(
    message: Parameters<RunnerPort["send"]>[0],
    kind: Kind,
  ): Promise<Extract<FromRunner, { is: Kind }> | null> {
    const answer = await new Promise<FromRunner | null>((resolve) => {
      this.#waiters.push(resolve);
      this.#port?.send(message);
    });
    return answer?.is === kind ? (answer as Extract<FromRunner, { is: Kind }>) : null;
  }

  #take(port: RunnerPort, message: FromRunner): void {
    if (port !== this.#port) return;
    switch (message.is) {
      case "loading":
        this.#state.set({ is: "loading", loaded: message.loaded, total: this.#site.bytes });
        return;
      case "output":
        this.#print(message.pieces, message.leftOut);
        return;
      case "failed":
        this.#end();
        this.#state.set({ is: "failed", reason: message.reason });
        return;
      default:
        this.#waiters.shift()?.(message);
    }
  }

  #print(more: readonly OutputPiece[], leftOut: number): void {
    const output = this.#output.get();
    const pieces = [...output.pieces];
    for (const piece of more) {
      const last = pieces.at(-1);
      if (last?.stream === piece.stream) pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
      else pieces.push(piece);
    }
    this.#output.set({ pieces, leftOut: output.leftOut + leftOut });
  }

  #end(): void {
    this.#port?.close();
    this.#port = null;
    for (const tell of this.#waiters.splice(0)) tell(null);
  }
}

/** Whether Pellucid reports it, too; undefined if it has said nothing of that text. */
function isKnown({ error }: Outcome, problems: Said["problems"]): boolean | undefined {
  const place = error?.place;
  const rules = problemsOf[error?.type ?? ""] ?? [];
  const isSyntax = rules.includes("invalid-syntax");
  // Where a syntax error is found is a matter of taste.
  if (place == null) return false;
  return problems
    .get(place.path)
    ?.some(({ rule, range }) => rules.includes(rule) && (isSyntax || range.start.line === place.line));
}
