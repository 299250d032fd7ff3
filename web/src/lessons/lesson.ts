// A lesson as plain data: what parse_lesson.ts makes of a file that an author wrote (docs/lessons.md), and what the page
// shows. Nothing here knows a screen or a checker.

/** Words, as far as they are rendered. */
export type Inline =
  | { readonly is: "text" | "code"; readonly text: string }
  | { readonly is: "strong" | "emphasis"; readonly of: readonly Inline[] }
  | { readonly is: "link"; readonly to: string; readonly of: readonly Inline[] };

export type Block =
  | { readonly is: "paragraph"; readonly of: readonly Inline[] }
  | { readonly is: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly is: "code"; readonly text: string };

export interface LessonFile {
  readonly path: string;
  readonly text: string;
}

/** A name in one of the step's files. Lines and columns count from 1, columns in UTF-16 units. */
export interface NamePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly name: string;
}

/** What a name may stand for: what a line binds, a builtin, or nothing at all. */
export type Meaning =
  | { readonly is: "binding"; readonly path: string; readonly line: number; readonly column: number | null }
  | { readonly is: "builtin" }
  | { readonly is: "nothing" };

export interface Question {
  readonly words: readonly Block[];
  readonly asked: NamePlace;
  /** All that may be meant; the question is answered when each has been found. */
  readonly answers: readonly Meaning[];
}

export interface Step {
  readonly title: string;
  /** Where the step begins in the lesson's file. */
  readonly line: number;
  /** Minor version. */
  readonly python: number;
  readonly files: readonly LessonFile[];
  readonly words: readonly Block[];
  readonly question: Question | null;
  /** A name whose trace is shown without a question. */
  readonly shown: NamePlace | null;
  /** Shown once the question is answered. */
  readonly afterwards: readonly Block[];
  /** For the one who presents. */
  readonly notes: readonly Block[];
}

export interface Lesson {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** What is wrong with a file of lessons, and in which line of it. */
export interface LessonProblem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export const problemText = ({ path, line, message }: LessonProblem): string => `${path}:${line}: ${message}`;

export interface Listed {
  /** Of the file, without its ending: it stands in links. */
  readonly name: string;
  readonly title: string;
  readonly note: readonly Inline[];
}

/** The list of lessons, in groups. */
export interface LessonIndex {
  readonly groups: readonly { readonly title: string; readonly lessons: readonly Listed[] }[];
}
