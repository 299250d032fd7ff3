// Drafts: what a visitor works on, kept from visit to visit. Where they are kept is the room `storage`; here is which one
// a tab shows, when it is saved, and what of it is kept as history.
//
// A draft belongs to the tab that holds it. A tab that finds its draft held by another one (it was duplicated, or opened
// beside it) goes on with a copy, so two tabs never write the same draft. What comes with a link is a draft of its own
// too, a shared copy, and is kept once it has been changed.

import { DraftHistory, draftLimits, type Kept } from "./draft_history";
import {
  type Draft,
  type DraftHead,
  type DraftHolds,
  type DraftKeeper,
  isFull,
  StorageTrouble,
  type TroubleKind,
  type Version,
} from "./draft_keeper";
import { type Project, projectBytes, sameProject } from "./project";
import type { ChoiceKeeper } from "./settings";
import { type Readable, Store } from "./store";
import type { Timers } from "./timers";
import type { Workspace } from "./workspace";

export type SaveState =
  | { readonly is: "saved" }
  | { readonly is: "unsaved" }
  /** Typing goes on; it is tried again with each change. */
  | { readonly is: "failing"; readonly trouble: TroubleKind };

/** `copy`: of a draft that another tab has. */
export type ShownDraft = { readonly is: "mine" | "copy" | "shared" };

/** What the tab remembers while it is open. */
interface TabMemory {
  readonly draft: string;
  /** The visitor's own draft, while a shared copy is shown beside it. */
  readonly mine: string | null;
}

// Before the first letter is saved; the larger the project, the longer.
const beforeSaving = 250;
const bytesPerMillisecond = 4000;
// A tab that is loaded again finds its draft held until its former page is gone.
const reloadPatience = 800;

function readMemory(text: string | null): TabMemory | null {
  try {
    const { draft, mine }: Partial<Record<keyof TabMemory, unknown>> = JSON.parse(text ?? "{}");
    return typeof draft === "string" ? { draft, mine: typeof mine === "string" ? mine : null } : null;
  } catch {
    return null;
  }
}

/** Two projects that differ have two, as good as always. */
export function fingerprint(project: Project): string {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  const text = JSON.stringify([project.files.map(({ path, text }) => [path, text]), project.active]);
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  return `${(low >>> 0).toString(36)}-${(high >>> 0).toString(36)}`;
}

interface Mine {
  readonly id: string;
  readonly project: Project;
  /** Whether the keeper has it as it was left. */
  readonly isKept: Promise<boolean>;
}

const isKept = Promise.resolve(true);

interface Fetched {
  readonly draft: Draft;
  readonly isOurs: boolean;
  readonly versions: readonly Version[];
  readonly mine: Mine | null;
}

type SetDraft = Pick<Draft, "id" | "savedAt" | "sharedFrom"> & {
  readonly kept: Kept | null;
  readonly versions: readonly Version[];
  /** See DraftHistory.begin. */
  readonly historySince: number;
};

export interface DraftSurroundings {
  readonly keeper: DraftKeeper;
  readonly holds: DraftHolds;
  readonly tab: ChoiceKeeper;
  readonly timers: Timers;
  readonly now: () => number;
  readonly newId: () => string;
}

export class Drafts {
  readonly #workspace: Workspace;
  readonly #example: Project;
  readonly #around: DraftSurroundings;
  #id = "";
  #sharedFrom: string | null = null;
  #savedAt = 0;
  /** What the keeper has of it, and since when; null of what nobody has changed, which is not kept. */
  #kept: Kept | null = null;
  /** What it was when it was begun. */
  #begun: Project = { files: [], active: null };
  readonly #history: DraftHistory;
  /** The visitor's own beside a shared copy. */
  #mine: Mine | null = null;
  #mustSave = false;
  /** Counts what may have changed the project. */
  #changes = 0;
  #changesSaved = 0;
  #isOpening = false;
  #timer: unknown = null;
  #isWriting = false;
  /** Settles with the end of it. */
  #writing: Promise<void> = Promise.resolve();
  /** The write that is asked for behind the one under way. */
  #next: Promise<void> | null = null;

