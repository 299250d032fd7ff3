// The worker's side: a session of files that follows the page's, checked in short steps, and what the page asks of it.
// Knows nothing of workers, so that tests run it where they are.

import type { ConfigurationReport } from "../model/configuration";
import type { PellucidModule, Session } from "./pellucid";
import type {
  CheckProgress,
  Command,
  FileReport,
  Reply,
  SentConfiguration,
  SentFile,
  SentQuestion,
  Update,
} from "./protocol";
import { Recording } from "./recording";
import { TableWindows } from "./table_windows";

interface HostedFile {
  /** The session's number for it. */
  readonly handle: number;
  /** Of the library: it is shown and asked about, and neither changes nor is it checked. */
  readonly isStub: boolean;
  path: string;
  /** The page's version of the text, and the session's. */
  version: number;
  revision: number;
  /** How much the page knows of what is wrong with this text: what the file alone tells, or all of it. */
  told: "nothing" | "alone" | "whole";
  /** Whether another file has changed since: what is wrong with this one may have changed too. */
  mayDiffer: boolean;
  /** What it was told last. */
  diagnostics: string;
  omitted: number;
}

/** A question whose turn has not come. */
interface WaitingQuestion extends SentQuestion {
  /** Of the text that it is about, and of the language. */
  readonly version: number | undefined;
  readonly python: number;
}

// More than anyone reads, few enough to draw while typing.
const shownDiagnostics = 1000;

const noProblems = { diagnostics: "[]", omitted: 0 } as const;

// Milliseconds that an update waits at most for other files to be read, and that a step takes which may be any length.
const patience = 8;

/** Whether the page knows all that is wrong with the file. */
function isKnown({ told, mayDiffer }: HostedFile): boolean {
  return told === "whole" && !mayDiffer;
}

export class CheckerHost {
  readonly #module: PellucidModule;
  #session: Session | null = null;
  /** What is asked for where the configuration does not say, and what is followed. */
  #usualPython = 0;
  #python = 0;
  /** The report of the last configuration without a fault. */
  #followed: string | null = null;
  /** What the page is to be told of its configuration. */
  #configured: Reply | null = null;
  readonly #files = new Map<number, HostedFile>();
  readonly #tables: TableWindows;
  #questions: WaitingQuestion[] = [];
  #commands: Command[] = [];
  /** What came to the session, from its beginning. */
  readonly #recording = new Recording();
  #reclaim = "after-check";
  /** Whether the page watches edits, whether it is told of the engine, and what there was of activity then; null before. */
  #isWatched = false;
  #tellsEngine = false;
  #toldActivity: number | null = null;
  /** Whether files may have changed since they were read. */
  #mayRead = false;
  /** The session's numbers of files that were read for an update, and are to be told of. */
  readonly #untold: number[] = [];
  /** Whether the page follows how far a check of many files has come. */
  #isProgressTold = false;
  /** The session's number of the file that is shown. */
  #shown: number | null = null;
  readonly #now: () => number;
  /** Whether a change may have made the page need the library, and how far that has come. */
  #mayWantLibrary = false;
  #hasAskedForLibrary = false;
  #libraryProblem: string | null | undefined;

  /** `now` tells the time in milliseconds. If it stands still, whatever can be waited for is waited for. */
  constructor(module: PellucidModule, now: () => number = () => 0) {
    this.#module = module;
    this.#now = now;
    this.#tables = new TableWindows(this.#recording);
  }

