import type { ReactNode } from "react";
import type { TraceHolder, TraceScope, TraceStep } from "../../model/names";
import type { Span } from "../../model/place";
import { CodeText } from "../../ui/code_text";
import { RangeChip } from "../../ui/range_chip";
import { depthClass } from "../../ui/swatch";
import styles from "./name_trace.module.css";
import { effectWords, holderWords, stepWords } from "./words";

/** How a card is chosen. */
export interface CardControl {
  readonly isCurrent: boolean;
  /** The card that Tab leads to. */
  readonly isEntrance: boolean;
  readonly onShow: () => void;
}

interface CardProps {
  scope: TraceScope;
  depth: number;
  /** What came of it, and how that looks. */
  outcome: string;
  tone: string;
  words: string;
  /** Whether the other Python's trace has no such card. */
  isDifferent: boolean;
  control: CardControl | null;
  children: ReactNode;
}

function Card({ scope, depth, outcome, tone, words, isDifferent, control, children }: CardProps) {
  const head = (
    <>
      <span className={styles.scope}>
        <CodeText text={scope.title} />
      </span>
      <span className={styles.outcome}>{outcome}</span>
    </>
  );
  return (
    <li
      className={`${styles.card} ${depthClass(depth)}`}
      data-tone={tone}
      data-current={control?.isCurrent || undefined}
      data-different={isDifferent || undefined}
    >
      {control === null ? (
        <p className={styles.head}>{head}</p>
      ) : (
        <button
          type="button"
          data-card
          className={styles.head}
          tabIndex={control.isEntrance ? 0 : -1}
          aria-current={control.isCurrent ? "step" : undefined}
          aria-label={words}
          onClick={control.onShow}
        >
          {head}
        </button>
      )}
      {children}
    </li>
  );
}

interface StepCardProps {
  step: TraceStep;
  depth: number;
  isDifferent?: boolean;
  control: CardControl | null;
  onJump: (span: Span) => void;
}

/** Stage A: one scope that is asked for the name. */
export function StepCard({ step, depth, isDifferent = false, control, onJump }: StepCardProps) {
  const { scope, outcome, text, source, evidence } = step;
  return (
    <Card
      scope={scope}
      depth={depth}
      outcome={outcome}
      tone={outcome}
      words={stepWords(step)}
      isDifferent={isDifferent}
      control={control}
    >
      <p className={styles.sentence}>
        <CodeText text={text} />
        {evidence !== null && <RangeChip range={evidence} onJump={() => onJump(evidence)} />}
      </p>
      <p className={styles.source}>{source}</p>
    </Card>
  );
}

interface HolderCardProps {
  holder: TraceHolder;
  name: string;
  depth: number;
  isDifferent?: boolean;
  control: CardControl | null;
  onJump: (span: Span) => void;
}

/** Stage B: whether a scope that owns the name has bound it at this point. */
export function HolderCard({ holder, name, depth, isDifferent = false, control, onJump }: HolderCardProps) {
  const { scope, state, text, source, definitions, branches } = holder;
  return (
    <Card
      scope={scope}
      depth={depth}
      outcome={state}
      tone={state}
      words={holderWords(holder, name)}
      isDifferent={isDifferent}
      control={control}
    >
      <p className={styles.sentence}>
        <CodeText text={text} />
      </p>
      {definitions.length > 0 && (
        <ul className={styles.places} aria-label="Where it may come from">
          {definitions.map(({ kind, range }) => (
            <li key={`${range.start.offset} ${kind}`}>
              <RangeChip range={range} onJump={() => onJump(range)} />
              <span>
                <CodeText text={kind} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {branches.length > 0 && (
        <ul className={styles.branches} aria-label="The ways to this line">
          {branches.map(({ branch, effect, range }) => (
            <li key={`${range.start.offset} ${branch}`} data-effect={effect}>
              <RangeChip range={range} onJump={() => onJump(range)} />
              <span>
                <CodeText text={branch} />
              </span>
              <span className={styles.effect}>
                <CodeText text={effectWords(effect, name)} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.source}>{source}</p>
    </Card>
  );
}
