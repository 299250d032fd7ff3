import { type Readable, Store } from "./store";

/** What has just been done, and how it is taken back, if it can be. */
export interface Done {
  readonly text: string;
  readonly undo: (() => void) | null;
}

/** The last thing done that is worth a word: the page shows it until the next one, or until it is put away. */
export class DoneList {
  readonly #last = new Store<Done | null>(null);
  readonly last: Readable<Done | null> = this.#last;

  tell(text: string, undo: (() => void) | null = null): void {
    this.#last.set({ text, undo });
  }

  undo(): void {
    const last = this.#last.get();
    this.#last.set(null);
    last?.undo?.();
  }

  putAway(): void {
    this.#last.set(null);
  }
}
