import { type KeyboardEvent, useCallback, useRef, useState } from "react";
import type { NameTrace as Trace, UseDef } from "../../model/names";
import type { NamesView } from "../../model/names_view";
import type { Span } from "../../model/place";
import type { Settings } from "../../model/settings";
import { type CardId, cardCount } from "../../model/trace_cards";
import { CodeText } from "../../ui/code_text";
import { count } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { RangeChip } from "../../ui/range_chip";
import { rangeText } from "../../ui/range_text";
import { useStore } from "../../ui/use_store";
import { TraceBar } from "./bar";
import type { CardControl } from "./cards";
import styles from "./name_trace.module.css";
import { Pythons } from "./pythons";
import { Stages } from "./stages";
import { cardWords, pythonsText } from "./words";

interface NameTraceProps {
  names: NamesView;
  settings: Settings;
  /** Shows a range and takes the keyboard there. */
  onShow: (span: Span) => void;
}

const accessWords: Record<Trace["access"], string> = {
  read: "read in",
  bind: "bound in",
  delete: "deleted in",
  declare: "declared in",
};

function NoName() {
  return (
    <EmptyState title="Which one is it?">
      <p>
        Put the cursor on a name in the source. Here stands how Python finds what it means: first{" "}
        <b>which scope owns it</b>, asked from the inside out; then <b>whether it is bound</b> by the time that line
        runs.
      </p>
      <p>
        <kbd>F9</kbd> in the source goes through the steps one by one.
      </p>
    </EmptyState>
  );
}

function Answer({ trace }: { trace: Trace }) {
  const { state, error, text } = trace.answer;
  return (
    <>
      <p className={styles.answer} data-state={error === null ? state : "error"}>
        <CodeText text={text} />
      </p>
      {/* The first of them is the answer. */}
      {trace.problems.slice(1).map((problem) => (
        <p key={problem}>
          <CodeText text={problem} />
        </p>
      ))}
    </>
  );
}

// As many as one looks through.
const mostReaders = 100;

/** The places that may get the value of a definition. */
function Readers({ flow, onJump }: { flow: UseDef; onJump: (span: Span) => void }) {
  const { uses } = flow;
  const places = uses.slice(0, mostReaders);
  return (
    <section className={styles.stage} aria-label="Who reads it">
      <h3>Who reads it</h3>
      <p className={styles.readers}>
        {places.map(({ span }) => (
          <RangeChip key={rangeText(span)} range={span} onJump={() => onJump(span)} />
        ))}
        {uses.length > places.length && <span>and {count(uses.length - places.length)} more</span>}
        {uses.length === 0 && "Nothing that can be seen in this file."}
      </p>
    </section>
  );
}

/** How the name under the cursor finds its binding, step by step. */
export function NameTrace({ names, settings, onShow }: NameTraceProps) {
  const known = useStore(names.trace.trace);
  const card = useStore(names.trace.card);
  const second = useStore(names.trace.second);
  const comparison = useStore(names.trace.comparison);
  const flow = useStore(names.trace.flow);
  const tree = useStore(names.scopes.tree);
  const cards = useRef<HTMLDivElement>(null);
  const [isInside, setIsInside] = useState(false);
  const depthOf = useCallback(
    (scope: number | null) => (scope === null ? 0 : (tree?.value.scopes[scope]?.depth ?? 0)),
    [tree],
  );
  const jump = useCallback(
    (span: Span) => {
      names.trace.jump(span);
      onShow(span);
    },
    [names, onShow],
  );
  if (known === null) return null;
  const trace = known.value;
  if (trace === null) return <NoName />;

  const show = (next: CardId | null) => {
    names.trace.showCard(next);
    const entrance = cards.current?.querySelectorAll<HTMLElement>("[data-card]")[next ?? card ?? 0];
    entrance?.focus();
    entrance?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = cardCount(trace) - 1;
    const targets: Record<string, CardId | null> = {
      ArrowDown: card === null ? 0 : Math.min(card + 1, last),
      ArrowUp: card === null ? last : Math.max(card - 1, 0),
      Home: 0,
      End: last,
      Escape: null,
    };
    if (!Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    show(targets[event.key] ?? null);
  };
  const control = (at: CardId): CardControl => ({
    isCurrent: at === card,
    isEntrance: at === (card ?? 0),
    onShow: () => names.trace.showCard(at === card ? null : at),
  });
  const beside = comparison?.chosen ?? null;
  const other = beside?.trace ?? null;
  const pythons = comparison !== null && (
    <Pythons comparison={comparison} second={second} onCompare={(python) => names.trace.compareWith(python)} />
  );
  // Where all Pythons come to the same, that is the last thing one wants to know.
  const isPressing = comparison !== null && (beside !== null || comparison.differing.length > 0);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches where the keyboard is
    <div className={styles.panel} onFocus={() => setIsInside(true)} onBlur={() => setIsInside(false)}>
      {/* For what is stepped through from the source; with the keyboard in here, the cards say it themselves. */}
      <p role="status" className="only-heard">
        {isInside ? "" : cardWords(trace, card)}
      </p>
      <TraceBar trace={trace} names={names} settings={settings} card={card} />
      <div className={styles.scroller}>
        <header className={styles.header}>
          <h2>{trace.name}</h2>
          <p>
            {accessWords[trace.access]} <CodeText text={trace.scope.title} />
          </p>
          <RangeChip range={trace.range} onJump={() => jump(trace.range)} />
          {trace.private && <p>a private name, written without its class</p>}
          {trace.inString && <p>in a string that is an annotation: looked for when somebody asks what it means</p>}
        </header>
        {isPressing && pythons}
        <div className={styles.sides} data-split={beside !== null || undefined}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys lead from one of the buttons inside to another */}
          <div ref={cards} className={styles.side} onKeyDown={onKeyDown}>
            {beside !== null && <h2 className={styles.python}>Python {pythonsText(comparison?.agreeing ?? [])}</h2>}
            <Answer trace={trace} />
            <Stages trace={trace} other={other} depthOf={depthOf} control={control} onJump={jump} />
            {trace.access === "bind" && flow !== null && <Readers flow={flow} onJump={jump} />}
            {!isPressing && pythons}
          </div>
          {beside !== null && (
            <section className={styles.side} aria-label={`Under Python ${pythonsText(beside.python)}`}>
              <h2 className={styles.python}>Python {pythonsText(beside.python)}</h2>
              {other === null ? (
                <p className={styles.answer}>There is no such name: this Python reads the text otherwise.</p>
              ) : (
                <>
                  <Answer trace={other} />
                  <Stages trace={other} other={trace} depthOf={depthOf} control={null} onJump={jump} />
                </>
              )}
            </section>
          )}
        </div>
      </div>
    </div>
  );
}
