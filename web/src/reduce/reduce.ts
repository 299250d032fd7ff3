import type { ProjectFile } from "../model/project";
import { fewest } from "./fewest";
import type { Judge, Sought } from "./judge";
import { boundNames, lessExpression, lessStructure, withCut } from "./pieces";
import { type Cut, cutAll, type Row, Tree } from "./tree";

export const stages = ["files", "statements", "structure", "expressions", "lines", "names"] as const;
export type Stage = (typeof stages)[number];

export interface Reduced {
  /** The smallest project so far. */
  readonly files: readonly ProjectFile[];
  /** As it reads there. */
  readonly sought: Sought;
  readonly stage: Stage;
  /** How many projects have been judged. */
  readonly judged: number;
}

interface Limits {
  /** Milliseconds. */
  readonly now: () => number;
  readonly end: number;
}

// Where a line break may go: not behind the colon that opens a block, which is easier to read as it is.
const joint = /(?<![:\n])\n[ \t]*/g;
const word = /[\p{L}_][\p{L}\p{N}_]*/gu;

class Reduction {
  files: readonly ProjectFile[];
  sought: Sought;
  stage: Stage = "files";
  judged = 0;
  readonly #judge: Judge;
  readonly #limits: Limits;
  readonly #onProgress: (reduced: Reduced) => void;

  constructor(
    files: readonly ProjectFile[],
    sought: Sought,
    judge: Judge,
    limits: Limits,
    onProgress: (reduced: Reduced) => void,
  ) {
    this.files = files;
    this.sought = sought;
    this.#judge = judge;
    this.#limits = limits;
    this.#onProgress = onProgress;
  }

  get state(): Reduced {
    const { files, sought, stage, judged } = this;
    return { files, sought, stage, judged };
  }

  get isOver(): boolean {
    return this.#limits.now() >= this.#limits.end;
  }

