import { type ReactNode, useId } from "react";
import type { NameTrace } from "../../model/names";
import type { Span } from "../../model/place";
import type { CardId } from "../../model/trace_cards";
import { type CardControl, HolderCard, StepCard } from "./cards";
import styles from "./name_trace.module.css";

interface StagesProps {
  trace: NameTrace;
  /** The same name under another Python, to tell what differs. */
  other: NameTrace | null;
  depthOf: (scope: number | null) => number;
  /** Null if the cards are only to be read. */
  control: ((card: CardId) => CardControl) | null;
  onJump: (span: Span) => void;
}

function Stage({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    // Not a landmark: beside another Python's trace there are two of each.
    <div role="group" className={styles.stage} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ol>{children}</ol>
    </div>
  );
}

/** Which scope owns the name, and whether it is bound: the two stages apart, as cards. */
export function Stages({ trace, other, depthOf, control, onJump }: StagesProps) {
  const { steps, holders, name } = trace;
  const isNew = (words: string, among: readonly string[] | undefined) => among !== undefined && !among.includes(words);
  const otherSteps = other?.steps.map((step) => `${step.scope.title} ${step.outcome} ${step.rule}`);
  const otherHolders = other?.holders.map((holder) => `${holder.scope.title} ${holder.state} ${holder.rule}`);
  return (
    <>
      <Stage title="Which scope owns it">
        {steps.map((step, place) => (
          <StepCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a card is its place in the order of the search
            key={place}
            step={step}
            depth={depthOf(step.scope.id)}
            isDifferent={isNew(`${step.scope.title} ${step.outcome} ${step.rule}`, otherSteps)}
            control={control?.(place) ?? null}
            onJump={onJump}
          />
        ))}
      </Stage>
      {holders.length > 0 && (
        <Stage title="Is it bound here">
          {holders.map((holder, place) => (
            <HolderCard
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              key={place}
              holder={holder}
              name={name}
              depth={depthOf(holder.scope.id)}
              isDifferent={isNew(`${holder.scope.title} ${holder.state} ${holder.rule}`, otherHolders)}
              control={control?.(steps.length + place) ?? null}
              onJump={onJump}
            />
          ))}
        </Stage>
      )}
    </>
  );
}
