import { useCallback, useMemo } from "react";
import type { Span } from "../../model/place";
import type { CheckedFile, Diagnostic, Fix } from "../../model/results";
import type { Workspace } from "../../model/workspace";
import { CodeText } from "../../ui/code_text";
import { count } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { Grid, type GridColumn } from "../../ui/grid";
import { Icon } from "../../ui/icon";
import { RangeChip } from "../../ui/range_chip";
import { rangeText } from "../../ui/range_text";
import { isWiderThan } from "../../ui/text_width";
import { useStore } from "../../ui/use_store";
import { Message } from "./message";
import styles from "./problems.module.css";

interface ProblemsProps {
  workspace: Workspace;
  onSelect: (span: Span) => void;
  onJump: (span: Span) => void;
  onFix: (fix: Fix) => void;
}

/** A problem, or another place that explains the one above it. */
interface ProblemRow {
  readonly span: Span;
  readonly message: string;
  /** Null for a related place. */
  readonly problem: Diagnostic | null;
}

function rowsOf(checked: CheckedFile | undefined): ProblemRow[] {
  return (checked?.diagnostics ?? []).flatMap((problem) => [
    { span: problem.range, message: problem.message, problem },
    ...problem.related.map(({ range, message }) => ({ span: range, message, problem: null })),
  ]);
}

function problemColumns(jump: (span: Span) => void, apply: (fix: Fix) => void): GridColumn<ProblemRow>[] {
  return [
    {
      id: "range",
      title: "Range",
      width: "11ch",
      mayOverflow: ({ span }) => isWiderThan(rangeText(span), 11),
      cell: (row) => <RangeChip range={row.span} onJump={() => jump(row.span)} inGrid />,
    },
    {
      id: "message",
      title: "Problem",
      width: "minmax(0, auto)",
      mayOverflow: () => true,
      cell: ({ problem, message }) => <Message text={message} severity={problem?.severity ?? null} />,
    },
    {
      id: "fix",
      title: "Fix",
      // Of the two it is the message that keeps its room.
      width: "minmax(34px, 1fr)",
      mayOverflow: () => true,
      cell: ({ problem }) => {
        const fix = problem?.fix;
        return fix && <FixButton fix={fix} onApply={apply} />;
      },
      activate: ({ problem }) => {
        if (problem?.fix) apply(problem.fix);
      },
    },
  ];
}

function FixButton({ fix, onApply }: { fix: Fix; onApply: (fix: Fix) => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.fix}
      title={fix.title}
      onClick={(event) => {
        event.stopPropagation();
        onApply(fix);
      }}
    >
      <Icon name="check" />
      <span>
        <CodeText text={fix.title} />
      </span>
    </button>
  );
}

/** What is wrong with the open file, in the order of its text. */
export function Problems({ workspace, onSelect, onJump, onFix }: ProblemsProps) {
  const active = useStore(workspace.active);
  const checked = useStore(workspace.checked).get(active ?? -1);
  const focus = useStore(workspace.focus);
  const rows = useMemo(() => rowsOf(checked), [checked]);
  const columns = useMemo(() => problemColumns(onJump, onFix), [onJump, onFix]);
  const select = useCallback(
    (row: ProblemRow) => {
      workspace.focusText(row.span);
      onSelect(row.span);
    },
    [workspace, onSelect],
  );
  const activate = useCallback((row: ProblemRow) => onJump(row.span), [onJump]);

  if (checked === undefined) return null;
  if (active !== null && workspace.file(active)?.origin === "library")
    return (
      <EmptyState title="From the standard library, read-only">
        <p>
          This is a stub: it tells the checker what the library has, and is not checked itself. Its names can be
          followed further. Close its tab to put it away.
        </p>
      </EmptyState>
    );
  if (rows.length === 0)
    return (
      <EmptyState title="No problems">
        <p>
          Whatever is wrong with the open file stands here, with the place it is at. Take a colon or a bracket away to
          see it happen.
        </p>
      </EmptyState>
    );
  const at = focus?.at === "text" ? rows.findIndex((row) => sameStart(row.span, focus.span)) : -1;
  return (
    <div className={styles.panel}>
      <Grid
        label="Problems"
        columns={columns}
        rowCount={rows.length}
        slice={{ first: 0, rows }}
        selected={at < 0 ? null : at}
        reveal={0}
        onSelect={select}
        onActivate={activate}
        hasHeader={false}
      />
      {checked.omitted > 0 && (
        <p className={styles.omitted}>and {count(checked.omitted)} more, which show once these are gone</p>
      )}
    </div>
  );
}

function sameStart(a: Span, b: Span): boolean {
  return a.start.line === b.start.line && a.start.column === b.start.column;
}