  /** Takes over what changed in the page, and says what the page looks at. */
  update(update: Update): Reply {
    const session = this.#sessionFor(update.python);
    if (update.configuration !== undefined) this.#configure(session, update.configuration);
    this.#takeLibrary(session, update);
    for (const id of update.closed) this.#close(session, id);
    const unsynced = update.files.filter((file) => !this.#take(session, file)).map(({ file }) => file);
    for (const question of update.questions) {
      const version = unsynced.includes(question.file) ? undefined : this.#files.get(question.file)?.version;
      this.#questions.push({ ...question, version, python: this.#python });
    }
    this.#obey(session, update);
    const { look } = update;
    if (look !== null) {
      this.#watch(session, look.table === "engine");
      this.#tellsEngine = look.trees === true || look.table === "engine";
    }
    const file = look === null ? undefined : this.#files.get(look.file);
    if (look === null || file === undefined)
      return { kind: "report", checked: null, nodes: null, tokens: null, unsynced };
    this.#show(session, file);
    return {
      kind: "report",
      checked: this.#checkSoon(session, look.file, file),
      nodes: look.table === "nodes" ? this.#tables.nodes(session, file, look) : null,
      tokens: look.table === "tokens" ? this.#tables.tokens(session, file, look) : null,
      unsynced,
    };
  }

  /**
   * Answers the question that has waited longest, reads or checks one of the files that are not looked at, or does what the
   * page wants of the whole; null when idle. Whatever it is, it is short: newer edits are taken behind it.
   */
  next(): Reply | null {
    const configured = this.#configured;
    this.#configured = null;
    if (configured !== null) return configured;
    const question = this.#questions.shift();
    if (question !== undefined) return this.#answer(question);
    return (
      this.#readNext() ??
      this.#checkNext() ??
      this.#progressEnd() ??
      this.#libraryNews() ??
      this.#command() ??
      this.#engineNews()
    );
  }

  /** What takes no time; the rest waits for its turn. */
  #obey(session: Session, { reclaim, commands = [] }: Update): void {
    if (reclaim !== undefined && reclaim !== this.#reclaim) {
      session.setReclaim(reclaim);
      this.#recording.reclaim(reclaim);
      this.#reclaim = reclaim;
      this.#toldActivity = null;
    }
    for (const command of commands) {
      if (command.do === "library") continue;
      if (command.do !== "freeAll") {
        this.#commands.push(command);
        continue;
      }
      session.freeAll();
      this.#recording.freeAll();
    }
  }

