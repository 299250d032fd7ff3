import type { NameTrace, TraceHolder, TraceStep } from "./names";

/** A card of a trace: the steps of stage A first, then the holders of stage B, from 0. */
export type CardId = number;

export const cardCount = ({ steps, holders }: NameTrace): number => steps.length + holders.length;

export function stepOf({ steps }: NameTrace, card: CardId | null): TraceStep | null {
  return card === null ? null : (steps[card] ?? null);
}

export function holderOf({ steps, holders }: NameTrace, card: CardId | null): TraceHolder | null {
  return card === null ? null : (holders[card - steps.length] ?? null);
}
