// The page's side of the checker: keeps a worker's files as the workspace's, and hands what it says to the workspace.
//
// Asked about names, it hands the question on with the next update and the answer back.
//
// There is one update under way at most. Everything that happens while it is goes into the next one, which is made of
// the newest state by comparing it with what the worker was last told; so a superseded request is never sent. A worker
// that dies is replaced by one that has been told nothing, and the same comparison fills it.

import { defaultPython } from "../generated/syntax";
import type { ConfigurationReport } from "../model/configuration";
import type { EngineControl, EngineState, MeasuredPolicy } from "../model/engine";
import { languageOf } from "../model/languages";
import type { Span } from "../model/place";
import type { Answer, Asker, Question, Questions } from "../model/questions";
import type { Diagnostic, SelectedNode } from "../model/results";
import type { FileId, SourceFile } from "../model/source_file";
import type { TextEdit } from "../model/source_text";
import type { Timers } from "../model/timers";
import type { Pause, Workspace } from "../model/workspace";
import { askedBy, crashReport, type Death, type Maker } from "./crash_report";
import type {
  CheckerPort,
  CheckProgress,
  Command,
  EditBatch,
  FileReport,
  Look,
  NodeReport,
  Reply,
  SentConfiguration,
  SentFile,
  TokenReport,
  Update,
} from "./protocol";
import { PendingQuestions } from "./questions";
import { nodeRows, pathSteps, tokenRows } from "./rows";
import type { LoadProgress } from "./stubs";

/** What the worker was told of a file. */
interface ToldFile {
  readonly version: number;
  readonly path: string;
}

interface ToldConfiguration extends ToldFile {
  readonly file: FileId;
  readonly text: Uint8Array;
}

interface UnderWay {
  readonly look: Look | null;
  /** Of the file that is looked at, as the worker was told. */
  readonly version: number | undefined;
}

/**
 * Milliseconds. Every piece of a worker's work is reported when it is done, and none takes nearly as long, but for the
 * comparison of policies, which checks all files three times; a worker that is silent for so long, while it has something
 * to do, never ends.
 */
export const patience = 20_000;
const patienceWhileMeasuring = 180_000;
// Often enough to see that it goes on.
const betweenReports = 100;

const utf8 = new TextEncoder();
const isPyproject = (path: string): boolean => path === "pyproject.toml";

function batchOf(edits: readonly TextEdit[]): EditBatch {
  const place = ({ start, end }: Span) => [start.line, start.column, end.line, end.column];
  return {
    places: Uint32Array.from(edits.flatMap((edit) => place(edit.span))),
    texts: edits.map((edit) => utf8.encode(edit.text)),
  };
}

/** Loads the pack of the standard library's stubs. */
export type LibraryLoader = (onProgress: LoadProgress) => Promise<Uint8Array>;

interface ClientOptions {
  readonly loadLibrary?: LibraryLoader;
  /** Whether nothing is checked until `resume`. */
  readonly isPaused?: boolean;
  /** Stands in crash reports. */
  readonly maker?: Maker;
}

const unknownMaker: Maker = { build: "unknown", browser: "unknown" };

export class CheckerClient implements Asker, EngineControl {
  readonly #workspace: Workspace;
  readonly #open: () => CheckerPort;
  readonly #timers: Timers;
  #port: CheckerPort | null = null;
  #told = new Map<FileId, ToldFile>();
  /** Which version of which file; null that there is none, and undefined as long as nothing was told. */
  #toldConfiguration: ToldConfiguration | null | undefined;
  /** The last configuration without a fault, as the worker was told of it. */
  #followed: ToldConfiguration | null = null;
  #toldReclaim: string | null = null;
  #commands: Command[] = [];
  /** Who waits for a script, by number. */
  readonly #scripts = new Map<number, (script: string | null) => void>();
  #lastScript = 0;
  #shown: Look | null = null;
  #underWay: UnderWay | null = null;
  readonly #questions: PendingQuestions;
  /** Runs while the worker has something to say. */
  #timer: unknown = null;
  /** Whether it may be at work though no update is under way. */
  #isBusy = false;
  /** Whether what it runs is still on its way to it. */
  #isLoading = false;
  #isScheduled = false;
  /** Whether the worker was asked to compare policies, and has not said how. */
  #isMeasuring = false;
  /** Reports of a check of many files that the page has not been told of yet. */
  #held: FileReport[] = [];
  #heldProgress: CheckProgress | null = null;
  #holdTimer: unknown = null;
  /** Since what the worker is told last changed. */
  #deaths: Death[] = [];
  #asked: readonly string[] = [];
  #isPaused: boolean;
  readonly #maker: Maker;
  #reveals = 0;
  readonly #diagnostics = new Map<FileId, readonly Diagnostic[]>();
  readonly #loadLibrary: LibraryLoader | null;
  /** Loaded once, for as many workers as it takes. */
  #library: Promise<Uint8Array> | null = null;
  #stubs: Uint8Array | null = null;
  /** Whether the worker was given it. */
  #hasLibrary = false;
  /** Who waits for a worker to have taken it over. */
  readonly #libraryWaiters: ((isThere: boolean) => void)[] = [];

