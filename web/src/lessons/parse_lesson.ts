// Reads a lesson's file. Whatever is wrong with it is a problem with the line it stands in; a lesson with problems is not
// shown, for half of it would be worse than none.

import type { Block, Lesson, LessonFile, LessonProblem, Meaning, NamePlace, Question, Step } from "./lesson";
import { findLine, findPlace, readPlace } from "./places";
import { blocks, type Complain, type PlacedToken, placedTokens, plainText, wordsOf } from "./words";

export interface Pythons {
  readonly oldest: number;
  readonly newest: number;
  readonly usual: number;
}

export interface ParsedLesson {
  /** Null if there are problems. */
  readonly lesson: Lesson | null;
  readonly problems: readonly LessonProblem[];
}

interface Heading {
  readonly title: string;
  readonly python: number;
  /** Lines of it, fences included. */
  readonly lines: number;
}

const usualPath = "main.py";

/** `3.13` as 13; null if it is none that is known. */
function readPython(text: string, { oldest, newest }: Pythons): number | null {
  const minor = Number(/^3\.(\d+)$/.exec(text)?.[1] ?? Number.NaN);
  return minor >= oldest && minor <= newest ? minor : null;
}

const unknownPython = (text: string, { oldest, newest }: Pythons): string =>
  `\`${text}\` is no Python that is known: one of 3.${oldest} to 3.${newest}`;

function readFrontMatter(lines: readonly string[], pythons: Pythons, complain: Complain): Heading {
  let title = "";
  let python = pythons.usual;
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) {
    complain(1, "the file begins with no front matter: three dashes, `title: …`, three dashes");
    return { title, python, lines: 0 };
  }
  for (const [at, line] of lines.slice(1, end).entries()) {
    const [, key = "", value = ""] = /^(\w+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === "title") title = value;
    else if (key === "python") {
      const minor = readPython(value, pythons);
      if (minor === null) complain(at + 2, unknownPython(value, pythons));
      else python = minor;
    } else if (line.trim() !== "") {
      complain(
        at + 2,
        `\`${line.trim()}\` is not understood: front matter has \`title: …\` and perhaps \`python: 3.14\``,
      );
    }
  }
  if (title === "") complain(1, "the front matter has no title");
  return { title, python, lines: end + 1 };
}

/** What stands in a step, before it is put together. */
interface Draft {
  readonly number: number;
  readonly title: string;
  readonly line: number;
  readonly files: LessonFile[];
  readonly words: Block[];
  readonly afterwards: Block[];
  readonly notes: Block[];
  question: { readonly text: string; readonly line: number } | null;
  shown: { readonly text: string; readonly line: number } | null;
  python: number | null;
}

class LessonReader {
  readonly #pythons: Pythons;
  readonly #complain: Complain;

  constructor(pythons: Pythons, complain: Complain) {
    this.#pythons = pythons;
    this.#complain = complain;
  }

