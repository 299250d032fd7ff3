import type { NameTrace, TraceHolder, TraceStep } from "../../model/names";
import { type CardId, cardCount, holderOf, stepOf } from "../../model/trace_cards";
import { rangeText } from "../../ui/range_text";

// The trace in plain words, for those who hear it.

const plain = (text: string): string => text.replaceAll("`", "");

/** Begins with a capital unless it begins with a name. */
const sentence = (text: string): string => {
  const words = plain(text).trim();
  const first = text.startsWith("`") ? words.charAt(0) : words.charAt(0).toUpperCase();
  return `${first}${words.slice(1)}${words.endsWith(".") ? "" : "."}`;
};

/** `` does not bind `x` `` for `does not bind it`; what is not about the name stays as it is. */
export function effectWords(effect: string, name: string): string {
  return effect.replace(/\bit\b/, `\`${name}\``);
}

export function stepWords({ scope, outcome, text, source, evidence }: TraceStep): string {
  const where = evidence === null ? "" : ` See ${rangeText(evidence)}.`;
  return `${sentence(`${scope.title}: ${outcome}`)} ${sentence(text)}${where} ${sentence(source)}`;
}

export function holderWords({ scope, state, text, definitions, branches }: TraceHolder, name: string): string {
  const places = definitions.map(({ kind, range }) => `${plain(kind)} at ${rangeText(range)}`);
  const ways = branches.map(({ branch, effect, range }) =>
    sentence(`${branch}, line ${range.start.line}, ${effectWords(effect, name)}`),
  );
  return [
    sentence(`${scope.title}: ${state}`),
    sentence(text),
    ...(places.length > 0 ? [sentence(`It may come from ${places.join(", ")}`)] : []),
    ...ways,
  ].join(" ");
}

/** What one looks at: a card, or with none the answer. */
export function cardWords(trace: NameTrace, card: CardId | null): string {
  const of = card === null ? "" : `Step ${card + 1} of ${cardCount(trace)}. `;
  const step = stepOf(trace, card);
  if (step !== null) return of + stepWords(step);
  const holder = holderOf(trace, card);
  if (holder !== null) return of + holderWords(holder, trace.name);
  return sentence(trace.answer.text);
}

/** `3.14`, `3.8 to 3.13`, `3.8 to 3.11 and 3.15`: minor versions, ascending. */
export function pythonsText(minors: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const minor of minors) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === minor - 1) run[1] = minor;
    else runs.push([minor, minor]);
  }
  const texts = runs.map(([first, last]) => {
    if (first === last) return `3.${first}`;
    return `3.${first} ${last === first + 1 ? "and" : "to"} 3.${last}`;
  });
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}