  readonly #state = new Store<SaveState>({ is: "saved" });
  readonly #shown = new Store<ShownDraft>({ is: "mine" });
  readonly state: Readable<SaveState> = this.#state;
  readonly shown: Readable<ShownDraft> = this.#shown;
  readonly #current = new Store("");
  /** Changes when another draft is shown, and not when it becomes the visitor's own. */
  readonly current: Readable<string> = this.#current;

  constructor(workspace: Workspace, example: Project, around: DraftSurroundings) {
    this.#workspace = workspace;
    this.#example = example;
    this.#around = around;
    this.#history = new DraftHistory(around.keeper, around.now);
    for (const store of [workspace.edits, workspace.tabs, workspace.active]) store.subscribe(() => this.#changed());
  }

  /** Of the draft that is shown. */
  get id(): string {
    return this.#id;
  }

  // ---- Which one is shown

  /** Shows what this tab showed last, or else what was saved last by any. */
  async open(): Promise<void> {
    try {
      await this.#openLast();
    } catch (error) {
      this.#begin(this.#example, null);
      this.#failed(error);
    }
  }

  async #openLast(): Promise<void> {
    const { keeper, holds, tab } = this.#around;
    const memory = readMemory(tab.load());
    for (const id of [memory?.draft, memory?.mine]) {
      if (id == null) continue;
      const isHeld = await holds.hold(id, reloadPatience);
      const draft = await keeper.load(id);
      if (draft !== null) return this.#take(await this.#fetch(draft, isHeld, memory?.mine ?? null));
      if (isHeld) holds.release(id);
    }
    const latest = (await keeper.heads()).find(({ sharedFrom }) => sharedFrom === null);
    const isHeld = latest !== undefined && (await holds.hold(latest.id, 0));
    const draft = latest === undefined ? null : await keeper.load(latest.id);
    if (draft === null) this.#begin(this.#example, null);
    else this.#take(await this.#fetch(draft, isHeld, null));
  }

  /** What belongs to a draft that is about to be shown. */
  async #fetch(draft: Draft, isOurs: boolean, mine: string | null): Promise<Fetched> {
    const { keeper, holds, newId } = this.#around;
    const versions = isOurs ? await keeper.versions(draft.id) : [];
    if (draft.sharedFrom === null) return { draft, isOurs, versions, mine: null };
    const own = mine === null ? null : await keeper.load(mine);
    const isMineOurs = mine !== null && (mine === this.#mine?.id || (await holds.hold(mine, reloadPatience)));
    return {
      ...{ draft, isOurs, versions },
      mine: { id: isMineOurs ? mine : newId(), project: own?.project ?? this.#example, isKept },
    };
  }

  /** Shows a draft of the keeper's, or a copy of it if another tab has it. */
  #take({ draft, isOurs, versions, mine }: Fetched): void {
    const { id, savedAt, sharedFrom, project } = draft;
    this.#mine ??= mine;
    if (!isOurs) {
      this.#begin(project, sharedFrom);
      if (sharedFrom === null) this.#shown.set({ is: "copy" });
      return;
    }
    const historySince = versions[0]?.at ?? savedAt;
    this.#set({ id, savedAt, sharedFrom, versions, historySince, kept: { project, at: savedAt } }, project);
  }

