import type { DraftHolds } from "../model/draft_keeper";

const lockPrefix = "pellucid.draft.";

/** The browser's locks, which end with the page that has them. */
export class LockHolds implements DraftHolds {
  readonly #locks: LockManager;
  readonly #releases = new Map<string, () => void>();

  constructor(locks: LockManager) {
    this.#locks = locks;
  }

  async hold(id: string, patience: number): Promise<boolean> {
    if (this.#releases.has(id)) return true;
    return (await this.#ask(id, { ifAvailable: true })) || (patience > 0 && this.#wait(id, patience));
  }

  release(id: string): void {
    this.#releases.get(id)?.();
    this.#releases.delete(id);
  }

  async held(): Promise<ReadonlySet<string>> {
    const { held = [] } = await this.#locks.query();
    return new Set(
      held.flatMap(({ name = "" }) => (name.startsWith(lockPrefix) ? [name.slice(lockPrefix.length)] : [])),
    );
  }

  async #wait(id: string, patience: number): Promise<boolean> {
    try {
      return await this.#ask(id, { signal: AbortSignal.timeout(patience) });
    } catch {
      return false;
    }
  }

  #ask(id: string, options: LockOptions): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const ended = this.#locks.request(lockPrefix + id, options, (lock) => {
        resolve(lock !== null);
        if (lock === null) return;
        return new Promise<void>((release) => this.#releases.set(id, release));
      });
      ended.catch(reject);
    });
  }
}

/** Where the browser has no locks, which it gives to safe origins only, pages ask one another. */
export class ChannelHolds implements DraftHolds {
  readonly #channel = new BroadcastChannel("pellucid.drafts");
  readonly #mine = new Set<string>();
  readonly #answered = new Set<string>();

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== "string") return;
      if (data === "?") for (const id of this.#mine) this.#channel.postMessage(`!${id}`);
      else if (data.startsWith("!")) this.#answered.add(data.slice(1));
    };
  }

  async hold(id: string): Promise<boolean> {
    if (!this.#mine.has(id) && (await this.held()).has(id)) return false;
    this.#mine.add(id);
    return true;
  }

  release(id: string): void {
    this.#mine.delete(id);
  }

  async held(): Promise<ReadonlySet<string>> {
    this.#answered.clear();
    this.#channel.postMessage("?");
    await new Promise((resolve) => setTimeout(resolve, 150));
    return new Set([...this.#answered, ...this.#mine]);
  }
}
