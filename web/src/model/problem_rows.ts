// Problems as a list shows them: of one file or of all, and only those that have the words that are looked for.

import type { Span } from "./place";
import type { CheckedFile, Diagnostic, Severity } from "./results";
import type { FileId } from "./source_file";
import type { Tab } from "./workspace";

/** A problem, or another place that explains the one above it. */
export interface ProblemRow {
  readonly file: FileId;
  readonly path: string;
  readonly span: Span;
  readonly message: string;
  /** Null for a related place. */
  readonly problem: Diagnostic | null;
}

function has(problem: Diagnostic, path: string, words: readonly string[]): boolean {
  const text = `${path} ${problem.rule} ${problem.severity} ${problem.message}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** File by file, in the order of their tabs, each in the order of its text. */
export function problemRows(
  files: readonly Tab[],
  checked: ReadonlyMap<FileId, CheckedFile>,
  filter: string,
): ProblemRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return files.flatMap(({ id: file, path }) =>
    (checked.get(file)?.diagnostics ?? [])
      .filter((problem) => has(problem, path, words))
      .flatMap((problem) => [
        { file, path, span: problem.range, message: problem.message, problem },
        ...problem.related.map(({ range, message }) => ({ file, path, span: range, message, problem: null })),
      ]),
  );
}

/** How many there are of a file, those that are left out among them. */
export const problemCount = (checked: CheckedFile | undefined): number =>
  checked === undefined ? 0 : checked.diagnostics.length + checked.omitted;

/** How many there are of each severity, those that are left out apart. */
export function problemCounts(
  files: readonly Tab[],
  checked: ReadonlyMap<FileId, CheckedFile>,
): { readonly of: Readonly<Record<Severity, number>>; readonly omitted: number } {
  const of = { error: 0, warning: 0, info: 0 };
  let omitted = 0;
  for (const { id } of files) {
    const result = checked.get(id);
    omitted += result?.omitted ?? 0;
    for (const { severity } of result?.diagnostics ?? []) of[severity] += 1;
  }
  return { of, omitted };
}
