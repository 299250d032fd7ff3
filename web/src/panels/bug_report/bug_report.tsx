import { useEffect, useMemo, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { problemsOf, type ToldProblem } from "../../links/builds";
import { issueAddress, problemText, type ReportContent, reportText, reportTitle } from "../../links/report";
import { linkTo, type Sharing } from "../../links/sharing";
import type { NamesView } from "../../model/names_view";
import type { Workspace } from "../../model/workspace";
import { Choice } from "../../ui/choice";
import { CopyButton } from "../../ui/copy_button";
import { Dialog } from "../../ui/dialog";
import { Toggle } from "../../ui/toggle";
import { useStore } from "../../ui/use_store";
import styles from "./bug_report.module.css";

interface BugReportProps {
  sharing: Sharing;
  workspace: Workspace;
  names: NamesView;
  /** Whose issues take reports; null if nobody's. */
  repository: string | null;
  isOpen: boolean;
  onClose: () => void;
}

interface WordsFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function WordsField({ label, value, onChange }: WordsFieldProps) {
  return (
    <TextField className={styles.field ?? ""} value={value} onChange={onChange}>
      <Label>{label}</Label>
      <TextArea rows={2} />
    </TextField>
  );
}

const nothingChosen = -1;

/** Which of the problems the report is about; first the one at the cursor. */
function useChosen(sharing: Sharing, problems: readonly ToldProblem[]) {
  const [chosen, choose] = useState(() => {
    const at = sharing.chosenProblem();
    return problems.findIndex(
      ({ rule, line, column, message }) =>
        rule === at?.rule && message === at.message && line === at.range.start.line && column === at.range.start.column,
    );
  });
  return { chosen, choose, problem: problems[chosen] ?? null };
}

function Report({ sharing, workspace, names, repository }: BugReportProps) {
  const [expected, setExpected] = useState("");
  const [observed, setObserved] = useState("");
  const [link, setLink] = useState("");
  const state = useMemo(() => sharing.state(true), [sharing]);
  const problems = useMemo(() => problemsOf(workspace), [workspace]);
  const { chosen, choose, problem } = useChosen(sharing, problems);
  const trace = useStore(names.trace.trace)?.value ?? null;
  const [hasTrace, setHasTrace] = useState(workspace.view.get().table === "name" && trace !== null);
  useEffect(() => {
    void sharing.fragment(true).then((fragment) => setLink(linkTo(sharing.site.address, fragment)));
  }, [sharing]);
  const content: ReportContent = {
    project: state.project,
    python: state.python,
    build: sharing.build,
    problems,
    chosen: problem,
    trace: hasTrace ? (trace?.asText ?? null) : null,
    ...{ link, expected, observed },
  };
  const text = reportText(content);
  const issue = repository === null ? null : issueAddress(repository, reportTitle(content), text);
  const options = [
    { id: nothingChosen, text: "nothing that it reports" },
    ...problems.map((one, id) => ({ id, text: problemText(one) })),
  ];
  return (
    <>
      <div className={styles.about}>
        <Choice
          label="It is about"
          options={options}
          value={problem === null ? nothingChosen : chosen}
          onChange={choose}
        />
        {trace !== null && (
          <Toggle isOn={hasTrace} onChange={setHasTrace}>
            With the trace of {trace.name}
          </Toggle>
        )}
      </div>
      <div className={styles.words}>
        <WordsField label="What you expected" value={expected} onChange={setExpected} />
        <WordsField label="What you saw instead" value={observed} onChange={setObserved} />
      </div>
      <section className={styles.preview} aria-label="The report, as Markdown">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to */}
        <pre tabIndex={0}>{text}</pre>
      </section>
      <div className={styles.actions}>
        <CopyButton text={text} isDisabled={link === ""}>
          Copy report
        </CopyButton>
        {issue !== null && (
          <a className={styles.issue} href={issue} target="_blank" rel="noreferrer">
            Open as an issue
          </a>
        )}
        {repository !== null && issue === null && (
          <p>Too long to be filled in for you: copy it, and paste it into a new issue of {repository}.</p>
        )}
      </div>
    </>
  );
}

/** All that somebody needs to see what one sees, as Markdown. */
export function BugReport(props: BugReportProps) {
  return (
    <Dialog title="Report a bug" isOpen={props.isOpen} onClose={props.onClose} width={720}>
      <Report {...props} />
    </Dialog>
  );
}
