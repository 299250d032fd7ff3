import { Button } from "react-aria-components";
import type { RenameEdit } from "../../model/names";
import type { NamesView } from "../../model/names_view";
import type { ReviewedRename } from "../../model/rename_review";
import type { Workspace } from "../../model/workspace";
import { CodeText } from "../../ui/code_text";
import { count, plural } from "../../ui/counts";
import { Dialog } from "../../ui/dialog";
import { rangeText } from "../../ui/range_text";
import { useStore } from "../../ui/use_store";
import styles from "./rename_review.module.css";

interface RenameReviewProps {
  workspace: Workspace;
  names: NamesView;
}

interface ChangedLine {
  readonly key: string;
  readonly path: string;
  readonly line: number;
  readonly edits: readonly RenameEdit[];
  readonly text: string;
}

// What is behind them changes in the same way.
const mostLines = 300;

/** The lines that change, each with its edits in order. */
function changedLines(workspace: Workspace, edits: readonly RenameEdit[]): ChangedLine[] {
  const lines = new Map<string, { path: string; line: number; edits: RenameEdit[]; text: string }>();
  for (const edit of edits) {
    const { line } = edit.span.start;
    const key = `${edit.path}:${line}`;
    const known = lines.get(key);
    if (known !== undefined) known.edits.push(edit);
    else {
      const text = edit.file === null ? "" : (workspace.file(edit.file)?.text.line(line) ?? "");
      lines.set(key, { path: edit.path, line, edits: [edit], text });
    }
  }
  return [...lines].map(([key, line]) => ({
    key,
    ...line,
    edits: line.edits.toSorted((a, b) => a.span.start.column - b.span.start.column),
  }));
}

/** The line with what goes struck out and what comes behind it. */
function Change({ line: { text, edits } }: { line: ChangedLine }) {
  let at = 1;
  const pieces = edits.map((edit) => {
    const { start, end } = edit.span;
    const kept = text.slice(at - 1, start.column - 1);
    const gone = text.slice(start.column - 1, end.column - 1);
    at = end.column;
    return (
      <span key={start.column}>
        {kept}
        <del>{gone}</del>
        <ins>{edit.text}</ins>
      </span>
    );
  });
  return (
    <code>
      {pieces}
      {text.slice(at - 1)}
    </code>
  );
}

function Review({ workspace, names, rename }: RenameReviewProps & { rename: ReviewedRename }) {
  const { plan } = rename;
  const lines = changedLines(workspace, plan.edits);
  const paths = new Set([...lines, ...plan.problems].map(({ path }) => path));
  const changed = new Set(lines.map(({ path }) => path));
  const decide = (isAccepted: boolean) => names.renaming.decide(isAccepted);
  return (
    <>
      <p className={styles.summary}>
        {plural(plan.edits.length, "place")} in{" "}
        {changed.size === 1 ? plural(lines.length, "line") : plural(changed.size, "file")}
      </p>
      {plan.problems.length > 0 && (
        <ul className={styles.problems} aria-label="What would go wrong">
          {plan.problems.map(({ message, path, span }) => (
            <li key={`${path} ${rangeText(span)} ${message}`}>
              <CodeText text={message} />{" "}
              <span className={styles.place}>{paths.size === 1 ? rangeText(span) : `${path}:${rangeText(span)}`}</span>
            </li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to */}
      <ol className={styles.lines} aria-label="What changes" tabIndex={0}>
        {lines.slice(0, mostLines).map((line) => (
          <li key={line.key}>
            <span className={styles.place}>{paths.size === 1 ? line.line : `${line.path}:${line.line}`}</span>
            <Change line={line} />
          </li>
        ))}
        {lines.length > mostLines && <li className={styles.more}>and {count(lines.length - mostLines)} lines more</li>}
      </ol>
      <div className={styles.actions}>
        <Button className={styles.cancel} onPress={() => decide(false)}>
          Cancel
        </Button>
        <Button autoFocus className={styles.accept} onPress={() => decide(true)}>
          {plan.problems.length > 0 ? "Rename all the same" : "Rename"}
        </Button>
      </div>
    </>
  );
}

/** What a rename would change, before it does. */
export function RenameReview({ workspace, names }: RenameReviewProps) {
  const rename = useStore(names.renaming.waiting);
  return (
    <Dialog
      title={
        rename !== null && (
          <>
            Rename <code className={styles.name}>{rename.from}</code> to{" "}
            <code className={styles.name}>{rename.to}</code>
          </>
        )
      }
      isOpen={rename !== null}
      onClose={() => names.renaming.decide(false)}
    >
      {rename !== null && <Review workspace={workspace} names={names} rename={rename} />}
    </Dialog>
  );
}
