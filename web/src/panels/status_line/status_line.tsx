import { Button } from "react-aria-components";
import type { CheckedFile } from "../../model/results";
import type { CheckerState, CheckProgress, LibraryState, Workspace } from "../../model/workspace";
import { count, plural } from "../../ui/counts";
import { useStore } from "../../ui/use_store";
import styles from "./status_line.module.css";

function Measure({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Measures({ checked }: { checked: CheckedFile }) {
  const { bytes, lines, nodes, treeBytes, parseMs } = checked.summary;
  return (
    <dl className={styles.measures}>
      <Measure name="parsed in">{`${parseMs.toFixed(2)} ms`}</Measure>
      <Measure name="nodes">{count(nodes)}</Measure>
      <Measure name="source">{plural(bytes, "byte")}</Measure>
      <Measure name="table">{plural(treeBytes, "byte")}</Measure>
      <Measure name="lines">{count(lines)}</Measure>
      {bytes > 0 && <Measure name="per source byte">{`${(treeBytes / bytes).toFixed(2)} bytes`}</Measure>}
    </dl>
  );
}

/** A check that is over at once is not worth a word. */
function Progress({ progress }: { progress: CheckProgress | null }) {
  if (progress === null) return null;
  return (
    <p
      className={styles.behind}
      role="progressbar"
      aria-label="Files checked"
      aria-valuenow={progress.done}
      aria-valuemin={0}
      aria-valuemax={progress.of}
    >
      {`checked ${count(progress.done)} of ${plural(progress.of, "file")}`}
    </p>
  );
}

function CheckerTrouble({ state }: { state: CheckerState }) {
  if (state.is !== "restarting" && state.is !== "stopped") return null;
  return (
    <p role="alert" className={styles.trouble}>
      {state.is === "restarting"
        ? `The checker stopped (${state.reason}) and is being started again.`
        : `The checker stopped (${state.reason}). It starts again with your next edit.`}
    </p>
  );
}

function LibraryNews({ state, onLoad }: { state: LibraryState; onLoad: () => void }) {
  if (state.is === "failed") {
    return (
      <div className={styles.trouble}>
        <p role="alert">{`${state.reason}. Imports from it are not checked.`}</p>
        <Button className={styles.again} onPress={onLoad}>
          Try again
        </Button>
      </div>
    );
  }
  if (state.is !== "loading") return null;
  const { loaded, total } = state;
  const progress = total === undefined ? plural(loaded, "byte") : `${Math.round((100 * loaded) / total)} %`;
  return <p>{`loading the standard library's stubs: ${progress}`}</p>;
}

interface StatusLineProps {
  workspace: Workspace;
  onLoadLibrary: () => void;
}

/** How the last parse went, and whether it is of the text on the screen. */
export function StatusLine({ workspace, onLoadLibrary }: StatusLineProps) {
  const active = useStore(workspace.active);
  const checked = useStore(workspace.checked).get(active ?? -1);
  const checker = useStore(workspace.checker);
  const library = useStore(workspace.library);
  const progress = useStore(workspace.progress);
  useStore(workspace.edits);
  const file = active === null ? undefined : workspace.file(active);
  const version = file?.version ?? 0;
  const isStub = file?.origin === "library";
  const behind = checked === undefined ? 0 : version - checked.version;
  const problems = checked === undefined ? 0 : checked.diagnostics.length + checked.omitted;
  return (
    <footer className={styles.line}>
      <CheckerTrouble state={checker} />
      <LibraryNews state={library} onLoad={onLoadLibrary} />
      {checked === undefined ? (
        <p>{checker.is === "starting" && active !== null ? "Starting the checker" : ""}</p>
      ) : (
        <>
          <p
            className={styles.freshness}
            data-fresh={behind === 0}
            data-revision={checked.version}
            title={behind === 0 ? "What is shown is of the present text" : "The present text is being checked"}
          >
            {`revision ${count(checked.version)}`}
            <span className={styles.behind}>{behind > 0 && `, ${plural(behind, "edit")} behind`}</span>
          </p>
          <p role="status">
            {isStub
              ? "from the standard library, read-only"
              : problems === 0
                ? "no problems"
                : plural(problems, "problem")}
          </p>
          <Progress progress={progress} />
          <Measures checked={checked} />
        </>
      )}
    </footer>
  );
}
