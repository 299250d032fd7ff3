// The lessons that the site has: files beside the page, fetched when somebody opens them, and read once.

import type { Lesson, LessonIndex } from "./lesson";
import { problemText } from "./lesson";
import { parseIndex } from "./parse_index";
import { type Pythons, parseLesson } from "./parse_lesson";

/** The text of a file in the folder of lessons. */
export type LoadText = (file: string) => Promise<string>;

/** What was asked for, or why there is none, in sentences. */
export type Loaded<T> =
  | { readonly value: T; readonly problems: null }
  | { readonly value: null; readonly problems: readonly string[] };

export const isLessonName = (name: string): boolean => /^[\w-]{1,60}$/.test(name);

export class LessonLibrary {
  readonly #load: LoadText;
  readonly #pythons: Pythons;
  #index: Promise<Loaded<LessonIndex>> | null = null;

  constructor(load: LoadText, pythons: Pythons) {
    this.#load = load;
    this.#pythons = pythons;
  }

  index(): Promise<Loaded<LessonIndex>> {
    this.#index ??= this.#read("index.md", (text) => {
      const { index, problems } = parseIndex("lessons/index.md", text);
      return { value: index, problems };
    });
    // What could not be had is asked for again.
    void this.#index.then(({ problems }) => {
      if (problems !== null) this.#index = null;
    });
    return this.#index;
  }

  lesson(name: string): Promise<Loaded<Lesson>> {
    if (!isLessonName(name)) return Promise.resolve({ value: null, problems: ["There is no lesson of that name."] });
    return this.#read(`${name}.md`, (text) => {
      const { lesson, problems } = parseLesson(`lessons/${name}.md`, text, this.#pythons);
      return { value: lesson, problems };
    });
  }

  async #read<T>(
    file: string,
    parse: (text: string) => { value: T | null; problems: readonly Parameters<typeof problemText>[0][] },
  ): Promise<Loaded<T>> {
    let text: string;
    try {
      text = await this.#load(file);
    } catch (error) {
      return { value: null, problems: [error instanceof Error ? error.message : String(error)] };
    }
    const { value, problems } = parse(text);
    return value === null || problems.length > 0
      ? { value: null, problems: problems.map(problemText) }
      : { value, problems: null };
  }
}
