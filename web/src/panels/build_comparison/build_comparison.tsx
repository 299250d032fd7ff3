import { useEffect, useState } from "react";
import { siteOf } from "../../links/address";
import type { ToldProblem } from "../../links/builds";
import { answerIn, type BuildAnswer, type ComparedProblem, compareProblems, problemsOf } from "../../links/builds";
import { buildAddress, type Sharing } from "../../links/sharing";
import type { Workspace } from "../../model/workspace";
import { CodeText } from "../../ui/code_text";
import { plural } from "../../ui/counts";
import { Dialog } from "../../ui/dialog";
import { useStore } from "../../ui/use_store";
import styles from "./build_comparison.module.css";

interface BuildComparisonProps {
  sharing: Sharing;
  workspace: Workspace;
  /** What this one is compared with: null is the newest, undefined none. */
  other: string | null | undefined;
  onClose: () => void;
}

// A build that starts from nothing, loads the library and checks.
const patience = 60_000;

/** Has the other build check the same project: its page, unseen, in a frame of its own. */
function useAnswer(frame: HTMLIFrameElement | null): BuildAnswer | "nothing" | null {
  const [answer, setAnswer] = useState<BuildAnswer | "nothing" | null>(null);
  useEffect(() => {
    if (frame === null) return;
    const timer = setTimeout(() => setAnswer("nothing"), patience);
    const receive = (event: MessageEvent<unknown>) => {
      if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
      const read = answerIn(event.data);
      if (read === null) return;
      clearTimeout(timer);
      setAnswer(read);
    };
    window.addEventListener("message", receive);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("message", receive);
    };
  }, [frame]);
  return answer;
}

function Cell({ problem, isNew }: { problem: ToldProblem | null; isNew: boolean }) {
  if (problem === null) return <td className={styles.nothing}>nothing</td>;
  return (
    <td data-only={isNew || undefined}>
      <span className={styles.rule}>{problem.rule}</span> <CodeText text={problem.message} />
    </td>
  );
}

interface RowsProps {
  pairs: readonly ComparedProblem[];
  here: string;
  there: string;
}

function Rows({ pairs, here, there }: RowsProps) {
  return (
    <div className={styles.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">{here}</th>
            <th scope="col">{there}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair, index) => {
            const { path, line, column } = (pair.here ?? pair.there) as ToldProblem;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems may say the same of one place
              <tr key={index}>
                <th scope="row">
                  {path}:{line}:{column}
                </th>
                <Cell problem={pair.here} isNew={pair.there === null} />
                <Cell problem={pair.there} isNew={pair.here === null} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function summary(pairs: readonly ComparedProblem[]): string {
  const differing = pairs.filter(({ here, there }) => here?.message !== there?.message).length;
  if (pairs.length === 0) return "Both find nothing wrong.";
  if (differing === 0) return `Both say the same: ${plural(pairs.length, "problem")}.`;
  return `They differ in ${plural(differing, "place")} of ${pairs.length}.`;
}

function Comparison({ sharing, workspace, other }: BuildComparisonProps & { other: string | null }) {
  useStore(workspace.checked);
  const [fragment, setFragment] = useState<string | null>(null);
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const answer = useAnswer(frame);
  useEffect(() => void sharing.fragment(false).then(setFragment), [sharing]);
  const { address } = sharing.site;
  const page = other === null ? siteOf(address).root : buildAddress(address, other);
  const isThere = answer !== null && answer !== "nothing";
  const pairs = isThere ? compareProblems(problemsOf(workspace), answer.problems) : [];
  return (
    <>
      <p role="status" className={styles.summary}>
        {answer === null && "The other build is checking the same files…"}
        {answer === "nothing" && "The other build gave no answer."}
        {isThere && (answer.trouble ?? summary(pairs))}
      </p>
      {pairs.length > 0 && (
        <Rows
          pairs={pairs}
          here={`This build, ${sharing.build}`}
          there={isThere ? `${other === null ? "The latest" : "The link’s build"}, ${answer.build}` : ""}
        />
      )}
      {fragment !== null && !isThere && (
        <iframe
          ref={setFrame}
          className={styles.frame}
          title="The other build at work"
          aria-hidden="true"
          tabIndex={-1}
          src={`${page}?answer=1#${fragment}`}
        />
      )}
    </>
  );
}

/** What two builds say of the same files. */
export function BuildComparison(props: BuildComparisonProps) {
  const { other, onClose } = props;
  return (
    <Dialog title="Two builds, the same files" isOpen={other !== undefined} onClose={onClose} width={880}>
      {other !== undefined && <Comparison {...props} other={other} />}
    </Dialog>
  );
}