  /** Shows a project as a draft that the keeper does not have yet. */
  #begin(project: Project, sharedFrom: string | null): void {
    const id = this.#around.newId();
    this.#set({ id, savedAt: 0, sharedFrom, versions: [], historySince: this.#around.now(), kept: null }, project);
    // Nobody else knows of it.
    void this.#around.holds.hold(id, 0);
  }

  #set(draft: SetDraft, project: Project): void {
    this.#isOpening = true;
    this.#workspace.replace(project);
    this.#isOpening = false;
    if (![draft.id, this.#mine?.id, ""].includes(this.#id)) this.#around.holds.release(this.#id);
    if (draft.sharedFrom === null) {
      if (this.#mine !== null && this.#mine.id !== draft.id) this.#around.holds.release(this.#mine.id);
      this.#mine = null;
    }
    this.#id = draft.id;
    // What is on its way of a draft that is shown again is older than what comes next.
    this.#savedAt = Math.max(this.#savedAt, draft.savedAt);
    this.#sharedFrom = draft.sharedFrom;
    this.#history.begin(draft.id, draft.versions, draft.historySince);
    this.#kept = draft.kept;
    this.#begun = this.#workspace.project();
    this.#mustSave = false;
    this.#changesSaved = ++this.#changes;
    this.#shown.set({ is: draft.sharedFrom === null ? "mine" : "shared" });
    this.#remember();
    this.#current.set(draft.id);
  }

  #remember(): void {
    const memory: TabMemory = { draft: this.#id, mine: this.#mine?.id ?? null };
    this.#around.tab.save(JSON.stringify(memory));
  }

  /**
   * Goes on with another project; the draft that is shown stays among the drafts. Returns the way back to it, or null if
   * nothing was done, since what is shown cannot be kept.
   */
  async start(project: Project): Promise<(() => Promise<void>) | null> {
    if (!(await this.#canLeave())) return null;
    const [id, before] = [this.#id, this.#workspace.project()];
    this.#begin(project, null);
    this.#saveAnyway();
    return async () => {
      if (!(await this.show(id))) await this.start(before);
    };
  }

  /** Shows another of the drafts. Whether it could: a tab may have it, or it is gone. */
  async show(id: string): Promise<boolean> {
    if (id === this.#id) return true;
    if (id === this.#mine?.id) {
      if (!(await this.#settled())) return false;
      await this.backToMine();
      return true;
    }
    const { keeper, holds } = this.#around;
    if (!(await holds.hold(id, 0))) return false;
    const draft = await this.#tried(() => keeper.load(id));
    const fetched = draft && (await this.#tried(() => this.#fetch(draft, true, null)));
    const canLeave = await this.#canLeave();
    // Somebody may have been faster.
    if (id === this.#id || id === this.#mine?.id) return this.show(id);
    if (fetched == null || !canLeave) {
      holds.release(id);
      return false;
    }
    if (fetched.draft.sharedFrom !== null) this.#mine ??= { id: this.#id, project: this.#workspace.project(), isKept };
    this.#take(fetched);
    return true;
  }

  /** The visitor knows that it is a copy. */
  acceptCopy(): void {
    if (this.#shown.get().is === "copy") this.#shown.set({ is: "mine" });
  }

  // ---- What a link brings

  /** Shows what a link holds, as a copy beside the visitor's own draft. What of it was changed in this tab stays so. */
  openShared(project: Project): void {
    const sharedFrom = fingerprint(project);
    if (this.#sharedFrom === sharedFrom) return;
    this.#openCopy(project, sharedFrom);
  }

  #openCopy(project: Project, sharedFrom: string): void {
    const isLeftKept = this.#leave();
    this.#mine ??= { id: this.#id, project: this.#workspace.project(), isKept: isLeftKept };
    this.#begin(project, sharedFrom);
  }

  /**
   * The shared copy becomes the visitor's draft. The one there was stays among the drafts; if it could not be kept there,
   * the way back to it is returned, and otherwise null.
   */
  async keepAsMine(): Promise<(() => void) | null> {
    const mine = this.#mine;
    if (mine === null) return null;
    this.#around.holds.release(mine.id);
    this.#mine = null;
    this.#sharedFrom = null;
    this.#shown.set({ is: "mine" });
    this.#remember();
    this.#saveAnyway();
    return (await mine.isKept) ? null : () => void this.replace(mine.project);
  }

  /**
   * Shows the visitor's draft again. A copy that has been changed stays among the drafts; if it cannot be kept there, the
   * way back to it is returned, and otherwise null.
   */
  async backToMine(): Promise<(() => void) | null> {
    const mine = this.#mine;
    if (mine === null) return null;
    const { keeper } = this.#around;
    const kept = await this.#tried(() => keeper.load(mine.id));
    const fetched = kept && (await this.#tried(() => this.#fetch(kept, true, null)));
    const isSettled = await this.#settled();
    // Somebody may have been faster.
    if (this.#mine !== mine) return null;
    const [sharedFrom, copy] = [this.#sharedFrom, this.#workspace.project()];
    const isLost = !isSettled && (this.#mustSave || this.#differs(copy));
    // Without the keeper, or if it had never been changed, it is where it was left in this page.
    if (fetched != null) this.#take(fetched);
    else this.#begin(this.#example, null);
    if (!sameProject(mine.project, this.#workspace.project())) this.#workspace.replace(mine.project);
    if (!isLost || sharedFrom === null) return null;
    return () => {
      this.#openCopy(copy, sharedFrom);
      this.#saveAnyway();
    };
  }

  // ---- Saving

  #changed(): void {
    if (this.#isOpening || this.#id === "") return;
    this.#changes += 1;
    if (this.#state.get().is === "saved") this.#state.set({ is: "unsaved" });
    this.#saveSoon();
  }

  #saveSoon(): void {
    this.#timer ??= this.#around.timers.start(
      () => {
        this.#timer = null;
        // What comes up during a write waits once more behind it, or large projects would be written without a pause.
        if (!this.#isWriting) void this.save();
      },
      beforeSaving + projectBytes(this.#kept?.project ?? this.#begun) / bytesPerMillisecond,
    );
  }

  /** Even if nobody has changed it. */
  #saveAnyway(): void {
    this.#mustSave = true;
    this.#changes += 1;
    void this.save();
  }

  /** Storage may work again. */
  async retry(): Promise<void> {
    if (this.#changes === this.#changesSaved) this.#saveAnyway();
    await this.save();
  }

  /** Saves what has changed until now. Settles once all of it is kept, or cannot be. */
  save(): Promise<void> {
    if (this.#timer !== null) this.#around.timers.stop(this.#timer);
    this.#timer = null;
    if (this.#next !== null) return this.#next;
    if (!this.#isWriting) {
      this.#writing = this.#write();
      return this.#writing;
    }
    // What is being written may be older.
    this.#next = this.#writing.then(() => {
      this.#next = null;
      this.#writing = this.#write();
      return this.#writing;
    });
    return this.#next;
  }

  /** What is not kept of the draft is on its way when another one is shown. Whether it arrives. */
  async #leave(): Promise<boolean> {
    if (this.#changes === this.#changesSaved) return true;
    const project = this.#workspace.project();
    if (!this.#mustSave && !this.#isWriting && !this.#differs(project)) return true;
    const draft = this.#draftOf(project);
    const isWritten = this.#around.keeper.saveAtOnce(draft);
    const isSaved = await this.#tried(async () => {
      await this.#around.keeper.save(draft);
      return true;
    });
    return isWritten || isSaved === true;
  }

  /** Whether another draft can be shown, and this one and the one beside it are kept. */
  async #canLeave(): Promise<boolean> {
    return (await this.#settled()) && (this.#mine === null || (await this.#mine.isKept));
  }

  /** Saves, and whatever is typed meanwhile. Whether it is kept. */
  async #settled(): Promise<boolean> {
    while (this.#changes !== this.#changesSaved) {
      await this.save();
      if (this.#state.get().is === "failing") return false;
    }
    return true;
  }

  async #write(): Promise<void> {
    const changes = this.#changes;
    this.#isWriting = true;
    try {
      const isWritten = changes !== this.#changesSaved && (await this.#writeState(changes));
      if (isWritten || this.#state.get().is !== "failing")
        this.#state.set({ is: this.#changes === this.#changesSaved ? "saved" : "unsaved" });
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isWriting = false;
    }
    const hasMore = this.#changes !== changes && this.#changes !== this.#changesSaved;
    if (hasMore && this.#next === null) this.#saveSoon();
  }

  /** Saves the state of the draft after so many changes. Whether there was anything to save. */
  async #writeState(changes: number): Promise<boolean> {
    const [id, before] = [this.#id, this.#kept];
    const project = this.#workspace.project();
    const isNews = this.#mustSave || this.#differs(project);
    if (isNews) {
      const draft = this.#draftOf(project);
      await this.#saveDraft(draft);
      // Another draft may be shown meanwhile.
      if (this.#id !== id) return true;
      this.#kept = { project, at: draft.savedAt };
      if (before === null) await this.#makeRoom();
      await this.#history.saved(before, project);
    }
    if (this.#id !== id) return isNews;
    // What it is a copy of may have changed, and nothing else.
    if (this.#changes === changes) this.#mustSave = false;
    this.#changesSaved = changes;
    return isNews;
  }

  async #saveDraft(draft: Draft): Promise<void> {
    for (;;) {
      try {
        await this.#around.keeper.save(draft);
        return;
      } catch (error) {
        if (!isFull(error) || !(await this.#history.shrink())) throw error;
      }
    }
  }

  /** The page may be gone after this call. Whether nothing is lost then. */
  saveAtOnce(): boolean {
    if (this.#id === "" || this.#changes === this.#changesSaved) return true;
    const project = this.#workspace.project();
    const isKept = !this.#differs(project) && !this.#isWriting;
    // What is on its way to the keeper may not arrive.
    const isWritten = isKept || this.#around.keeper.saveAtOnce(this.#draftOf(project));
    void this.save();
    return isWritten;
  }

  /** Which file is shown is no reason to keep a draft, but is kept with one. */
  #differs(project: Project): boolean {
    if (this.#kept !== null) return !sameProject(project, this.#kept.project);
    return !sameProject({ ...project, active: null }, { ...this.#begun, active: null });
  }

  #draftOf(project: Project): Draft {
    // Even if the clock is set back.
    this.#savedAt = Math.max(this.#around.now(), this.#savedAt + 1);
    return { id: this.#id, savedAt: this.#savedAt, sharedFrom: this.#sharedFrom, project };
  }

  #failed(error: unknown): void {
    this.#state.set({ is: "failing", trouble: error instanceof StorageTrouble ? error.is : "broken" });
  }

  async #tried<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** The oldest drafts go when there are too many; never one that a tab shows. */
  async #makeRoom(): Promise<void> {
    const { keeper, holds } = this.#around;
    const tooMany = (await keeper.heads()).slice(draftLimits.drafts);
    if (tooMany.length === 0) return;
    const held = await holds.held();
    for (const { id } of tooMany) if (id !== this.#id && !held.has(id)) await keeper.remove(id);
  }

  // ---- All drafts

  heads(): Promise<readonly DraftHead[] | null> {
    return this.#tried(() => this.#around.keeper.heads());
  }

  held(): Promise<ReadonlySet<string>> {
    return this.#around.holds.held();
  }

  /** Returns the way to have it back; null if it stays, because it is shown. */
  async remove(id: string): Promise<(() => Promise<void>) | null> {
    const { keeper, holds } = this.#around;
    if (id === this.#id || id === this.#mine?.id || (await holds.held()).has(id)) return null;
    return this.#tried(async () => {
      const draft = await keeper.load(id);
      const versions: [Version, Project | null][] = [];
      for (const version of await keeper.versions(id))
        versions.push([version, await keeper.version(id, version.number)]);
      await keeper.remove(id);
      return async () => {
        await this.#tried(async () => {
          if (draft !== null) await keeper.save(draft);
          for (const [version, project] of versions)
            if (project !== null) await keeper.keepVersion(id, version, project);
        });
      };
    });
  }

  // ---- History

  /** Former states of the draft that is shown, the latest first. */
  async versions(): Promise<readonly Version[]> {
    await this.#settled();
    return this.#history.versions;
  }

  async version(number: number): Promise<Project | null> {
    return this.#tried(() => this.#around.keeper.version(this.#id, number));
  }

  /**
   * All of the draft becomes another project; what it was goes into its history. Returns the way back, which does the
   * same.
   */
  replace(project: Project): () => void {
    const [id, before] = [this.#id, this.#workspace.project()];
    if (sameProject(before, project)) return () => {};
    this.#history.replaced(before);
    this.#workspace.replace(project);
    return () => {
      if (this.#id === id) this.replace(before);
    };
  }

  /** Begins the draft anew, with what every visitor sees first. */
  reset(): () => void {
    return this.replace(this.#example);
  }
}
