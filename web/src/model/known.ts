import type { Answer, Asker, Question, Questions } from "./questions";
import type { FileId } from "./source_file";
import { type Readable, Store } from "./store";

/** An answer, and what it is about. */
export interface Known<T> {
  readonly file: FileId;
  readonly version: number;
  /** See Wish. */
  readonly about: string;
  readonly value: T;
}

interface Wish<Q extends Question> {
  readonly file: FileId;
  readonly version: number;
  readonly python: number;
  /** Tells this wish from others of the same text: the place, or whatever the answer depends on. */
  readonly about: string;
  readonly parameters: Questions[Q]["asks"];
}

/**
 * One question asked again and again as things change, and the newest answer to it. What is known stays until something
 * newer is; an answer that nobody wants any more is dropped.
 */
export class Inquiry<Q extends Question> {
  readonly #asker: Asker;
  readonly #question: Q;
  readonly #slot: string;
  readonly #changed: () => void;
  readonly #known = new Store<Known<Questions[Q]["answer"]> | null>(null);
  readonly known: Readable<Known<Questions[Q]["answer"]> | null> = this.#known;
  #wish = "";

  constructor(asker: Asker, question: Q, slot: string, changed: () => void) {
    this.#asker = asker;
    this.#question = question;
    this.#slot = slot;
    this.#changed = changed;
  }

  get(): Known<Questions[Q]["answer"]> | null {
    return this.#known.get();
  }

  want({ file, version, python, about, parameters }: Wish<Q>): void {
    const wish = `${file} ${version} ${python} ${about}`;
    if (wish === this.#wish) return;
    this.#wish = wish;
    void this.#asker
      .ask(this.#question, parameters, this.#slot)
      .then((answer) => this.#take(wish, { file, about }, answer));
  }

  #take(wish: string, of: { file: FileId; about: string }, answer: Answer<Q> | null): void {
    if (wish !== this.#wish) return;
    if (answer === null) {
      // To be asked again with the next occasion.
      this.#wish = "";
      return;
    }
    this.#known.set({ ...of, version: answer.version, value: answer.value });
    this.#changed();
  }

  /** Forgets what is known, and what has been asked. */
  drop(): void {
    this.#wish = "";
    this.#known.set(null);
  }
}
