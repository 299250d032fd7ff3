// Whether the answers that a lesson gives are those that the checker gives: authors are wrong sometimes, and a lesson
// that is would teach it. Run over all lessons by the tests and by scripts/lessons.mjs; the page has no need of it.

import type { Location, NameTrace } from "../model/names";
import type { Point } from "../model/place";
import type { Meaning, NamePlace, Step } from "./lesson";

/** A checker that has been given the step's files and Python. */
export interface StepChecker {
  trace(path: string, at: Point): NameTrace | null;
  definition(path: string, at: Point): readonly Pick<Location, "path" | "nameSpan">[];
}

interface Found {
  readonly text: string;
  readonly isMeantBy: (meaning: Meaning) => boolean;
}

const builtin: Found = { text: "a builtin", isMeantBy: ({ is }) => is === "builtin" };
const nothing: Found = { text: "nothing", isMeantBy: ({ is }) => is === "nothing" };

const bindingAt = (path: string, { line, column }: Point): Found => ({
  text: `${path} line ${line}`,
  isMeantBy: (meaning) =>
    meaning.is === "binding" &&
    meaning.path === path &&
    meaning.line === line &&
    (meaning.column === null || meaning.column === column),
});

/** What the name may stand for, as its trace tells. */
function meaningsOf(trace: NameTrace, path: string): Found[] {
  if (trace.answer.error === "SyntaxError") return [nothing];
  const found: Found[] = [];
  for (const { scope, state, definitions } of trace.holders) {
    if (state === "never run") continue;
    if (scope.kind === "builtins") found.push(builtin);
    for (const { unbinds, range } of definitions) if (!unbinds) found.push(bindingAt(path, range.start));
    if (state === "bound") return found;
  }
  return [...found, nothing];
}

const meaningText = (meaning: Meaning): string =>
  meaning.is === "binding"
    ? `${meaning.path} line ${meaning.line}`
    : meaning.is === "builtin"
      ? builtin.text
      : nothing.text;

const either = (texts: readonly string[]): string => [...new Set(texts)].join(", ") || "nothing";

/** What is wrong with the step, in words that go on from "step 2". */
export function answerProblems(step: Step, checker: StepChecker): string[] {
  const { question, shown } = step;
  const place = question?.asked ?? shown;
  if (place === null) return [];
  const trace = checker.trace(place.path, pointOf(place));
  if (trace === null) return [`\`${place.name}\` in line ${place.line} is no name that the checker knows`];
  if (question === null) return [];
  const isElsewhere = question.answers.some((answer) => answer.is === "binding" && answer.path !== place.path);
  const meant = isElsewhere
    ? checker.definition(place.path, pointOf(place)).map(({ path, nameSpan }) => bindingAt(path, nameSpan.start))
    : meaningsOf(trace, place.path);
  const isRight = ({ isMeantBy }: Found) => question.answers.some(isMeantBy);
  const isComplete =
    meant.every(isRight) && question.answers.every((answer) => meant.some((its) => its.isMeantBy(answer)));
  if (isComplete) return [];
  const said = either(question.answers.map(meaningText));
  const known = either(meant.map(({ text }) => text));
  return [`is answered by ${said}, but the checker says of \`${place.name}\`: ${known}`];
}

const pointOf = ({ line, column }: NamePlace): Point => ({ line, column });
