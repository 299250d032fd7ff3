// What a question offers as answers: whatever binds the name in the step's files, as the checker knows it, a builtin, and
// nothing.

import type { Span } from "../model/place";
import type { Asker } from "../model/questions";
import type { FileId } from "../model/source_file";
import type { Meaning, NamePlace, Question } from "./lesson";

/** The step's files, as the workspace has them. */
export type StepFiles = ReadonlyMap<string, { readonly file: FileId; readonly lines: readonly string[] }>;

export interface Choice {
  readonly meaning: Meaning;
  readonly isRight: boolean;
  /** Of a binding: the name, where it is, and the scope in words; null for the others. */
  readonly binding: {
    readonly file: FileId;
    readonly path: string;
    readonly span: Span;
    /** The line that it stands in, as it is written. */
    readonly source: string;
    /** In words, code in backticks; null if that is not known. */
    readonly scope: string | null;
  } | null;
}

type Binding = NonNullable<Choice["binding"]>;

export function spanOf({ line, column, name }: NamePlace): Span {
  return { start: { line, column }, end: { line, column: column + name.length } };
}

const isMeant = (meaning: Meaning, { path, span }: Binding): boolean =>
  meaning.is === "binding" &&
  meaning.path === path &&
  meaning.line === span.start.line &&
  (meaning.column === null || meaning.column === span.start.column);

/** Every binding of that name in a file; null if the checker does not answer. */
async function bindingsIn(
  asker: Asker,
  path: string,
  { file, lines }: { readonly file: FileId; readonly lines: readonly string[] },
  name: string,
): Promise<Binding[] | null> {
  const tree = await asker.ask("scopes", { file }, `lesson scopes ${file}`);
  if (tree === null) return null;
  const { scopes } = tree.value;
  const tables = await Promise.all(
    scopes.map(({ id }) => asker.ask("symbols", { file, scope: id }, `lesson symbols ${file} ${id}`)),
  );
  const found = new Map<string, Binding>();
  for (const symbol of tables.flatMap((table) => table?.value?.symbols ?? [])) {
    if (symbol.text !== name) continue;
    for (const { unbinds, span, scope } of symbol.definitions) {
      if (unbinds) continue;
      const source = lines[span.start.line - 1]?.trim() ?? "";
      // A scope that does not own the name lists what stands in it, too.
      found.set(`${span.start.line}:${span.start.column}`, {
        ...{ file, path, span, source },
        scope: scopes[scope]?.title ?? null,
      });
    }
  }
  return [...found.values()];
}

/** A binding that the checker does not list under the asked name, such as a star import or another file's name. */
function bindingOf(meaning: Meaning, files: StepFiles): Binding | null {
  if (meaning.is !== "binding") return null;
  const its = files.get(meaning.path);
  if (its === undefined) return null;
  const line = its.lines[meaning.line - 1] ?? "";
  const first = line.length - line.trimStart().length + 1;
  const start = { line: meaning.line, column: meaning.column ?? first };
  const end = { line: meaning.line, column: line.trimEnd().length + 1 };
  return { file: its.file, path: meaning.path, span: { start, end }, source: line.trim(), scope: null };
}

const isBefore = (a: Binding, b: Binding): number =>
  a.span.start.line - b.span.start.line || a.span.start.column - b.span.start.column;

export async function choicesOf(question: Question, files: StepFiles, asker: Asker): Promise<Choice[]> {
  const { answers, asked } = question;
  const bindings: Binding[] = [];
  for (const [path, file] of files) {
    const found = (await bindingsIn(asker, path, file, asked.name)) ?? [];
    const added = answers
      .filter((answer) => answer.is === "binding" && answer.path === path && !found.some((its) => isMeant(answer, its)))
      .flatMap((answer) => bindingOf(answer, files) ?? []);
    bindings.push(...[...found, ...added].sort(isBefore));
  }
  // What is asked about is no answer to itself, unless it has been here before: `count += 1`.
  const isOffered = (binding: Binding) =>
    binding.path !== asked.path ||
    binding.span.start.line !== asked.line ||
    binding.span.start.column !== asked.column ||
    answers.some((answer) => isMeant(answer, binding));
  return [
    ...bindings.filter(isOffered).map((binding) => {
      const answer = answers.find((its) => isMeant(its, binding));
      const { line, column } = binding.span.start;
      const meaning: Meaning = answer ?? { is: "binding", path: binding.path, line, column };
      return { meaning, isRight: answer !== undefined, binding };
    }),
    ...(["builtin", "nothing"] as const).map((is) => ({
      meaning: { is },
      isRight: answers.some((answer) => answer.is === is),
      binding: null,
    })),
  ];
}
