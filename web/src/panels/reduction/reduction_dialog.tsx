import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { ProjectFile } from "../../model/project";
import type { Diagnostic } from "../../model/results";
import type { Stage } from "../../reduce/reduce";
import { lineCount, type Reduction, type ReductionState } from "../../reduce/reduction";
import { CodeText } from "../../ui/code_text";
import { count, plural } from "../../ui/counts";
import { Dialog } from "../../ui/dialog";
import { PushButton } from "../../ui/push_button";
import { rangeText } from "../../ui/range_text";
import { useStore } from "../../ui/use_store";
import styles from "./reduction_dialog.module.css";

const stageWords: Record<Stage, string> = {
  files: "Leaving out files",
  statements: "Leaving out statements",
  structure: "Taking blocks out of what is around them",
  expressions: "Simplifying expressions",
  lines: "Joining lines",
  names: "Shortening names",
};

function Choosing({ reduction, state }: { reduction: Reduction; state: ReductionState & { is: "choosing" } }) {
  const { problems, nearest } = state;
  const [chosen, choose] = useState(nearest);
  return (
    <>
      <p className={styles.words}>
        Everything that the problem does not need is left out: whole files, statements, parts of expressions. You see
        the result before anything changes. Which problem is to stay?
      </p>
      <ListBox
        className={styles.problems}
        aria-label="Problem"
        selectionMode="single"
        disallowEmptySelection
        autoFocus
        selectedKeys={[chosen]}
        onSelectionChange={(keys) => {
          if (keys !== "all") for (const key of keys) choose(Number(key));
        }}
      >
        {problems.map(({ range, message }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a problem is known by its place in the list
          <ListBoxItem key={i} id={i} textValue={message}>
            <span className={styles.place}>{rangeText(range)}</span> <CodeText text={message} />
          </ListBoxItem>
        ))}
      </ListBox>
      <div className={styles.actions}>
        <PushButton onPress={() => reduction.close()}>Cancel</PushButton>
        <PushButton onPress={() => reduction.start(problems[chosen] as Diagnostic)}>Reduce</PushButton>
      </div>
    </>
  );
}

function Files({ files }: { files: readonly ProjectFile[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to
    <section className={styles.files} aria-label="The reduced project" tabIndex={0}>
      {files.map(({ path, text }) => (
        <div key={path}>
          <h3>{path}</h3>
          <pre>{text === "" ? "(empty)" : text}</pre>
        </div>
      ))}
    </section>
  );
}

function Running({ reduction, state }: { reduction: Reduction; state: ReductionState & { is: "running" } }) {
  const { sought, reduced, linesBefore } = state;
  const lines = reduced === null ? linesBefore : lineCount(reduced.files);
  return (
    <>
      <p className={styles.words}>
        Keeping: <CodeText text={sought.message} />
      </p>
      <p className={styles.words} role="status">
        {stageWords[reduced?.stage ?? "files"]}
      </p>
      <progress className={styles.progress} aria-label="Lines left out" max={linesBefore} value={linesBefore - lines} />
      <p className={styles.words}>
        {`${count(lines)} of ${plural(linesBefore, "line")} left, ${plural(reduced?.judged ?? 0, "project")} tried`}
      </p>
      <div className={styles.actions}>
        <PushButton autoFocus onPress={() => reduction.stop()}>
          Stop
        </PushButton>
      </div>
    </>
  );
}

interface DoneProps {
  reduction: Reduction;
  state: ReductionState & { is: "done" };
  onAccepted: (undo: () => void) => void;
}

function Done({ reduction, state, onAccepted }: DoneProps) {
  const { sought, reduced, linesBefore, isStopped } = state;
  return (
    <>
      <p className={styles.words} role="status">
        {`${plural(linesBefore, "line")} became ${count(lineCount(reduced.files))}${isStopped ? ", when it was stopped" : ""}. `}
        {sought.message !== reduced.sought.message && (
          <>
            It still says: <CodeText text={reduced.sought.message} />
          </>
        )}
      </p>
      <Files files={reduced.files} />
      <div className={styles.actions}>
        <PushButton onPress={() => reduction.close()}>Discard</PushButton>
        <PushButton autoFocus onPress={() => onAccepted(reduction.accept())}>
          Use as the project
        </PushButton>
      </div>
    </>
  );
}

interface ReductionDialogProps {
  reduction: Reduction;
  /** Told the way back. */
  onAccepted: (undo: () => void) => void;
}

/** From the choice of a problem to the smallest project that shows it. */
export function ReductionDialog({ reduction, onAccepted }: ReductionDialogProps) {
  const state = useStore(reduction.state);
  return (
    <Dialog title="Reduce to one problem" isOpen={state.is !== "closed"} onClose={() => reduction.close()}>
      {state.is === "choosing" && <Choosing reduction={reduction} state={state} />}
      {state.is === "running" && <Running reduction={reduction} state={state} />}
      {state.is === "done" && <Done reduction={reduction} state={state} onAccepted={onAccepted} />}
      {state.is === "failed" && (
        <p className={styles.words} role="alert">{`It could not be reduced: ${state.reason}.`}</p>
      )}
    </Dialog>
  );
}
