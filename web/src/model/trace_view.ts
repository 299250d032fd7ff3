// The trace of the name under the cursor: how it resolves, under this Python and where that differs under others, and the
// card of it that one looks at.

import { type Drawing, drawTrace } from "./drawing";
import { Inquiry, type Known } from "./known";
import type { NameTrace, TraceVersions, UseDef } from "./names";
import { type Point, type Span, sameSpan } from "./place";
import type { Asker } from "./questions";
import { type Readable, Store } from "./store";
import { type CardId, cardCount } from "./trace_cards";
import { placeText, type Wanted } from "./wanted";
import type { Focus, Workspace } from "./workspace";

/** How the Pythons resolve the name that is traced. */
export interface Comparison {
  /** Those that do as the page's. */
  readonly agreeing: readonly number[];
  /** Those that come to another answer. */
  readonly differing: readonly number[];
  /** All that go another way, whatever they come to. */
  readonly others: readonly TraceVersions[];
  /** What stands beside the trace, if anything does. */
  readonly chosen: TraceVersions | null;
}

export class TraceView {
  readonly #workspace: Workspace;
  readonly #changed: () => void;
  readonly #trace;
  readonly #versions;
  readonly #useDef;
  readonly #card = new Store<CardId | null>(null);
  /** The Python that is compared with, if one was picked. */
  readonly #second = new Store<number | null>(null);
  readonly #comparison = new Store<Comparison | null>(null);
  readonly #flow = new Store<UseDef | null>(null);
  #place: Point | null = null;
  /** What the page became about by a jump of the tracer's own: the traced name stays. */
  #held: Focus | null = null;
  /** What was known before. */
  #before: Known<NameTrace | null> | null = null;

  readonly card: Readable<CardId | null> = this.#card;
  readonly second: Readable<number | null> = this.#second;
  readonly comparison: Readable<Comparison | null> = this.#comparison;
  /** What reaches the traced name, or what it reaches; null until that is known. */
  readonly flow: Readable<UseDef | null> = this.#flow;

  constructor(workspace: Workspace, asker: Asker, changed: () => void) {
    this.#workspace = workspace;
    this.#changed = changed;
    this.#trace = new Inquiry(asker, "trace", "panel trace", () => this.#renewed());
    this.#versions = new Inquiry(asker, "traceVersions", "panel traceVersions", () => this.#relate());
    this.#useDef = new Inquiry(asker, "useDef", "panel useDef", () => this.#relate());
  }

  get trace() {
    return this.#trace.known;
  }

  want({ text, inFile, at }: Wanted): void {
    const focus = this.#workspace.focus.get();
    if (focus !== this.#held) {
      this.#held = null;
      this.#place = at;
    }
    if (this.#place === null) return;
    const parameters = { ...inFile, at: this.#place };
    const about = placeText(this.#place);
    this.#trace.want({ ...text, about, parameters });
    this.#useDef.want({ ...text, about, parameters });
  }

  /** What takes longer, and is asked for when the cursor rests. */
  wantVersions({ text, inFile }: Wanted): void {
    if (this.#place === null || !this.#trace.get()?.value) return;
    this.#versions.want({ ...text, about: placeText(this.#place), parameters: { ...inFile, at: this.#place } });
  }

  drop(): void {
    for (const inquiry of [this.#trace, this.#versions, this.#useDef]) inquiry.drop();
    this.#place = null;
    this.#held = null;
    this.#card.set(null);
    this.#comparison.set(null);
    this.#flow.set(null);
  }

  // ---- What is shown

  /** The page shows a place that the trace names; it goes on tracing the same name. */
  jump(span: Span): void {
    this.#workspace.focusText(span);
    this.#held = this.#workspace.focus.get();
  }

  /** Null shows the whole way from the name to its answer. */
  showCard(card: CardId | null): void {
    const trace = this.#trace.get()?.value ?? null;
    if (trace === null) return;
    this.#card.set(card === null ? null : Math.min(Math.max(0, card), cardCount(trace) - 1));
    this.#changed();
  }

  /** The next card, or the one before; the first from the whole way. */
  step(by: 1 | -1): void {
    const card = this.#card.get();
    this.showCard(card === null ? (by > 0 ? 0 : Number.MAX_SAFE_INTEGER) : card + by);
  }

  compareWith(python: number): void {
    this.#second.set(python);
    this.#relate();
  }

  #renewed(): void {
    const known = this.#trace.get();
    const before = this.#before;
    this.#before = known;
    // Another name, or another way to it: the card that one looked at is gone.
    const card = this.#card.get();
    const trace = known?.value ?? null;
    if (card !== null && (trace === null || card >= cardCount(trace) || !isSameName(before, known)))
      this.#card.set(null);
    this.#relate();
  }

  /** Puts what belongs to the trace beside it. */
  #relate(): void {
    this.#comparison.set(this.#comparisonNow());
    this.#flow.set(this.#flowNow());
    this.#changed();
  }

  #comparisonNow(): Comparison | null {
    const trace = this.#trace.get();
    const versions = this.#versions.get();
    if (trace === null || trace.value === null || versions === null || versions.value === null) return null;
    const here = versions.value.find(({ python }) => python.includes(this.#workspace.python.get()));
    if (versions.version !== trace.version || !isOf(here?.trace ?? null, trace.value)) return null;
    const others = versions.value.filter((group) => group !== here);
    const differing = others.filter((group) => group.trace?.answer.text !== trace.value?.answer.text);
    const second = this.#second.get();
    const picked = others.find(({ python }) => second !== null && python.includes(second));
    // The nearest older one, unless another was picked; one that was picked and agrees is not overruled.
    const agrees = second !== null && here?.python.includes(second);
    return {
      agreeing: here?.python ?? [],
      differing: differing.flatMap(({ python }) => python).sort((a, b) => a - b),
      others,
      chosen: picked ?? (agrees ? null : (differing.at(-1) ?? null)),
    };
  }

  #flowNow(): UseDef | null {
    const trace = this.#trace.get();
    const flow = this.#useDef.get();
    if (trace === null || trace.value === null || flow === null || flow.value === null) return null;
    const isOfIt = flow.version === trace.version && sameSpan(flow.value.span, trace.value.range);
    return isOfIt ? flow.value : null;
  }

  drawing(): Drawing | null {
    const trace = this.#trace.get()?.value ?? null;
    return trace === null ? null : drawTrace(trace, this.#flow.get(), this.#card.get());
  }

  get version(): number | null {
    return this.#trace.get()?.version ?? null;
  }
}

/** Within one text a name is told by its place; when the text changes, by how it is written. */
function isSameName(before: Known<NameTrace | null> | null, now: Known<NameTrace | null> | null): boolean {
  if (before?.value == null || now?.value == null) return false;
  return before.version === now.version ? isOf(before.value, now.value) : before.value.name === now.value.name;
}

/** Whether they are traces of the same name in the text. */
function isOf(a: NameTrace | null, b: NameTrace): boolean {
  return a !== null && a.range.start.offset === b.range.start.offset;
}
