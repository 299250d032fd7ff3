import { useMemo, useState } from "react";
import type { LastEdit, QueryEvent } from "../../model/engine";
import { milliseconds } from "../../ui/byte_count";
import { plural } from "../../ui/counts";
import { Toggle } from "../../ui/toggle";
import { Tree } from "../../ui/tree";
import type { TreeItem } from "../../ui/tree_rows";
import styles from "./last_edit.module.css";

interface EventItem extends TreeItem {
  readonly event: QueryEvent;
  readonly place: number;
}

// An icon of one letter; the words stand behind it.
const signs: Partial<Record<QueryEvent["kind"], string>> = { changed: "●", ran: "▸", cutOff: "=", reused: "○" };

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

/** Each question that was asked after the edit, and below it what that asked in turn. */
export function Events({ edit }: { edit: LastEdit }) {
  const [showsAll, setShowsAll] = useState(false);
  const [selected, setSelected] = useState<number | null>(null);
  const items = useMemo(
    () =>
      edit.events
        .filter(({ hasRun }) => showsAll || hasRun)
        .map<EventItem>((event, place) => ({
          event,
          place,
          depth: event.depth,
          name: event.query,
          text: `${event.query} of ${event.of}: ${event.what}${event.because === "" ? "" : `, ${event.because}`}`,
        })),
    [edit, showsAll],
  );
  const reused = edit.events.length - edit.events.filter(({ hasRun }) => hasRun).length + edit.omitted;
  return (
    <div className={styles.events}>
      <div className={styles.options}>
        <Toggle isOn={showsAll} onChange={setShowsAll}>
          {`Show the ${plural(reused, "answer")} below which nothing ran`}
        </Toggle>
        {edit.omitted > 0 && showsAll && (
          <span className={styles.count}>{`${plural(edit.omitted, "event")} more are not listed`}</span>
        )}
      </div>
      <Tree
        label="What ran"
        items={items}
        selected={selected !== null && selected < items.length ? selected : null}
        reveal={edit.number}
        render={Row}
        onSelect={({ place }) => setSelected(place)}
      />
    </div>
  );
}
