// The worker's side: a session of files that follows the page's, and the parts of its tables that the page shows.
// Knows nothing of workers, so that tests run it where they are.

import { comparePoints, isEmpty, type Point, type Span } from "../model/place";
import type { NodeRows, PellucidModule, Session } from "./pellucid";
import type {
  Command,
  FileReport,
  Look,
  NodeReport,
  Reply,
  SentFile,
  SentQuestion,
  TokenReport,
  Update,
} from "./protocol";
import { Recording } from "./recording";

interface HostedFile {
  /** The session's number for it. */
  readonly handle: number;
  /** Of the library: it is shown and asked about, and neither changes nor is it checked. */
  readonly isStub: boolean;
  path: string;
  /** The page's version of the text, and the session's. */
  version: number;
  revision: number;
  /** Whether the page knows what is wrong with this text. */
  reported: boolean;
  /** Whether another file has changed since: what is wrong with this one may have changed too. */
  mayDiffer: boolean;
  /** What it was told last. */
  diagnostics: string;
}

/** A question whose turn has not come. */
interface WaitingQuestion extends SentQuestion {
  /** Of the text that it is about, and of the language. */
  readonly version: number | undefined;
  readonly python: number;
}

/** The rows that pass the filter, in order; null means all. */
interface Filtered {
  readonly key: string;
  readonly rows: Uint32Array | null;
}

// More than anyone reads, few enough to draw while typing.
const shownDiagnostics = 1000;
const longDiagnostics = 400_000;

// Of the way from the root to a node.
const pathHead = 2;
const pathTail = 6;

/** Position of the value in an ascending list, or -1. */
function positionOf(list: Uint32Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return list[low] === value ? low : -1;
}

function endOfRow(rows: NodeRows, row: number): Point {
  return { line: rows.places[4 * row + 2] as number, column: rows.places[4 * row + 3] as number };
}

function spanOfRow(rows: NodeRows, row: number): Span {
  return {
    start: { line: rows.places[4 * row] as number, column: rows.places[4 * row + 1] as number },
    end: endOfRow(rows, row),
  };
}

export class CheckerHost {
  readonly #module: PellucidModule;
  #session: Session | null = null;
  #python = 0;
  readonly #files = new Map<number, HostedFile>();
  #filtered: Filtered = { key: "", rows: null };
  #questions: WaitingQuestion[] = [];
  #commands: Command[] = [];
  /** What came to the session, from its beginning. */
  #recording = new Recording();
  #reclaim = "after-check";
  /** Whether the page looks at the engine, and whether there is news for it. */
  #isWatched = false;
  #hasEngineNews = false;
  /** Whether a change may have made the page need the library, and how far that has come. */
  #mayWantLibrary = false;
  #hasAskedForLibrary = false;
  #libraryProblem: string | null | undefined;

  constructor(module: PellucidModule) {
    this.#module = module;
  }