  #shows(files: readonly ProjectFile[], sought = this.sought): boolean {
    if (this.isOver) return false;
    this.judged += 1;
    return this.#judge.shows(files, sought);
  }

  #accept(files: readonly ProjectFile[], sought = this.sought): void {
    this.files = files;
    this.sought = sought;
    this.#onProgress(this.state);
  }

  #with(path: string, text: string): readonly ProjectFile[] {
    return this.files.map((file) => (file.path === path ? { path, text } : file));
  }

  #text(path: string): string {
    return this.files.find((file) => file.path === path)?.text ?? "";
  }

  #tree(path: string): Tree {
    const text = this.#text(path);
    return new Tree(text, this.#judge.nodes({ path, text }));
  }

  /** Takes the text over if the problem is still there. */
  #try(path: string, text: string): boolean {
    if (text === this.#text(path)) return false;
    const files = this.#with(path, text);
    if (!this.#shows(files)) return false;
    this.#accept(files);
    return true;
  }

  /** Makes all of the cuts that can be made together. */
  #cut<Item>(path: string, items: readonly Item[], cutsOf: (gone: ReadonlySet<Item>) => readonly Cut[]): boolean {
    const text = this.#text(path);
    const without = (kept: readonly Item[]) => {
      const staying = new Set(kept);
      return cutAll(text, cutsOf(new Set(items.filter((item) => !staying.has(item)))));
    };
    const kept = fewest(items, (some) => {
      const shorter = this.#with(path, without(some));
      if (!this.#shows(shorter)) return false;
      this.#accept(shorter);
      return true;
    });
    return kept.length < items.length;
  }

  // ---- Stages; each says whether it has made the project smaller

  wholeFiles(): boolean {
    const before = this.files.length;
    const others = this.files.filter(({ path }) => path !== this.sought.path);
    fewest(others, (kept) => {
      const left = this.files.filter((file) => file.path === this.sought.path || kept.includes(file));
      if (left.length === this.files.length || !this.#shows(left)) return false;
      this.#accept(left);
      return true;
    });
    return this.files.length < before;
  }

  statements(path: string): boolean {
    const before = this.#text(path).length;
    for (let level = 0; ; ++level) {
      const tree = this.#tree(path);
      const statements = tree.statementLevels()[level];
      if (statements === undefined || this.isOver) break;
      const weighty = statements.filter((row) => tree.kind(row) !== "Pass" || tree.parent(row) === 0);
      this.#cut<Row>(path, weighty, (gone) => tree.withoutStatements(gone));
    }
    return this.#text(path).length < before;
  }

  emptyLines(path: string): boolean {
    const lines = [...this.#text(path).matchAll(/^[ \t\f]*(?:#.*)?(?:\n|$)/gm)].filter(([line]) => line.length > 0);
    const comments = [...this.#text(path).matchAll(/(?<=\S)[ \t]*#.*$/gm)];
    const cut = ([line]: RegExpMatchArray, index: number) => ({ start: index, end: index + line.length, text: "" });
    return this.#cut(path, [...lines, ...comments], (gone) => [...gone].map((match) => cut(match, match.index)));
  }

  /** Tries what there is to try with each row, and goes on with what came of it. */
  #rows(path: string, less: (tree: Tree, row: Row) => Iterable<Cut>): boolean {
    let hasShrunk = false;
    let tree = this.#tree(path);
    for (let row = 1; row < tree.size && !this.isOver; ++row) {
      for (const cut of less(tree, row)) {
        const text = withCut(tree, cut);
        if (text.length >= tree.text.length || !this.#try(path, text)) continue;
        hasShrunk = true;
        tree = this.#tree(path);
        // Something else stands in this row now.
        row -= 1;
        break;
      }
    }
    return hasShrunk;
  }

  structure(path: string): boolean {
    return this.#rows(path, lessStructure);
  }

  expressions(path: string): boolean {
    return this.#rows(path, lessExpression);
  }

  lines(path: string): boolean {
    let hasShrunk = false;
    for (let skipped = 0; !this.isOver; ) {
      const text = this.#text(path);
      const found = [...text.matchAll(joint)][skipped];
      if (found === undefined) break;
      const [start, end] = [found.index, found.index + found[0].length];
      if (end < text.length && this.#try(path, `${text.slice(0, start)} ${text.slice(end)}`)) hasShrunk = true;
      else skipped += 1;
    }
    return hasShrunk;
  }

  /** Gives what the project binds names of one letter. */
  names(): void {
    const bound = new Set(this.files.flatMap(({ path }) => boundNames(this.#tree(path))));
    for (const name of [...bound].filter(({ length }) => length > 1).toSorted((a, b) => b.length - a.length)) {
      const taken = new Set(this.files.flatMap(({ text }) => text.match(word) ?? []));
      const short = [..."abcdefghijklmnopqrstuvwxyz"].find((letter) => !taken.has(letter));
      if (short === undefined || this.isOver) return;
      const renamed = (text: string) => text.replaceAll(word, (found) => (found === name ? short : found));
      const files = this.files.map(({ path, text }) => ({ path, text: renamed(text) }));
      const sought = { ...this.sought, message: renamed(this.sought.message) };
      if (this.#shows(files, sought)) this.#accept(files, sought);
    }
  }

  /** Files that others lean on last. */
  eachFile(work: (path: string) => boolean): boolean {
    const paths = this.files.map(({ path }) => path);
    return paths.map(work).some((hasShrunk) => hasShrunk);
  }
}

/**
 * A smallest project that still shows the problem: nothing of it can be left out alone. All files are of Python. What comes within the time is
 * told as it comes, and may be used if it takes too long. Null if the project does not show the problem.
 */
export function reduce(
  files: readonly ProjectFile[],
  sought: Sought,
  judge: Judge,
  limits: Limits,
  onProgress: (reduced: Reduced) => void = () => {},
): Reduced | null {
  if (!judge.shows(files, sought)) return null;
  const reduction = new Reduction(files, sought, judge, limits, onProgress);
  let hasShrunk = true;
  while (hasShrunk && !reduction.isOver) {
    hasShrunk = false;
    const stage = (name: Stage, work: () => boolean) => {
      reduction.stage = name;
      if (work()) hasShrunk = true;
    };
    stage("files", () => reduction.wholeFiles());
    stage("statements", () => reduction.eachFile((path) => reduction.statements(path)));
    stage("statements", () => reduction.eachFile((path) => reduction.emptyLines(path)));
    stage("structure", () => reduction.eachFile((path) => reduction.structure(path)));
    stage("expressions", () => reduction.eachFile((path) => reduction.expressions(path)));
    stage("lines", () => reduction.eachFile((path) => reduction.lines(path)));
  }
  reduction.stage = "names";
  reduction.names();
  return reduction.state;
}
