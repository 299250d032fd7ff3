import type { DraftSurroundings } from "../../web/src/model/draft";
import { Drafts } from "../../web/src/model/draft";
import type { Draft, DraftHolds, DraftKeeper, Version } from "../../web/src/model/draft_keeper";
import { StorageTrouble } from "../../web/src/model/draft_keeper";
import { type Project, projectBytes } from "../../web/src/model/project";
import { Workspace } from "../../web/src/model/workspace";

/** Drafts as a browser would keep them, which answers when it is told to and can be broken. */
export class TestKeeper implements DraftKeeper {
  readonly drafts = new Map<string, Draft>();
  readonly kept = new Map<string, [Version, Project][]>();
  readonly lastWords = new Map<string, Draft>();
  trouble: StorageTrouble | null = null;
  /** Of every text in it. */
  room = Number.POSITIVE_INFINITY;

  async heads() {
    this.#check();
    return [...this.drafts.values()]
      .toSorted((a, b) => b.savedAt - a.savedAt)
      .map(({ project, ...draft }) => ({
        ...draft,
        paths: project.files.map(({ path }) => path),
        bytes: projectBytes(project),
      }));
  }

  async load(id: string) {
    this.#check();
    return this.drafts.get(id) ?? null;
  }

  async save(draft: Draft) {
    await null;
    this.#check();
    this.#put(draft);
    if ((this.lastWords.get(draft.id)?.savedAt ?? 0) <= draft.savedAt) this.lastWords.delete(draft.id);
  }

  saveAtOnce(draft: Draft) {
    if (this.trouble !== null) return false;
    this.lastWords.set(draft.id, draft);
    return true;
  }

  async remove(id: string) {
    this.#check();
    this.drafts.delete(id);
    this.kept.delete(id);
  }

  async versions(id: string) {
    this.#check();
    return (this.kept.get(id) ?? []).map(([version]) => version).reverse();
  }

  async version(id: string, number: number) {
    this.#check();
    return this.kept.get(id)?.find(([version]) => version.number === number)?.[1] ?? null;
  }

  async keepVersion(id: string, version: Version, project: Project) {
    this.#check();
    this.#makeSure(projectBytes(project));
    this.kept.set(id, [...(this.kept.get(id) ?? []), [version, project]]);
  }

  async dropVersions(id: string, numbers: readonly number[]) {
    this.#check();
    this.kept.set(
      id,
      (this.kept.get(id) ?? []).filter(([{ number }]) => !numbers.includes(number)),
    );
  }

  /** A page opens the storage. */
  readonly opened = (): void => {
    for (const draft of this.lastWords.values()) this.#put(draft);
    this.lastWords.clear();
  };

  #put(draft: Draft): void {
    const there = this.drafts.get(draft.id);
    if (there !== undefined && there.savedAt >= draft.savedAt) return;
    this.#makeSure(projectBytes(draft.project) - (there === undefined ? 0 : projectBytes(there.project)));
    this.drafts.set(draft.id, draft);
  }

  #makeSure(bytes: number): void {
    const projects = [...this.drafts.values()].map(({ project }) => project);
    for (const versions of this.kept.values()) projects.push(...versions.map(([, project]) => project));
    const used = projects.reduce((sum, project) => sum + projectBytes(project), 0);
    if (used + bytes > this.room) throw new StorageTrouble("full");
  }

  #check(): void {
    if (this.trouble !== null) throw this.trouble;
  }
}

/** A browser with tabs that show the page, and the time in the test's hands. */
export class Browser {
  readonly keeper = new TestKeeper();
  readonly example: Project;
  /** Who has which draft. */
  readonly #held = new Map<string, Tab>();
  now = 1_000_000;
  #lastId = 0;

  constructor(example: Project) {
    this.example = example;
  }

  newId = (): string => `d${++this.#lastId}`;

  holdsOf(tab: Tab): DraftHolds {
    return {
      hold: async (id) => {
        const holder = this.#held.get(id) ?? tab;
        if (holder === tab) this.#held.set(id, tab);
        return holder === tab;
      },
      release: (id) => void this.#held.delete(id),
      held: async () => new Set(this.#held.keys()),
    };
  }

  letGo(tab: Tab): void {
    for (const [id, holder] of this.#held) if (holder === tab) this.#held.delete(id);
  }

  async open(session: string | null = null): Promise<Tab> {
    const tab = new Tab(this, session);
    await tab.load();
    return tab;
  }
}

interface Timer {
  readonly work: () => void;
  readonly at: number;
}

export class Tab {
  readonly #browser: Browser;
  /** What the tab remembers, from one page to the next. */
  session: string | null;
  workspace = new Workspace();
  drafts!: Drafts;
  #timers = new Set<Timer>();
  #isOver = false;

  constructor(browser: Browser, session: string | null) {
    this.#browser = browser;
    this.session = session;
  }

  async load(): Promise<void> {
    const browser = this.#browser;
    browser.keeper.opened();
    this.workspace = new Workspace();
    const timers = new Set<Timer>();
    this.#timers = timers;
    this.#isOver = false;
    const around: DraftSurroundings = {
      keeper: this.#untilTheEnd(browser.keeper),
      holds: browser.holdsOf(this),
      tab: {
        load: () => this.session,
        save: (text) => {
          this.session = text;
        },
      },
      timers: {
        start: (work, milliseconds) => {
          const timer = { work, at: browser.now + milliseconds };
          timers.add(timer);
          return timer;
        },
        stop: (timer) => timers.delete(timer as Timer),
      },
      now: () => browser.now,
      newId: browser.newId,
    };
    this.drafts = new Drafts(this.workspace, browser.example, around);
    await this.drafts.open();
  }

  /** Of a page that is gone nothing arrives. */
  #untilTheEnd(keeper: TestKeeper): TestKeeper {
    const page = this.workspace;
    return new Proxy(keeper, {
      get: (_, name: keyof TestKeeper) => {
        const member = keeper[name];
        if (this.#isOver || page !== this.workspace) return () => new Promise(() => {});
        return typeof member === "function" ? member.bind(keeper) : member;
      },
    });
  }

  async pass(milliseconds: number): Promise<void> {
    this.#browser.now += milliseconds;
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#browser.now || this.#isOver) continue;
      this.#timers.delete(timer);
      timer.work();
    }
    await this.drafts.save();
  }

  /** The page ends; it has a moment, as pages have unless they are killed. */
  end(isKilled = false): void {
    if (!isKilled) this.drafts.saveAtOnce();
    this.#isOver = true;
    this.#browser.letGo(this);
  }

  async reload(isKilled = false): Promise<void> {
    this.end(isKilled);
    await this.load();
  }

  /** Types at the end of the active file. */
  type(text: string): void {
    const id = this.workspace.active.get();
    if (id === null) return;
    const end = { line: Number.POSITIVE_INFINITY, column: Number.POSITIVE_INFINITY };
    this.workspace.edit(id, [{ span: { start: end, end }, text }]);
  }

  get text(): string {
    const id = this.workspace.active.get();
    return id === null ? "" : (this.workspace.file(id)?.text.toString() ?? "");
  }
}