  /** Takes over what changed in the page, and says what the page looks at. */
  update(update: Update): Reply {
    const session = this.#sessionFor(update.python);
    this.#hasEngineNews = this.#isWatched;
    this.#takeLibrary(session, update);
    for (const id of update.closed) this.#close(session, id);
    const unsynced = update.files.filter((file) => !this.#take(session, file)).map(({ file }) => file);
    for (const question of update.questions) {
      const version = unsynced.includes(question.file) ? undefined : this.#files.get(question.file)?.version;
      this.#questions.push({ ...question, version, python: update.python });
    }
    this.#obey(session, update);
    const { look } = update;
    if (look !== null) this.#watch(session, look.table === "engine");
    const file = look === null ? undefined : this.#files.get(look.file);
    if (look === null || file === undefined)
      return { kind: "report", checked: null, nodes: null, tokens: null, unsynced };
    session.show(file.handle);
    this.#recording.show(file.path);
    return {
      kind: "report",
      checked: file.reported && !file.mayDiffer ? null : this.#check(session, look.file, file),
      nodes: look.table === "nodes" ? this.#nodes(session, file, look) : null,
      tokens: look.table === "tokens" ? this.#tokens(session, file, look) : null,
      unsynced,
    };
  }

  /**
   * Answers the question that has waited longest, checks one of the files that are not looked at, or does what the page
   * wants of the whole; null when idle.
   */
  next(): Reply | null {
    const question = this.#questions.shift();
    if (question !== undefined) return this.#answer(question);
    return this.#checkNext() ?? this.#libraryNews() ?? this.#command() ?? this.#engineNews();
  }

  /** What takes no time; the rest waits for its turn. */
  #obey(session: Session, { reclaim, commands = [] }: Update): void {
    if (reclaim !== undefined && reclaim !== this.#reclaim) {
      session.setReclaim(reclaim);
      this.#recording.reclaim(reclaim);
      this.#reclaim = reclaim;
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
    if (isWatched !== this.#isWatched) session.watch(isWatched);
    this.#isWatched = isWatched;
    this.#hasEngineNews = isWatched;
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
    if (!this.#hasEngineNews || this.#session === null) return null;
    this.#hasEngineNews = false;
    const state = this.#session.engineView();
    return { kind: "engine", state, heapBytes: this.#module.heapBytes(), usedBytes: this.#module.usedBytes() };
  }

  #answer({ id, question, file: asked, parameters, version, python }: WaitingQuestion): Reply {
    const file = this.#files.get(asked);
    if (this.#session === null || file === undefined || file.version !== version || this.#python !== python)
      return { kind: "answer", id, answer: null };
    this.#hasEngineNews = this.#isWatched;
    this.#recording.ask(file.path, question, parameters);
    return { kind: "answer", id, answer: { version, value: this.#session.ask(file.handle, question, parameters) } };
  }

  #checkNext(): Reply | null {
    if (this.#session === null) return null;
    for (const [id, file] of this.#files) {
      if (file.reported && !file.mayDiffer) continue;
      const isNews = !file.reported;
      const checked = this.#check(this.#session, id, file);
      // Mostly another file's edit changes nothing here, which takes no time to see.
      if (isNews || checked.diagnostics !== null) return { kind: "checked", checked };
    }
    return null;
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
    } else if (python !== this.#python) {
      this.#session.setVersion(python);
      this.#recording.python(python);
      this.#filtered = { key: "", rows: null };
      for (const file of this.#files.values()) file.reported = false;
    }
    this.#python = python;
    return this.#session;
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
    for (const [id, file] of this.#files) if (id !== changed && !file.isStub) file.mayDiffer = true;
  }

  /** A stub is never closed: the session has it as long as it has the library. */
  #takeStub(session: Session, { file, path, version }: SentFile): boolean {
    const handle = session.find(path);
    if (handle === null) throw new Error(`there is no stub ${path}`);
    const revision = session.revision(handle);
    const known = { handle, isStub: true, path, version, revision, reported: false, mayDiffer: false, diagnostics: "" };
    this.#files.set(file, known);
    return true;
  }

  /** Whether the file is now as in the page. */
  #take(session: Session, sent: SentFile): boolean {
    const { change } = sent;
    if (change.kind === "stub") return this.#takeStub(session, sent);
    const known = this.#files.get(sent.file);
    if (known === undefined) {
      if (change.kind !== "text") return false;
      const handle = session.open(sent.path, change.text);
      this.#recording.open(sent.path, change.text);
      this.#files.set(sent.file, {
        handle,
        isStub: false,
        path: sent.path,
        version: sent.version,
        revision: session.revision(handle),
        reported: false,
        mayDiffer: false,
        diagnostics: "",
      });
      this.#othersMayDiffer(sent.file);
      return true;
    }
    if (known.path !== sent.path) {
      session.rename(known.handle, sent.path);
      this.#recording.rename(known.path, sent.path);
      known.path = sent.path;
      known.reported = false;
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
    known.reported = false;
    this.#othersMayDiffer(sent.file);
    return true;
  }

  #check(session: Session, id: number, file: HostedFile): FileReport {
    this.#hasEngineNews = this.#isWatched;
    let diagnostics = file.isStub ? "[]" : session.diagnostics(file.handle);
    if (!file.isStub) this.#recording.check(file.path);
    let omitted = 0;
    if (diagnostics.length > longDiagnostics) {
      const all: unknown[] = JSON.parse(diagnostics);
      omitted = Math.max(0, all.length - shownDiagnostics);
      diagnostics = JSON.stringify(all.slice(0, shownDiagnostics));
    }
    const changed = diagnostics !== file.diagnostics;
    file.diagnostics = diagnostics;
    file.reported = true;
    file.mayDiffer = false;
    return {
      file: id,
      version: file.version,
      summary: session.summary(file.handle),
      diagnostics: changed ? diagnostics : null,
      omitted,
    };
  }

  // ---- Nodes

  #nodes(session: Session, file: HostedFile, look: Look): NodeReport {
    const { nodes } = session.summary(file.handle);
    const passing = this.#passing(session, file, look.kinds);
    this.#recording.nodes(file.path);
    const rowCount = passing === null ? nodes : passing.length;
    const selected = this.#selected(session, file, look, nodes, passing);
    const first = firstRow(look, selected?.row ?? null, rowCount);
    const rows =
      passing === null
        ? session.nodeRange(file.handle, first, look.count)
        : session.nodeRows(file.handle, passing.subarray(first, first + look.count));
    return { rowCount, first, rows, selected };
  }

  #passing(session: Session, file: HostedFile, kinds: readonly number[]): Uint32Array | null {
    if (kinds.length === 0) return null;
    const key = [file.handle, file.revision, ...kinds].join(" ");
    if (this.#filtered.key !== key) this.#filtered = { key, rows: session.nodesOfKinds(file.handle, kinds) };
    return this.#filtered.rows;
  }

  #selected(
    session: Session,
    file: HostedFile,
    { focus }: Look,
    nodes: number,
    passing: Uint32Array | null,
  ): NodeReport["selected"] {
    if (focus === null) return null;
    let node: number;
    if (focus.at === "node") {
      if (focus.node >= nodes) return null;
      node = focus.node;
    } else {
      node = this.#nodeAround(session, file, focus.span);
    }
    // Innermost first.
    const around = session.ancestors(file.handle, node);
    const way = [...around.subarray(0, pathTail - 1)].reverse();
    const head = [...around.subarray(Math.max(around.length - pathHead, pathTail - 1))].reverse();
    const path = session.nodeRows(file.handle, [...head, ...way, node]);
    let row: number | null = node;
    if (passing !== null) {
      row = null;
      for (const candidate of [node, ...around]) {
        const place = positionOf(passing, candidate);
        if (place < 0) continue;
        row = place;
        break;
      }
    }
    return { row, depth: around.length, path };
  }

  /** The innermost node that contains the whole span. */
  #nodeAround(session: Session, file: HostedFile, span: Span): number {
    const innermost = session.nodeAt(file.handle, span.start.line, span.start.column);
    if (isEmpty(span)) return innermost;
    const candidates = [innermost, ...session.ancestors(file.handle, innermost)];
    // A few at a time: what is around a selection is near, while a long chain of operators is 10,000 deep.
    for (let from = 0; from < candidates.length; from += 16) {
      const rows = session.nodeRows(file.handle, candidates.slice(from, from + 16));
      for (let i = 0; i < rows.indices.length; ++i)
        if (comparePoints(endOfRow(rows, i), span.end) >= 0) return rows.indices[i] as number;
    }
    return 0;
  }

  // ---- Tokens

  #tokens(session: Session, file: HostedFile, look: Look): TokenReport {
    const rowCount = session.tokenCount(file.handle);
    const place = this.#focusPoint(session, file, look);
    const selectedRow = place === null ? null : session.tokenAt(file.handle, place.line, place.column);
    const first = firstRow(look, selectedRow, rowCount);
    return { rowCount, first, rows: session.tokens(file.handle, first, look.count), selectedRow };
  }

  #focusPoint(session: Session, file: HostedFile, { focus }: Look): Point | null {
    if (focus === null) return null;
    if (focus.at === "text") return focus.span.start;
    const rows = session.nodeRows(file.handle, [focus.node]);
    this.#recording.nodes(file.path);
    return rows.indices.length === 0 ? null : spanOfRow(rows, 0).start;
  }
}

/** The rows asked for, or those around the selected row if they shall follow it. */
function firstRow({ first, count, follow }: Look, selected: number | null, rowCount: number): number {
  if (follow && selected !== null && (selected < first || selected >= first + count))
    return Math.max(0, selected - (count >> 1));
  return Math.min(first, Math.max(0, rowCount - count));
}