  constructor(workspace: Workspace, open: () => CheckerPort, timers: Timers, options: ClientOptions = {}) {
    this.#loadLibrary = options.loadLibrary ?? null;
    this.#isPaused = options.isPaused ?? false;
    this.#maker = options.maker ?? unknownMaker;
    if (this.#isPaused) workspace.setChecker({ is: "paused", because: { is: "asked" } });
    this.#workspace = workspace;
    this.#open = open;
    this.#timers = timers;
    this.#questions = new PendingQuestions(workspace);
    const { tabs, active, reclaim, focus, view, followsTrees, edits } = workspace;
    for (const store of [active, focus, view, followsTrees, reclaim]) store.subscribe(() => this.#schedule());
    for (const store of [tabs, edits])
      store.subscribe(() => {
        // What killed the checker may be gone.
        this.#deaths = [];
        this.#schedule();
      });
    this.#schedule();
  }

  ask<Q extends Question>(
    question: Q,
    parameters: Questions[Q]["asks"],
    slot: string = question,
  ): Promise<Answer<Q> | null> {
    if (this.#isPaused) return Promise.resolve(null);
    const answer = this.#questions.add(question, parameters, slot);
    this.#schedule();
    return answer;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    // Of the same texts it gets one more try.
    this.#deaths = this.#deaths.slice(-1);
    this.#workspace.setChecker({ is: "starting" });
    this.#schedule();
  }

  freeAll(): void {
    this.#command({ do: "freeAll" });
  }

  measurePolicies(budget: number): void {
    this.#command({ do: "measurePolicies", budget });
  }

  script(): Promise<string | null> {
    if (this.#isPaused) return Promise.resolve(null);
    const id = ++this.#lastScript;
    this.#command({ do: "script", id });
    return new Promise((resolve) => this.#scripts.set(id, resolve));
  }

  #command(command: Command): void {
    if (this.#isPaused) return;
    this.#commands.push(command);
    this.#schedule();
  }

  /** A keystroke changes the text and moves the cursor: one update for both. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#underWay !== null || this.#isPaused) return;
    const known = this.#workspace.known().filter(({ path }) => languageOf(path) === "python");
    const look = this.#look();
    // The file on the screen first: the worker checks in this order.
    const files = known
      .toSorted((a, b) => Number(b.id === look?.file) - Number(a.id === look?.file))
      .flatMap(({ id, path }) => this.#news(id, path));
    const open = new Set(known.map(({ id }) => id));
    const closed = [...this.#told.keys()].filter((id) => !open.has(id));
    const configuration = this.#configurationNews();
    const isNew = look !== null && !sameLook(look, this.#shown);
    const questions = this.#questions.send();
    const reclaim = this.#workspace.reclaim.get();
    const commands = [...this.#libraryCommand(), ...this.#commands];
    this.#commands = [];
    // The shown table is wanted again once its tree is gone.
    const isTold =
      files.length === 0 && closed.length === 0 && configuration === undefined && reclaim === this.#toldReclaim;
    const isDone = commands.length === 0;
    if (isTold && isDone && !isNew && questions.length === 0) return;

    // Whoever only asks has seen the rows.
    const update: Update = {
      ...(configuration !== undefined && { configuration }),
      ...{ python: defaultPython, reclaim, files, closed, commands, questions },
      look: isTold && !isNew ? null : look,
    };
    for (const { file, version, path } of files) this.#told.set(file, { version, path });
    for (const id of closed) {
      this.#told.delete(id);
      this.#diagnostics.delete(id);
    }
    this.#toldReclaim = reclaim;
    this.#shown = look;
    const port = this.#port ?? this.#openPort();
    this.#underWay = { look: update.look, version: look === null ? undefined : this.#told.get(look.file)?.version };
    this.#isBusy = true;
    this.#asked = askedBy(update);
    this.#isMeasuring ||= commands.some((command) => command.do === "measurePolicies");
    this.#wait(port);
    port.send(update);
  }

  /** What the worker does not know of the configuration; undefined if that is nothing. */
  #configurationNews(): SentConfiguration | null | undefined {
    const tab = this.#workspace.configurationFile();
    const file = tab === null ? undefined : this.#workspace.file(tab.id);
    const told = this.#toldConfiguration;
    if (tab === null || file === undefined) {
      this.#toldConfiguration = null;
      this.#followed = null;
      // There is none to begin with, and the page knows of none that a worker before has followed.
      const isKnown = told === null || (told === undefined && this.#workspace.configured.get().file === null);
      return isKnown ? undefined : null;
    }
    const { id, path } = tab;
    const { version } = file;
    if (told?.file === id && told.version === version && told.path === path) return undefined;
    const text = utf8.encode(file.text.toString());
    this.#toldConfiguration = { file: id, version, path, text };
    const isNewWorker = told === undefined;
    // If it has faults, the last one without is followed; that of another project is none of its.
    const isAnother = told != null && told.file !== id;
    if (isAnother) this.#followed = null;
    const followed = isAnother ? new Uint8Array() : isNewWorker ? (this.#followed?.text ?? null) : null;
    return {
      file: id,
      version,
      isPyproject: isPyproject(path),
      text,
      followed,
    };
  }

  /** Gives the worker time for its next word, if one is due. */
  #wait(port: CheckerPort): void {
    if (this.#timer !== null) this.#timers.stop(this.#timer);
    const isDue = !this.#isLoading && (this.#underWay !== null || this.#isBusy);
    const most = this.#isMeasuring ? patienceWhileMeasuring : patience;
    const silence = `it did not answer for ${most / 1000} seconds`;
    this.#timer = isDue ? this.#timers.start(() => this.#died(port, silence), most) : null;
  }

  #look(): Look | null {
    const file = this.#workspace.active.get();
    if (file === null) return null;
    const { table, rows, kinds } = this.#workspace.view.get();
    const focus = this.#workspace.focus.get();
    const before = this.#shown;
    const follow =
      before === null ||
      focus !== before.focus ||
      file !== before.file ||
      table !== before.table ||
      !sameNumbers(before.kinds, [...kinds]);
    return { file, table, trees: this.#workspace.followsTrees.get(), ...rows, kinds: [...kinds], focus, follow };
  }

  /** What the worker does not know of the file. */
  #news(id: FileId, path: string): SentFile[] {
    const file = this.#workspace.file(id);
    if (file === undefined) return [];
    const told = this.#told.get(id);
    if (told?.version === file.version && told.path === path) return [];
    const change = told === undefined ? fromNothing(file) : changeSince(file, told.version);
    return [{ file: id, path, version: file.version, change }];
  }

  // ---- The worker

  #openPort(): CheckerPort {
    const port = this.#open();
    port.onReply = (reply) => {
      if (this.#port === port) this.#take(port, reply);
    };
    this.#port = port;
    return port;
  }

  #endPort(): void {
    this.#port?.close();
    this.#port = null;
    if (this.#timer !== null) this.#timers.stop(this.#timer);
    this.#timer = null;
    this.#isBusy = false;
    this.#isLoading = false;
    this.#isMeasuring = false;
    this.#underWay = null;
    this.#questions.drop();
    this.#told = new Map();
    this.#toldConfiguration = undefined;
    this.#toldReclaim = null;
    this.#hasLibrary = false;
    this.#held = [];
    this.#heldProgress = null;
    this.#letGo();
    this.#workspace.setProgress(null);
    this.#shown = null;
    for (const resolve of this.#scripts.values()) resolve(null);
    this.#scripts.clear();
    this.#diagnostics.clear();
  }

  #died(port: CheckerPort, reason: string): void {
    if (this.#port !== port) return;
    this.#endPort();
    this.#deaths.push({ reason, asked: this.#asked });
    if (this.#deaths.length > 1) {
      this.#pause({ is: "crashed", reason, report: crashReport(this.#workspace, this.#deaths, this.#maker) });
      return;
    }
    this.#workspace.setChecker({ is: "restarting", reason });
    this.#schedule();
  }

  #pause(because: Pause): void {
    this.#endPort();
    this.#isPaused = true;
    this.#commands = [];
    this.#questions.dropAll();
    for (const resolve of this.#libraryWaiters.splice(0)) resolve(false);
    this.#workspace.setChecker({ is: "paused", because });
  }

  // ---- What it says

  #take(port: CheckerPort, reply: Reply): void {
    this.#isBusy = reply.kind !== "idle";
    this.#isLoading = reply.kind === "loading";
    if (reply.kind === "policies") this.#isMeasuring = false;
    this.#wait(port);
    switch (reply.kind) {
      case "idle":
        return;
      case "loading":
        this.#workspace.setChecker({ is: "loading", loaded: reply.loaded, total: reply.total });
        return;
      case "loaded":
        if (this.#workspace.checker.get().is === "loading") this.#workspace.setChecker({ is: "starting" });
        return;
      case "unloaded":
        this.#pause({ is: "unloaded", reason: reply.reason });
        return;
      case "failed":
        this.#died(port, reply.reason);
        return;
      case "checked":
        if (reply.progress === null) this.#takeChecks([reply.checked]);
        else this.#hold(reply.checked, reply.progress);
        return;
      case "checkedAll":
        this.#letGo();
        this.#workspace.setProgress(null);
        return;
      case "answer":
        this.#questions.take(reply);
        if (this.#questions.areWaiting) this.#schedule();
        return;
      case "configured":
        this.#takeConfiguration(reply);
        return;
      case "wantsLibrary":
        void this.loadLibrary();
        return;
      case "library":
        this.#takeLibrary(reply.problem);
        return;
      case "engine": {
        const { heapBytes, usedBytes } = reply;
        this.#workspace.acceptEngine({ state: JSON.parse(reply.state) as EngineState, heapBytes, usedBytes });
        return;
      }
      case "policies":
        this.#workspace.acceptPolicies(JSON.parse(reply.measured) as MeasuredPolicy[]);
        return;
      case "script":
        this.#scripts.get(reply.id)?.(reply.script);
        this.#scripts.delete(reply.id);
        return;
      case "report": {
        const answered = this.#underWay;
        if (answered === null) return;
        this.#underWay = null;
        for (const id of reply.unsynced) this.#told.delete(id);
        if (reply.unsynced.length > 0) this.#shown = null;
        // In order: a report may say that all is as it was reported last.
        if (this.#held.some(({ file }) => file === reply.checked?.file)) this.#letGo();
        if (reply.checked !== null) this.#takeChecks([reply.checked]);
        const { version } = answered;
        if (answered.look !== null && version !== undefined && reply.unsynced.length === 0) {
          if (answered.look.follow) this.#reveals += 1;
          if (reply.nodes !== null) this.#takeNodes(answered.look, version, reply.nodes);
          if (reply.tokens !== null) this.#takeTokens(answered.look, version, reply.tokens);
        }
        this.#workspace.setChecker({ is: "ready" });
        this.#schedule();
      }
    }
  }

  #takeConfiguration({ file, version, report }: Extract<Reply, { kind: "configured" }>): void {
    const told = this.#toldConfiguration;
    const read = JSON.parse(report) as ConfigurationReport;
    if (read.faults.length === 0 && told?.file === file && told?.version === version) this.#followed = told;
    const followed = this.#followed && {
      text: new TextDecoder().decode(this.#followed.text),
      isPyproject: isPyproject(this.#followed.path),
    };
    this.#workspace.acceptConfiguration(file, version, read, followed);
  }

  // ---- The library

  async loadLibrary(): Promise<boolean> {
    if (this.#workspace.library.get().is === "ready") return true;
    if (this.#loadLibrary === null || this.#isPaused) return false;
    this.#library ??= this.#loadLibrary((loaded, total) =>
      this.#workspace.setLibrary({ is: "loading", loaded, total }),
    );
    try {
      this.#stubs = await this.#library;
    } catch (error) {
      this.#library = null;
      this.#workspace.setLibrary({ is: "failed", reason: error instanceof Error ? error.message : String(error) });
      return false;
    }
    // It may have stopped meanwhile, and nobody takes the library over.
    if (this.#isPaused) return false;
    const taken = new Promise<boolean>((resolve) => this.#libraryWaiters.push(resolve));
    this.#schedule();
    return taken;
  }

  /** The stubs, if they have been needed. */
  get stubs(): Uint8Array | null {
    return this.#stubs;
  }

  /** Hands the library to a worker that does not have it: before any file, for stubs are among them. */
  #libraryCommand(): Command[] {
    if (this.#stubs === null || this.#hasLibrary) return [];
    this.#hasLibrary = true;
    return [{ do: "library", stubs: this.#stubs }];
  }

  #takeLibrary(problem: string | null): void {
    if (problem !== null) {
      // Loaded anew, it may be whole.
      this.#library = null;
      this.#stubs = null;
      this.#hasLibrary = false;
    }
    this.#workspace.setLibrary(
      problem === null ? { is: "ready" } : { is: "failed", reason: `The stubs are damaged: ${problem}` },
    );
    for (const resolve of this.#libraryWaiters.splice(0)) resolve(problem === null);
  }

  /** Of a check of many files the page is told now and then, so that it has time for whoever types meanwhile. */
  #hold(checked: FileReport, progress: CheckProgress): void {
    this.#held.push(checked);
    this.#heldProgress = progress;
    this.#holdTimer ??= this.#timers.start(() => this.#letGo(), betweenReports);
  }

  #letGo(): void {
    if (this.#holdTimer !== null) this.#timers.stop(this.#holdTimer);
    this.#holdTimer = null;
    this.#takeChecks(this.#held.splice(0));
    if (this.#heldProgress !== null) this.#workspace.setProgress(this.#heldProgress);
    this.#heldProgress = null;
  }

  #takeChecks(reports: readonly FileReport[]): void {
    // Of a file that has been closed nothing is kept.
    const open = reports.filter(({ file }) => this.#workspace.file(file) !== undefined);
    this.#workspace.acceptChecks(
      open.map(({ file, version, summary, diagnostics, omitted, checkMs }) => {
        if (diagnostics !== null) this.#diagnostics.set(file, JSON.parse(diagnostics) as Diagnostic[]);
        return [file, { version, summary, diagnostics: this.#diagnostics.get(file) ?? [], omitted, checkMs }];
      }),
    );
  }

  #takeNodes({ file }: Look, version: number, { rowCount, first, rows, selected }: NodeReport): void {
    this.#workspace.acceptNodes({
      file,
      version,
      rowCount,
      slice: { first, rows: nodeRows(rows) },
      selected: selected && selectedNode(selected),
      reveal: this.#reveals,
    });
  }

  #takeTokens({ file }: Look, version: number, report: TokenReport): void {
    const { rowCount, first, rows, selectedRow } = report;
    this.#workspace.acceptTokens({
      file,
      version,
      rowCount,
      slice: { first, rows: tokenRows(rows, first) },
      selectedRow,
      reveal: this.#reveals,
    });
  }
}

function fromNothing(file: SourceFile): SentFile["change"] {
  return file.origin === "library" ? { kind: "stub" } : wholeText(file);
}

function wholeText(file: SourceFile): SentFile["change"] {
  return { kind: "text", text: utf8.encode(file.text.toString()) };
}

function changeSince(file: SourceFile, version: number): SentFile["change"] {
  const batches = file.editsSince(version);
  if (batches === null) return wholeText(file);
  if (batches.length === 0) return { kind: "none" };
  return { kind: "edits", base: version, batches: batches.map(batchOf) };
}

function selectedNode(selected: NonNullable<NodeReport["selected"]>): SelectedNode | null {
  const path = pathSteps(selected.path);
  const last = path.at(-1);
  if (last === undefined) return null;
  const subtreeEnd = selected.path.subtreeEnds.at(-1) ?? last.node + 1;
  return { node: last.node, subtreeEnd, span: last.span, row: selected.row, path, depth: selected.depth };
}

/** Whether they ask for the same, of the same text. */
function sameLook(a: Look, b: Look | null): boolean {
  return (
    b !== null &&
    a.file === b.file &&
    a.table === b.table &&
    a.trees === b.trees &&
    a.first === b.first &&
    a.count === b.count &&
    a.focus === b.focus &&
    sameNumbers(a.kinds, b.kinds)
  );
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((number, i) => number === b[i]);
}
