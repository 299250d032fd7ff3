import { Button } from "react-aria-components";
import { freshnessOfCheck } from "../../model/freshness";
import { problemCount } from "../../model/problem_rows";
import type { FileSummary } from "../../model/results";
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

function Measures({ summary }: { summary: FileSummary }) {
  const { bytes, lines, nodes, treeBytes, parseMs } = summary;
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

/** How much has come, of how much if that is known. */
const share = (loaded: number, total: number | undefined) =>
  total === undefined ? plural(loaded, "byte") : `${Math.round((100 * loaded) / total)} %`;

/** What keeps it from checking; a pause is told of above. */
function CheckerNews({ state, isFirst }: { state: CheckerState; isFirst: boolean }) {
  switch (state.is) {
    case "loading":
      return <p>{`loading the checker: ${share(state.loaded, state.total)}`}</p>;
    case "starting":
      return <p>{isFirst ? "starting the checker" : ""}</p>;
    case "restarting":
      return (
        <p role="alert" className={styles.trouble}>
          {`The checker stopped (${state.reason}) and is being started again.`}
        </p>
      );
    case "ready":
    case "paused":
      return null;
  }
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
  return <p>{`loading the standard library's stubs: ${share(state.loaded, state.total)}`}</p>;
}

const titles = {
  fresh: "What is shown is of the present text",
  checking: "The present text is being checked",
  stale: "Nothing is being checked: what is shown is of an older text",
};

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
  const tabLeaves = useStore(workspace.tabLeaves);
  useStore(workspace.edits);
  const file = active === null ? undefined : workspace.file(active);
  const isStub = file?.origin === "library";
  const freshness = freshnessOfCheck(workspace);
  const problems = problemCount(checked);
  return (
    <footer className={styles.line}>
      <CheckerNews state={checker} isFirst={active !== null && checked === undefined} />
      <LibraryNews state={library} onLoad={onLoadLibrary} />
      {checked !== undefined && freshness !== null && (
        <>
          <p
            className={styles.freshness}
            data-fresh={freshness.is === "fresh"}
            data-is={freshness.is}
            data-revision={checked.version}
            title={titles[freshness.is]}
          >
            {`revision ${count(checked.version)} in ${checked.checkMs.toFixed(1)} ms`}
            {freshness.is !== "fresh" && (
              <span className={freshness.is === "checking" ? styles.behind : styles.stale}>
                {`, ${plural(freshness.behind, "edit")} behind: ${freshness.is}`}
              </span>
            )}
          </p>
          <p role="status">
            {isStub
              ? "from the standard library, read-only"
              : problems === 0
                ? "no problems"
                : plural(problems, "problem")}
          </p>
          {tabLeaves && <p role="note">Tab leaves the source; Ctrl+M makes it indent</p>}
          <Progress progress={progress} />
          {checked.summary !== null && <Measures summary={checked.summary} />}
        </>
      )}
    </footer>
  );
}
