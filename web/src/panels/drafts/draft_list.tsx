import { useCallback, useEffect, useState } from "react";
import type { DoneList } from "../../model/done";
import type { Drafts } from "../../model/draft";
import { draftLimits } from "../../model/draft_history";
import type { DraftHead } from "../../model/draft_keeper";
import { byteCount } from "../../ui/byte_count";
import { Dialog } from "../../ui/dialog";
import { PushButton } from "../../ui/push_button";
import styles from "./drafts.module.css";
import { whenWords } from "./when";

interface DraftListProps {
  drafts: Drafts;
  done: DoneList;
  isOpen: boolean;
  onClose: () => void;
}

function filesOf({ paths }: DraftHead): string {
  const shown = paths.slice(0, 3).join(", ");
  if (paths.length === 0) return "No files";
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}

interface DraftLineProps {
  head: DraftHead;
  where: "here" | "elsewhere" | null;
  onOpen: () => void;
  onRemove: () => void;
}

function DraftLine({ head, where, onOpen, onRemove }: DraftLineProps) {
  const when = whenWords(head.savedAt, Date.now());
  return (
    <li>
      <div>
        <b>{when}</b> <span className={styles.note}>{byteCount(head.bytes / 2)}</span>
        {head.sharedFrom !== null && <span className={styles.note}> a shared copy that was changed</span>}
        <p>{filesOf(head)}</p>
      </div>
      {where === "here" && <span className={styles.note}>shown here</span>}
      {where === "elsewhere" && <span className={styles.note}>open in another tab</span>}
      {where === null && (
        <span className={styles.buttons}>
          <PushButton aria-label={`Open the draft of ${when}`} onPress={onOpen}>
            Open
          </PushButton>
          <PushButton aria-label={`Delete the draft of ${when}`} onPress={onRemove}>
            Delete
          </PushButton>
        </span>
      )}
    </li>
  );
}

function List({ drafts, done, onClose }: Omit<DraftListProps, "isOpen">) {
  const [heads, setHeads] = useState<readonly DraftHead[] | null>(null);
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const look = useCallback(async () => {
    await drafts.save();
    setHeld(await drafts.held());
    setHeads((await drafts.heads()) ?? []);
  }, [drafts]);
  useEffect(() => void look(), [look]);

  const open = async (id: string) => {
    if (await drafts.show(id)) onClose();
    else await look();
  };
  const remove = async (id: string) => {
    const undo = await drafts.remove(id);
    if (undo !== null) done.tell("The draft is deleted, with its history.", () => void undo());
    await look();
  };
  return (
    <>
      <p className={styles.words}>
        They are kept in this browser only: the last {draftLimits.drafts}, beside those that are open.
      </p>
      {heads?.length === 0 && <p className={styles.note}>There are none yet: one comes with the first letter.</p>}
      <ul className={styles.drafts} aria-label="Drafts">
        {heads?.map((head) => (
          <DraftLine
            key={head.id}
            head={head}
            where={head.id === drafts.id ? "here" : held.has(head.id) ? "elsewhere" : null}
            onOpen={() => void open(head.id)}
            onRemove={() => void remove(head.id)}
          />
        ))}
      </ul>
    </>
  );
}

/** All that is kept in this browser. */
export function DraftList({ isOpen, ...props }: DraftListProps) {
  return (
    <Dialog title="Drafts" isOpen={isOpen} onClose={props.onClose}>
      <List {...props} />
    </Dialog>
  );
}
