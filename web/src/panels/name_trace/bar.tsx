import { useState } from "react";
import { Button } from "react-aria-components";
import type { NameTrace } from "../../model/names";
import type { NamesView } from "../../model/names_view";
import type { Settings } from "../../model/settings";
import { type CardId, cardCount } from "../../model/trace_cards";
import { Icon } from "../../ui/icon";
import { Toggle } from "../../ui/toggle";
import { useStore } from "../../ui/use_store";
import styles from "./name_trace.module.css";

interface TraceBarProps {
  trace: NameTrace;
  names: NamesView;
  settings: Settings;
  card: CardId | null;
}

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => setCopied(""),
    );
  };
  // Of another trace the words are no longer true.
  return (
    <Button className={styles.button} onPress={copy}>
      {copied === text ? "Copied" : "Copy as text"}
    </Button>
  );
}

/** What can be done with the trace as a whole. */
export function TraceBar({ trace, names, settings, card }: TraceBarProps) {
  const { drawsNames } = useStore(settings.choices);
  const count = cardCount(trace);
  return (
    <div className={styles.bar}>
      <Button
        className={styles.button}
        aria-label="Previous step"
        isDisabled={card === 0}
        onPress={() => names.trace.step(-1)}
      >
        <Icon name="up" />
      </Button>
      <Button
        className={styles.button}
        aria-label="Next step"
        isDisabled={card === count - 1}
        onPress={() => names.trace.step(1)}
      >
        <Icon name="down" />
      </Button>
      <span className={styles.position}>{card === null ? `${count} steps` : `step ${card + 1} of ${count}`}</span>
      {card !== null && (
        <Button className={styles.button} onPress={() => names.trace.showCard(null)}>
          Whole way
        </Button>
      )}
      <span className={styles.space} />
      <Toggle isOn={drawsNames} onChange={(isOn) => settings.choose({ drawsNames: isOn })}>
        Draw in the source
      </Toggle>
      <CopyButton text={trace.asText} />
    </div>
  );
}
