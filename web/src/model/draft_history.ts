// The history of a draft: its former states, and which of them are kept.

import { type DraftKeeper, isFull, type Version, type VersionReason } from "./draft_keeper";
import { type Project, projectBytes } from "./project";

export const draftLimits = {
  drafts: 50,
  /** Of one draft. */
  versions: 50,
  versionBytes: 10_000_000,
  /** A state is kept when work goes on after this. */
  betweenVersions: 5 * 60_000,
  /** Before so many bytes go at once a state is kept, however recently one was. */
  deletion: 400,
} as const;

/** What the keeper has of a draft, and since when. */
export interface Kept {
  readonly project: Project;
  readonly at: number;
}

export class DraftHistory {
  readonly #keeper: DraftKeeper;
  readonly #now: () => number;
  #id = "";
  #versions: readonly Version[] = [];
  #keptAt = 0;
  /** States that have been replaced and are to be kept. */
  #replaced: Project[] = [];

  constructor(keeper: DraftKeeper, now: () => number) {
    this.#keeper = keeper;
    this.#now = now;
  }

  /** Of the draft that is shown from now on. `since`: when a state of it was kept, or it was begun. */
  begin(id: string, versions: readonly Version[], since: number): void {
    this.#id = id;
    this.#versions = versions;
    this.#keptAt = since;
    this.#replaced = [];
  }

  /** The latest first. */
  get versions(): readonly Version[] {
    return this.#versions;
  }

  /** A state that all of the draft was, until it became another; kept with what is saved next. */
  replaced(project: Project): void {
    this.#replaced.push(project);
  }

  /** What was saved has become something else. History that finds no room is given up, and is no trouble. */
  async saved(before: Kept | null, after: Project): Promise<void> {
    const now = this.#now();
    const id = this.#id;
    const replaced = this.#replaced;
    const hasReplaced = replaced.length > 0;
    // Another draft may be shown meanwhile.
    while (this.#id === id && replaced[0] !== undefined) {
      await this.#keep("replaced", replaced[0], now);
      replaced.shift();
    }
    if (hasReplaced || before === null) return;
    if (now - this.#keptAt >= draftLimits.betweenVersions) await this.#keep("time", before.project, before.at);
    else if (projectBytes(before.project) - projectBytes(after) >= draftLimits.deletion)
      await this.#keep("deletion", before.project, before.at);
  }

  /** Gives up the older half. Whether there was any. */
  async shrink(): Promise<boolean> {
    const dropped = this.#versions.slice(Math.floor(this.#versions.length / 2));
    await this.#drop(dropped);
    return dropped.length > 0;
  }

  async #keep(reason: VersionReason, project: Project, at: number): Promise<void> {
    const number = (this.#versions[0]?.number ?? 0) + 1;
    const version = { number, at, reason, files: project.files.length, bytes: projectBytes(project) };
    const id = this.#id;
    for (;;) {
      try {
        await this.#keeper.keepVersion(id, version, project);
        break;
      } catch (error) {
        if (!isFull(error)) throw error;
        if (this.#id !== id || !(await this.shrink())) return;
      }
    }
    if (this.#id !== id) return;
    this.#keptAt = this.#now();
    this.#versions = [version, ...this.#versions];
    let bytes = 0;
    await this.#drop(
      this.#versions.filter((one, place) => {
        bytes += one.bytes;
        return place > 0 && (place >= draftLimits.versions || bytes > draftLimits.versionBytes);
      }),
    );
  }

  async #drop(versions: readonly Version[]): Promise<void> {
    if (versions.length === 0) return;
    const numbers = versions.map(({ number }) => number);
    const id = this.#id;
    await this.#keeper.dropVersions(id, numbers);
    if (this.#id === id) this.#versions = this.#versions.filter(({ number }) => !numbers.includes(number));
  }
}
