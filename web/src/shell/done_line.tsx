import type { DoneList } from "../model/done";
import { CloseButton } from "../ui/close_button";
import { PushButton } from "../ui/push_button";
import { useStore } from "../ui/use_store";
import styles from "./done_line.module.css";
import { part } from "./use_parts";

/** Tells what has just been done, with the way back. */
export function DoneLine({ done }: { done: DoneList }) {
  const last = useStore(done.last);
  // The place of it is always there, so that what comes into it is read out.
  return (
    <section className={styles.place} aria-label="Just done">
      <div role="status">{last !== null && <span className={styles.text}>{last.text}</span>}</div>
      {last !== null && (
        <div className={styles.actions} {...part}>
          {last.undo !== null && <PushButton onPress={() => done.undo()}>Undo</PushButton>}
          <CloseButton label="Put this away" onPress={() => done.putAway()} />
        </div>
      )}
    </section>
  );
}
