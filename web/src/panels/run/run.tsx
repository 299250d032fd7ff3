import type { Point } from "../../model/place";
import type { Workspace } from "../../model/workspace";
import type { Finding } from "../../runner/comparison";
import type { FilePoint } from "../../runner/protocol";
import type { Comparison, RunState, RunView } from "../../runner/run_view";
import { CodeText } from "../../ui/code_text";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { Icon } from "../../ui/icon";
import { PanelBar } from "../../ui/panel_bar";
import { PushButton } from "../../ui/push_button";
import { useStore } from "../../ui/use_store";
import styles from "./run.module.css";

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

function stateText(state: RunState): string {
  switch (state.is) {
    case "idle":
      return "";
    case "loading":
      return `Loading Python: ${megabytes(state.loaded)} of ${megabytes(state.total)} MB`;
    case "running":
      return `${state.main} runs`;
    case "done": {
      const { error, exit } = state.outcome;
      if (error !== null) return `${state.main} ended with ${error.type}`;
      return exit === null || exit === 0 ? `${state.main} ran to its end` : `${state.main} ended by exit(${exit})`;
    }
    case "stopped":
      return "Stopped";
    case "failed":
      return `Python stopped: ${state.reason}`;
  }
}

const verdicts = { true: "agree", false: "differ", null: "not comparable" } as const;

interface FindingRowProps {
  finding: Finding;
  onJump: (place: FilePoint) => void;
}

function FindingRow({ finding: { subject, pellucid, python, agree, place }, onJump }: FindingRowProps) {
  const verdict = verdicts[`${agree}`];
  return (
    <tr data-agree={agree}>
      <th scope="row">
        <CodeText text={subject} />
        {place !== null && (
          <button type="button" className={styles.place} onClick={() => onJump(place)}>
            {`${place.path}:${place.line}`}
          </button>
        )}
      </th>
      <td>
        <CodeText text={pellucid} />
      </td>
      <td>{python}</td>
      <td className={styles.verdict}>
        {agree !== null && <Icon name={agree ? "check" : "warning"} />}
        {verdict}
      </td>
    </tr>
  );
}

function ComparisonTable({ comparison, onJump }: { comparison: Comparison; onJump: (place: FilePoint) => void }) {
  const { path, python, isOtherVersion, findings } = comparison;
  const differing = findings.filter(({ agree }) => agree === false).length;
  const summary = isOtherVersion
    ? `This is CPython ${python}, and Pellucid was asked about another version: where they differ, that may be why.`
    : differing === 0
      ? `Pellucid and CPython ${python} agree about ${path}.`
      : `Pellucid and CPython ${python} differ about ${path} in ${plural(differing, "place")}.`;
  return (
    <section className={styles.comparison} aria-label="Checked with CPython">
      <p role="status" data-differs={(differing > 0 && !isOtherVersion) || undefined}>
        {summary}
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">Pellucid</th>
            <th scope="col">CPython</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <FindingRow key={`${finding.subject} ${finding.python}`} finding={finding} onJump={onJump} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RunProps {
  workspace: Workspace;
  run: RunView;
  onJump: (place: Point) => void;
}

/** Runs the open file, and checks it with CPython. */
export function Run({ workspace, run, onJump }: RunProps) {
  const state = useStore(run.state);
  const { pieces, leftOut } = useStore(run.output);
  const comparison = useStore(run.comparison);
  useStore(workspace.active);
  useStore(workspace.tabs);
  const { main } = run;
  const isBusy = state.is === "loading" || state.is === "running";
  const goTo = (place: FilePoint) => {
    if (workspace.showPath(place.path)) onJump(place);
  };
  return (
    <div className={styles.panel}>
      <PanelBar
        title={main ?? "No Python file is shown"}
        beside={<span role="status">{stateText(state)}</span>}
        isLined
      >
        {state.is === "loading" && (
          <progress aria-label="Python loaded" value={Math.min(state.loaded, state.total)} max={state.total} />
        )}
        {isBusy ? (
          <PushButton onPress={() => run.stop()}>Stop</PushButton>
        ) : (
          <>
            <PushButton isDisabled={main === null} onPress={() => void run.run()}>
              Run
            </PushButton>
            <PushButton isDisabled={main === null} onPress={() => void run.check()}>
              Check with CPython
            </PushButton>
          </>
        )}
      </PanelBar>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <div className={styles.scroller} tabIndex={0} role="group" aria-label="Output and comparison">
        {comparison !== null && <ComparisonTable comparison={comparison} onJump={goTo} />}
        {pieces.length > 0 && (
          <pre className={styles.output}>
            {pieces.map(({ stream, text }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces come one behind another and stay there
              <span key={at} data-stream={stream}>
                {text}
              </span>
            ))}
          </pre>
        )}
        {leftOut > 0 && <p className={styles.leftOut}>{`and ${count(leftOut)} more characters, which are not kept`}</p>}
        {state.is === "idle" && (
          <EmptyState title="Run it">
            <p>
              CPython 3.14 runs the file that is shown, inside this page: Pyodide, 12 MB, loaded from this site when you
              first run something. A program sees the project's files, no network, and nothing else of the page.
            </p>
            <p>
              <b>Check with CPython</b> runs it, too, and sets what CPython knows of its scopes, and what it raises,
              beside what Pellucid says.
            </p>
          </EmptyState>
        )}
      </div>
    </div>
  );
}