  /** Before any file, for stubs are among them. */
  #takeLibrary(session: Session, { commands = [] }: Update): void {
    for (const command of commands) {
      if (command.do !== "library") continue;
      this.#hasAskedForLibrary = true;
      const problem = session.setStubs(command.stubs);
      this.#libraryProblem = problem === "" ? null : problem;
      if (problem !== "") continue;
      this.#recording.library();
      this.#othersMayDiffer(null);
    }
  }

  #libraryNews(): Reply | null {
    if (this.#libraryProblem !== undefined) {
      const problem = this.#libraryProblem;
      this.#libraryProblem = undefined;
      return { kind: "library", problem };
    }
    if (!this.#mayWantLibrary || this.#hasAskedForLibrary || this.#session === null) return null;
    this.#mayWantLibrary = false;
    if (!this.#session.wantsStubs()) return null;
    this.#hasAskedForLibrary = true;
    return { kind: "wantsLibrary" };
  }

  #watch(session: Session, isWatched: boolean): void {
    if (isWatched === this.#isWatched) return;
    session.watch(isWatched);
    this.#isWatched = isWatched;
    this.#toldActivity = null;
  }

  #show(session: Session, file: HostedFile): void {
    if (this.#shown !== file.handle) this.#toldActivity = null;
    this.#shown = file.handle;
    session.show(file.handle);
    this.#recording.show(file.path);
  }

  #command(): Reply | null {
    const command = this.#commands.shift();
    if (command === undefined || this.#session === null) return null;
    switch (command.do) {
      case "measurePolicies":
        return { kind: "policies", measured: this.#session.comparePolicies(command.budget) };
      case "script":
        return { kind: "script", id: command.id, script: this.#recording.script() };
      case "freeAll":
      case "library":
        return null;
    }
  }

  #engineNews(): Reply | null {
    if (!this.#tellsEngine || this.#session === null) return null;
    const activity = this.#session.activity();
    if (activity === this.#toldActivity) return null;
    this.#toldActivity = activity;
    const state = this.#session.engineView();
    return { kind: "engine", state, heapBytes: this.#module.heapBytes(), usedBytes: this.#module.usedBytes() };
  }

  #answer({ id, question, file: asked, parameters, version, python }: WaitingQuestion): Reply {
    const file = this.#files.get(asked);
    if (this.#session === null || file === undefined || file.version !== version || this.#python !== python)
      return { kind: "answer", id, answer: null };
    // Rows come in columns, which are asked for by another name, in a script as well.
    if (question === "scopeNodes")
      return { kind: "answer", id, answer: { version, value: this.#tables.ofScope(this.#session, file, parameters) } };
    this.#recording.ask(file.path, question, parameters);
    return { kind: "answer", id, answer: { version, value: this.#session.ask(file.handle, question, parameters) } };
  }

  /** A step of a check of many files: what one of them alone tells. */
  #readNext(): Reply | null {
    const session = this.#session;
    if (session === null) return null;
    for (let handle = this.#untold.shift(); handle !== undefined; handle = this.#untold.shift()) {
      const read = this.#withHandle(handle);
      if (read !== null && read[1].told === "nothing") return this.#step(this.#checkAlone(session, ...read));
    }
    const handle = this.#mayRead ? session.readNext() : null;
    const read = handle === null ? null : this.#withHandle(handle);
    if (read === null) {
      this.#mayRead = false;
      return null;
    }
    this.#recording.read(1);
    // What it alone tells is known with that, and is no step of its own in a script.
    return this.#step(this.#report(session, ...read, "alone"));
  }

  #step(checked: FileReport): Reply {
    this.#isProgressTold = true;
    return { kind: "checked", checked, progress: this.#progress() };
  }

  #withHandle(handle: number): [number, HostedFile] | null {
    for (const [id, file] of this.#files) if (file.handle === handle) return [id, file];
    return null;
  }

  /** Says once that a check of many files is over. */
  #progressEnd(): Reply | null {
    if (!this.#isProgressTold) return null;
    this.#isProgressTold = false;
    return { kind: "checkedAll" };
  }

  /** Whether all files are read before the page has waited long. */
  #readsSoon(session: Session): boolean {
    const end = this.#now() + patience;
    const read: number[] = [];
    while (this.#mayRead) {
      if (read.length > 0 && this.#now() >= end) {
        this.#recording.read(read.length);
        this.#untold.push(...read);
        return false;
      }
      const handle = session.readNext();
      // Once all are read, reading them is how a check begins.
      if (handle === null) this.#mayRead = false;
      else read.push(handle);
    }
    return true;
  }

  /** As much as can be told soon, if that is more than the page knows. */
  #checkSoon(session: Session, id: number, file: HostedFile): FileReport | null {
    if (isKnown(file)) return null;
    if (file.isStub || this.#readsSoon(session)) return this.#check(session, id, file);
    return file.told === "nothing" ? this.#checkAlone(session, id, file) : null;
  }

  /** Files of which the page does not know all, the shown one first. A stub is told of when it is shown. */
  *#waiting(): Generator<[number, HostedFile]> {
    for (const isShown of [true, false])
      for (const [id, file] of this.#files)
        if ((file.handle === this.#shown) === isShown && !file.isStub && !isKnown(file)) yield [id, file];
  }

  #checkNext(): Reply | null {
    if (this.#session === null) return null;
    const end = this.#now() + patience;
    for (const [id, file] of this.#waiting()) {
      const isNews = file.told === "nothing";
      const checked = this.#check(this.#session, id, file);
      // Mostly another file's edit changes nothing here, which takes no time to see.
      if (isNews || checked.diagnostics !== null || this.#now() >= end)
        return { kind: "checked", checked, progress: this.#isProgressTold ? this.#progress() : null };
    }
    return null;
  }

  /** Of how many files the page knows what is wrong with them. */
  #progress(): CheckProgress {
    const progress = { done: 0, of: 0 };
    for (const { isStub, told } of this.#files.values()) {
      if (isStub) continue;
      progress.of += 1;
      if (told !== "nothing") progress.done += 1;
    }
    return progress;
  }

  /** What the session holds of a file, in UTF-8; for tests. */
  textOf(id: number): Uint8Array | null {
    const file = this.#files.get(id);
    return file === undefined || this.#session === null ? null : this.#session.text(file.handle);
  }

  #sessionFor(python: number): Session {
    if (this.#session === null) {
      this.#session = new this.#module.Session(python);
      this.#recording.begin(python);
      this.#python = python;
    } else if (python !== this.#usualPython) {
      this.#session.setVersion(python);
      this.#followed = null;
      this.#recording.python(python);
      this.#python = python;
      this.#allDiffer();
    }
    this.#usualPython = python;
    return this.#session;
  }

  #allDiffer(): void {
    this.#tables.forget();
    this.#mayRead = true;
    this.#mayWantLibrary = true;
    for (const file of this.#files.values()) file.told = "nothing";
  }

  /** Nothing is said is what an empty file says. */
  #configure(session: Session, sent: SentConfiguration | null): void {
    const { file = null, version = 0, isPyproject = false, text = "", followed = null } = sent ?? {};
    if (followed !== null) this.#follow(session.configure(followed, isPyproject));
    const report = session.configure(text, isPyproject);
    this.#follow(report);
    this.#configured = { kind: "configured", file, version, report };
  }

  #follow(report: string): void {
    // A comment in it changes nothing for any file.
    if (report === this.#followed) return;
    const { faults, python, platform, extraPaths, severities } = JSON.parse(report) as ConfigurationReport;
    if (faults.length > 0 || !python || !platform || !extraPaths || !severities) return;
    this.#followed = report;
    this.#python = python;
    this.#recording.configure({ python, platform, extraPaths, severities });
    this.#allDiffer();
  }

  #close(session: Session, id: number): void {
    const file = this.#files.get(id);
    if (file === undefined) return;
    this.#files.delete(id);
    session.close(file.handle);
    this.#recording.close(file.path);
    this.#othersMayDiffer(id);
  }

  #othersMayDiffer(changed: number | null): void {
    this.#mayWantLibrary = true;
    this.#mayRead = true;
    for (const [id, file] of this.#files) if (id !== changed && !file.isStub) file.mayDiffer = true;
  }

  #host(session: Session, handle: number, { file, path, version, change }: SentFile): void {
    this.#files.set(file, {
      handle,
      isStub: change.kind === "stub",
      path,
      version,
      revision: session.revision(handle),
      told: "nothing",
      mayDiffer: false,
      diagnostics: "",
      omitted: 0,
    });
  }

  /** A stub is never closed: the session has it as long as it has the library. */
  #takeStub(session: Session, sent: SentFile): void {
    const handle = session.find(sent.path);
    if (handle === null) throw new Error(`there is no stub ${sent.path}`);
    this.#host(session, handle, sent);
  }

  /** Whether the file is now as in the page. */
  #take(session: Session, sent: SentFile): boolean {
    const { change } = sent;
    if (change.kind === "stub") {
      this.#takeStub(session, sent);
      return true;
    }
    const known = this.#files.get(sent.file);
    if (known === undefined) {
      if (change.kind !== "text") return false;
      const handle = session.open(sent.path, change.text);
      this.#recording.open(sent.path, change.text);
      this.#host(session, handle, sent);
      this.#othersMayDiffer(sent.file);
      return true;
    }
    if (known.path !== sent.path) {
      session.rename(known.handle, sent.path);
      this.#recording.rename(known.path, sent.path);
      known.path = sent.path;
      known.told = "nothing";
      this.#othersMayDiffer(sent.file);
    }
    if (change.kind === "none") return true;
    if (change.kind === "text") {
      known.revision = session.setText(known.handle, change.text);
      this.#recording.setText(known.path, change.text);
    } else {
      if (change.base !== known.version) return false;
      for (const { places, texts } of change.batches) {
        const revision = session.edit(known.handle, known.revision, places, texts);
        if (revision === 0) return false;
        known.revision = revision;
        this.#recording.edit(known.path, places, texts);
      }
    }
    known.version = sent.version;
    known.told = "nothing";
    this.#othersMayDiffer(sent.file);
    return true;
  }

  #check(session: Session, id: number, file: HostedFile): FileReport {
    if (!file.isStub) this.#recording.check(file.path, false);
    return this.#report(session, id, file, "whole");
  }

  #checkAlone(session: Session, id: number, file: HostedFile): FileReport {
    this.#recording.check(file.path, true);
    return this.#report(session, id, file, "alone");
  }

  #report(session: Session, id: number, file: HostedFile, what: "alone" | "whole"): FileReport {
    const isAlone = what === "alone";
    const begin = this.#now();
    const problems = file.isStub ? noProblems : session.report(file.handle, isAlone, shownDiagnostics);
    const changed =
      problems !== null && (problems.diagnostics !== file.diagnostics || problems.omitted !== file.omitted);
    if (problems !== null) {
      file.diagnostics = problems.diagnostics;
      file.omitted = problems.omitted;
    }
    file.told = what;
    if (!isAlone) file.mayDiffer = false;
    return {
      file: id,
      version: file.version,
      summary: session.summary(file.handle),
      diagnostics: changed ? file.diagnostics : null,
      omitted: file.omitted,
      checkMs: this.#now() - begin,
    };
  }
}
