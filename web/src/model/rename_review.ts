import type { RenamePlan } from "./names";
import { type Readable, Store } from "./store";

export interface ReviewedRename {
  readonly from: string;
  readonly to: string;
  readonly plan: Extract<RenamePlan, { edits: readonly unknown[] }>;
}

/** A rename that waits for a yes. */
export class RenameReview {
  readonly #waiting = new Store<ReviewedRename | null>(null);
  #answer: (isAccepted: boolean) => void = () => {};

  readonly waiting: Readable<ReviewedRename | null> = this.#waiting;

  /** Resolves with what is decided. A newer rename takes the place of an older one, which is then refused. */
  propose(rename: ReviewedRename): Promise<boolean> {
    this.#answer(false);
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#waiting.set(rename);
    });
  }

  decide(isAccepted: boolean): void {
    this.#waiting.set(null);
    this.#answer(isAccepted);
    this.#answer = () => {};
  }
}
