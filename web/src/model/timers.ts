/** The passing of time, which tests have in their hands. */
export interface Timers {
  start(work: () => void, milliseconds: number): unknown;
  stop(timer: unknown): void;
}

/** Does something once nothing has asked for it for a while. */
export class Rest {
  readonly #timers: Timers;
  readonly #work: () => void;
  #timer: unknown = null;
  #delay = 0;

  constructor(timers: Timers, work: () => void) {
    this.#timers = timers;
    this.#work = work;
  }

  /** Whether it is going to be done. */
  get isPending(): boolean {
    return this.#timer !== null;
  }

  /** Later than this, and no sooner than was asked for before. */
  after(milliseconds: number): void {
    if (this.#timer !== null) this.#timers.stop(this.#timer);
    this.#delay = Math.max(this.#delay, milliseconds);
    this.#timer = this.#timers.start(() => {
      this.#timer = null;
      this.#delay = 0;
      this.#work();
    }, this.#delay);
  }
}