  steps(tokens: readonly PlacedToken[], python: number): Step[] {
    const drafts: Draft[] = [];
    for (const placed of tokens) {
      const { token, line } = placed;
      if (token.type === "heading" && token.depth === 2) {
        const title = plainText(
          wordsOf(token.text, line, this.#complain).flatMap((its) => ("of" in its ? its.of : [])),
        );
        const number = drafts.length + 1;
        drafts.push({
          ...{ number, title, line, files: [], words: [], afterwards: [], notes: [] },
          ...{ question: null, shown: null, python: null },
        });
        continue;
      }
      const draft = drafts.at(-1);
      if (token.type === "space") continue;
      if (token.type === "heading") this.#complain(line, "steps are headings with two `##`, and there are no others");
      else if (draft === undefined)
        this.#complain(line, "there are words before the first step, which begins with `## `");
      else this.#take(draft, placed);
    }
    let before: { files: readonly LessonFile[]; python: number } = { files: [], python };
    return drafts.map((draft) => {
      // A step without a source goes on with that of the step before.
      const files = draft.files.length > 0 ? draft.files : before.files;
      const itsPython = draft.python ?? (draft.files.length > 0 ? python : before.python);
      before = { files, python: itsPython };
      return this.#step(draft, files, itsPython);
    });
  }

  #take(draft: Draft, placed: PlacedToken): void {
    const { token, line } = placed;
    const [language = "", ...info] = token.type === "code" ? (token.lang ?? "").split(/\s+/) : [];
    // Behind the fence's first line.
    const fenced = token.type === "code" ? { text: token.text, line: line + 1 } : null;
    if (fenced !== null && language === "python") this.#takeFile(draft, fenced.text, info, line);
    else if (fenced !== null && language === "notes")
      draft.notes.push(...wordsOf(fenced.text, fenced.line, this.#complain));
    else if (fenced !== null && (language === "question" || language === "trace")) {
      const field = language === "question" ? "question" : "shown";
      if (draft.question !== null || draft.shown !== null)
        this.#complain(line, `step ${draft.number} has a second question or trace: begin another step for it`);
      else draft[field] = fenced;
    } else if (fenced !== null && language !== "" && language !== "text" && language !== "pycon") {
      this.#complain(line, `\`${language}\` is no kind of block: python, question, trace, notes, text or pycon`);
    } else {
      (draft.question === null ? draft.words : draft.afterwards).push(...blocks(placed, this.#complain));
    }
  }

  #takeFile(draft: Draft, text: string, info: readonly string[], line: number): void {
    let path = usualPath;
    for (const word of info) {
      const minor = word.startsWith("3.") ? readPython(word, this.#pythons) : null;
      if (minor !== null) draft.python = minor;
      else if (word.startsWith("3.")) this.#complain(line, unknownPython(word, this.#pythons));
      else if (/^[^\s/\\][^\s\\]*\.pyi?$/.test(word)) path = word;
      else this.#complain(line, `\`${word}\` is neither a file such as main.py nor a Python such as 3.13`);
    }
    if (draft.files.some((file) => file.path === path)) this.#complain(line, `step ${draft.number} has ${path} twice`);
    draft.files.push({ path, text: text === "" ? "" : `${text}\n` });
  }

  // ---- Questions

  #step(draft: Draft, files: readonly LessonFile[], python: number): Step {
    const { number, title, line, words, afterwards, notes } = draft;
    if (title === "") this.#complain(line, `step ${number} has no title`);
    if (files.length === 0) this.#complain(line, `step ${number} has no source, and neither has a step before it`);
    const question = draft.question === null ? null : this.#question(number, draft.question, files);
    const shown = draft.shown === null ? null : this.#asked(number, "shows", draft.shown.text, files, draft.shown.line);
    return { title, line, python, files, words, question, shown, afterwards, notes };
  }

  #question(
    step: number,
    { text, line }: { text: string; line: number },
    files: readonly LessonFile[],
  ): Question | null {
    const lines = text.split("\n");
    const isField = (its: string) => /^(?:ask|answer):/.test(its);
    const fieldAt = lines.findIndex(isField);
    const words = wordsOf(lines.slice(0, fieldAt < 0 ? lines.length : fieldAt).join("\n"), line, this.#complain);
    if (words.length === 0) this.#complain(line, `the question of step ${step} has no words before \`ask:\``);
    let asked: NamePlace | null = null;
    let askLine = line;
    const answers: { text: string; line: number }[] = [];
    for (const [at, its] of lines.entries()) {
      const [, key, value = ""] = /^(\w+):\s*(.*?)\s*$/.exec(its) ?? [];
      if (at < fieldAt || fieldAt < 0 || its.trim() === "") continue;
      if (key === "ask") {
        askLine = line + at;
        asked = this.#asked(step, "asks for", value, files, askLine);
      } else if (key === "answer") answers.push({ text: value, line: line + at });
      else
        this.#complain(
          line + at,
          `\`${its.trim()}\` is not understood: behind the question's words come \`ask:\` and \`answer:\``,
        );
    }
    if (!lines.some((its) => its.startsWith("ask:")))
      this.#complain(line, `the question of step ${step} does not say what it asks for, as in "ask: line 5 \`x\`"`);
    if (answers.length === 0)
      this.#complain(line, `the question of step ${step} has no answer, as in "answer: line 2"`);
    if (asked === null) return null;
    const { name } = asked;
    const meant = answers.flatMap((answer) => this.#meaning(step, answer, files, name) ?? []);
    return { words, asked, answers: meant };
  }

  #asked(step: number, verb: string, text: string, files: readonly LessonFile[], line: number): NamePlace | null {
    const place = readPlace(text);
    if (place?.name == null) {
      this.#complain(line, `\`${text.trim()}\` names no place: write "line 5 \`x\`" or "shop/cart.py line 5 \`x\`"`);
      return null;
    }
    const found = findPlace(place, files, place.name);
    if (!("problem" in found)) return found;
    this.#complain(line, `step ${step} ${verb} \`${place.name}\`, ${found.problem}`.replace("`, in ", "` in "));
    return null;
  }

  #meaning(
    step: number,
    { text, line }: { text: string; line: number },
    files: readonly LessonFile[],
    name: string,
  ): Meaning | null {
    if (text === "a builtin") return { is: "builtin" };
    if (text === "nothing") return { is: "nothing" };
    const place = readPlace(text);
    if (place === null) {
      this.#complain(line, `\`${text}\` is no answer: write "line 2", "shop/cart.py line 2", "a builtin" or "nothing"`);
      return null;
    }
    if (place.which !== null || place.name !== null) {
      const found = findPlace(place, files, place.name ?? name);
      if (!("problem" in found)) return { is: "binding", path: found.path, line: found.line, column: found.column };
      this.#complain(
        line,
        `step ${step} is answered by \`${place.name ?? name}\`, ${found.problem}`.replace("`, in ", "` in "),
      );
      return null;
    }
    const found = findLine(place, files);
    if (!("problem" in found)) return { is: "binding", path: found.path, line: place.line, column: null };
    this.#complain(line, `step ${step} is answered ${found.problem}`);
    return null;
  }
}

/** `path` is how the problems name the file: `lessons/locals.md`. */
export function parseLesson(path: string, text: string, pythons: Pythons): ParsedLesson {
  const problems: LessonProblem[] = [];
  const complain: Complain = (line, message) => problems.push({ path, line, message });
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const heading = readFrontMatter(lines, pythons, complain);
  const tokens = placedTokens(lines.slice(heading.lines).join("\n"), heading.lines + 1);
  const steps = new LessonReader(pythons, complain).steps(tokens, heading.python);
  if (steps.length === 0) complain(lines.length, "there is no step: each begins with a heading such as `## Two names`");
  problems.sort((a, b) => a.line - b.line);
  return { lesson: problems.length > 0 ? null : { title: heading.title, steps }, problems };
}
