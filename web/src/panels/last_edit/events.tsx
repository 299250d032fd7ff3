import { useMemo, useState } from "react";
import type { LastEdit, QueryEvent } from "../../model/engine";
import { milliseconds } from "../../ui/byte_count";
import { plural } from "../../ui/counts";
import { Toggle } from "../../ui/toggle";
import { Tree } from "../../ui/tree";
import { keyed, type TreeItem } from "../../ui/tree_rows";
import styles from "./last_edit.module.css";

interface EventItem extends TreeItem {
  readonly event: QueryEvent;
}

// An icon of one letter; the words stand behind it.
const signs: Partial<Record<QueryEvent["kind"], string>> = { changed: "●", ran: "▸", cutOff: "=", reused: "○" };

const legend: readonly (readonly [QueryEvent["kind"], string])[] = [
  ["changed", "changed by the edit"],
  ["ran", "computed anew"],
  ["cutOff", "computed anew and equal to before, so nobody who asked had to be"],
  ["reused", "remembered"],
];

function Row({ event }: EventItem) {
  return (
    <span className={styles.event} data-kind={event.kind}>
      <span className={styles.sign} aria-hidden="true">
        {signs[event.kind] ?? "·"}
      </span>
      <span className={styles.query}>{event.query}</span>
      <span className={styles.of}>{event.of}</span>
      <span className={styles.what}>{event.what}</span>
      <span className={styles.because}>{event.because}</span>
      {event.ms > 0 && (event.kind === "ran" || event.kind === "cutOff") && (
        <span className={styles.time}>{milliseconds(event.ms)}</span>
      )}
    </span>
  );
}

/** What the signs mean, for whoever sees them first. */
function Legend() {
  return (
    <p className={styles.options}>
      <span>
        The checker asks itself small questions, such as which scopes a file has, and remembers the answers. Below each
        question stand those that it asked in turn.
      </span>
      {legend.map(([kind, words]) => (
        <span key={kind} className={styles.event} data-kind={kind}>
          <span className={styles.sign} aria-hidden="true">
            {signs[kind]}
          </span>
          <span className={styles.what}>{words}</span>
        </span>
      ))}
    </p>
  );
}

/** Each question that was asked after the edit, and below it what that asked in turn. */
export function Events({ edit }: { edit: LastEdit }) {
  const [showsAll, setShowsAll] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const items = useMemo(() => {
    const events = edit.events.filter(({ hasRun }) => showsAll || hasRun);
    return keyed(
      events.map((event) => ({
        event,
        depth: event.depth,
        name: event.query,
        text: `${event.query} of ${event.of}: ${event.what}${event.because === "" ? "" : `, ${event.because}`}`,
      })),
      ({ event }) => `${event.query} ${event.of}`,
    );
  }, [edit, showsAll]);
  const reused = edit.events.filter(({ hasRun }) => !hasRun).length;
  const at = items.findIndex(({ key }) => key === selected);
  return (
    <div className={styles.events}>
      <Legend />
      <div className={styles.options}>
        <Toggle isOn={showsAll} onChange={setShowsAll}>
          {`Show also the ${plural(reused, "answer")} for which nothing was computed`}
        </Toggle>
        {edit.omitted > 0 && <span>{`${plural(edit.omitted, "more answer")} not listed`}</span>}
      </div>
      <Tree
        label="What ran"
        items={items}
        selected={at < 0 ? null : at}
        reveal={edit.number}
        render={Row}
        onSelect={({ key }) => setSelected(key)}
      />
    </div>
  );
}
