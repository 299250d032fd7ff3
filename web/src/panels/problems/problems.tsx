import { useCallback, useMemo, useState } from "react";
import { rules } from "../../generated/syntax";
import { freshnessOfCheck } from "../../model/freshness";
import { languageOf } from "../../model/languages";
import type { Span } from "../../model/place";
import { type ProblemRow, problemCounts, problemRows } from "../../model/problem_rows";
import type { Diagnostic, Fix, Severity } from "../../model/results";
import { rowAtFocus } from "../../model/row_at_focus";
import type { RulePages } from "../../model/rule_pages";
import type { Settings } from "../../model/settings";
import type { Workspace } from "../../model/workspace";
import { CodeText } from "../../ui/code_text";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { FreshnessMark } from "../../ui/freshness";
import { Grid, type GridColumn } from "../../ui/grid";
import { Icon } from "../../ui/icon";
import { RangeChip } from "../../ui/range_chip";
import { rangeText } from "../../ui/range_text";
import { isWiderThan } from "../../ui/text_width";
import { Toggle } from "../../ui/toggle";
import { useDerived, useStore } from "../../ui/use_store";
import { Message } from "./message";
import styles from "./problems.module.css";

interface ProblemsProps {
  workspace: Workspace;
  settings: Settings;
  /** Null where there is no room for them. */
  pages: RulePages | null;
  onSelect: (span: Span) => void;
  onJump: (span: Span) => void;
  /** Null where all is only read. */
  onFix: ((fix: Fix) => void) | null;
  /** Null where nothing is reduced. */
  onReduce: ((problem: Diagnostic) => void) | null;
}

// Where room is short, the rule's name gives way first, then the fix and the path, and what one reads first comes last: so
// far apart that none loses a pixel as long as the one before has any to give, and no farther than a sum of them can tell.
const widths = { message: "0 1 auto", path: "0 1e5 auto", fix: "0 1e5 auto", rule: "1 1e10 auto" };

type Act = (row: ProblemRow) => void;

interface Acts {
  readonly jump: Act;
  readonly explain: Act;
  readonly fix: Act | null;
  readonly reduce: Act | null;
}

function problemColumns({ jump, explain, fix, reduce }: Acts, hasPaths: boolean): GridColumn<ProblemRow>[] {
  return [
    {
      id: "range",
      title: "Range",
      width: "0 0 11ch",
      mayOverflow: ({ span }) => isWiderThan(rangeText(span), 11),
      cell: (row) => <RangeChip range={row.span} onJump={() => jump(row)} inGrid />,
    },
    {
      id: "message",
      title: "Problem",
      width: widths.message,
      mayOverflow: () => true,
      cell: ({ problem, message }) => <Message text={message} severity={problem?.severity ?? null} />,
    },
    ...(hasPaths ? [pathColumn] : []),
    ...(fix === null ? [] : [fixColumn(fix)]),
    {
      id: "rule",
      title: "Rule",
      width: widths.rule,
      align: "end",
      mayOverflow: () => true,
      cell: (row) =>
        row.problem !== null &&
        isExplained(row) && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.rule}
            title={`What ${row.problem.rule} is about`}
            onClick={(event) => {
              event.stopPropagation();
              explain(row);
            }}
          >
            {row.problem.rule}
          </button>
        ),
      activate: explain,
    },
    ...(reduce === null ? [] : [reduceColumn(reduce)]),
  ];
}

function fixColumn(fix: Act): GridColumn<ProblemRow> {
  return {
    id: "fix",
    title: "Fix",
    width: widths.fix,
    mayOverflow: () => true,
    cell: (row) => {
      const its = row.problem?.fix;
      return its && <FixButton fix={its} onApply={() => fix(row)} />;
    },
    activate: fix,
  };
}

/** Quiet: seen on the row that one is at. */
function reduceColumn(reduce: Act): GridColumn<ProblemRow> {
  return {
    id: "reduce",
    title: "Reduce",
    width: "0 0 18px",
    cell: (row) =>
      isReducible(row) && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.reduce}
          aria-label="Reduce"
          title="Reduce the project to this problem"
          onClick={(event) => {
            event.stopPropagation();
            reduce(row);
          }}
        >
          <Icon name="reduce" />
        </button>
      ),
    activate: reduce,
  };
}

const isReducible = ({ problem, path }: ProblemRow): boolean => problem !== null && languageOf(path) === "python";

const pathColumn: GridColumn<ProblemRow> = {
  id: "path",
  title: "File",
  width: widths.path,
  mayOverflow: () => true,
  cell: ({ path, problem }) => problem !== null && <span className={styles.path}>{path}</span>,
};

const isExplained = ({ problem }: ProblemRow): boolean => rules.some(({ id }) => id === problem?.rule);

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

const severities: readonly (readonly [Severity, string])[] = [
  ["error", "error"],
  ["warning", "warning"],
  ["info", "note"],
];

/** How far they are those of the present text. */
function Freshness({ workspace }: { workspace: Workspace }) {
  useStore(workspace.active);
  useStore(workspace.checked);
  useStore(workspace.checker);
  useStore(workspace.edits);
  const freshness = freshnessOfCheck(workspace);
  return freshness && <FreshnessMark {...freshness} />;
}

interface BarProps {
  workspace: Workspace;
  settings: Settings;
  counts: Readonly<Record<Severity, number>>;
  words: string;
  onWords: (words: string) => void;
}

/** Lower than other panels' bars, and never two lines: the panel has room for a few rows only. */
function Bar({ workspace, settings, counts, words, onWords }: BarProps) {
  const { allProblems } = useStore(settings.choices);
  const told = severities.flatMap(([severity, name]) => (counts[severity] > 0 ? [plural(counts[severity], name)] : []));
  return (
    <div className={styles.bar}>
      <h2>Problems</h2>
      <span className={styles.counts}>{told.join(", ")}</span>
      <input
        type="search"
        aria-label="Only problems with these words"
        placeholder="Filter"
        value={words}
        onChange={(event) => onWords(event.target.value)}
      />
      <Toggle isOn={allProblems} onChange={(isOn) => settings.choose({ allProblems: isOn })}>
        All files
      </Toggle>
      <Freshness workspace={workspace} />
    </div>
  );
}

interface NoneProps {
  isStub: boolean;
  isFiltered: boolean;
  isOfAll: boolean;
}

function None({ isStub, isFiltered, isOfAll }: NoneProps) {
  if (isFiltered)
    return (
      <EmptyState title="None with these words">
        <p>Messages, rules, severities and paths are looked through.</p>
      </EmptyState>
    );
  if (isStub)
    return (
      <EmptyState title="From the standard library, read-only">
        <p>
          This is a stub: it tells the checker what the library has, and is not checked itself. Its names can be
          followed further. Close its tab to put it away.
        </p>
      </EmptyState>
    );
  return (
    <EmptyState title="No problems">
      <p>
        {`Whatever is wrong with ${isOfAll ? "a file of the project" : "the open file"} stands here, with the place it is at. `}
        Take a colon or a bracket away to see it happen.
      </p>
    </EmptyState>
  );
}

/** What is wrong with the open file or with all, in the order of their texts. */
export function Problems({ workspace, settings, pages, onSelect, onJump, onFix, onReduce }: ProblemsProps) {
  const active = useStore(workspace.active);
  const tabs = useStore(workspace.tabs);
  const checked = useStore(workspace.checked);
  const { allProblems } = useStore(settings.choices);
  const isAsked = useStore(workspace.picks) !== null;
  const checker = useStore(workspace.checker);
  const canFix = onFix !== null && checker.is !== "paused";
  const [words, setWords] = useState("");
  const files = useMemo(
    () => tabs.filter(({ id, origin }) => (allProblems ? origin === "page" : id === active)),
    [tabs, active, allProblems],
  );
  const rows = useMemo(() => problemRows(files, checked, words), [files, checked, words]);
  const at = useDerived(workspace.focus, (focus) => rowAtFocus(focus, rows, ({ file }) => file === active));
  const counts = useMemo(() => problemCounts(files, checked), [files, checked]);
  const columns = useMemo(() => {
    const to = ({ file }: ProblemRow) => workspace.activate(file);
    const jump = (row: ProblemRow) => {
      to(row);
      onJump(row.span);
    };
    const fix = (row: ProblemRow) => {
      // Of an older text it would edit the wrong place; those of the present one are on their way.
      const isFresh = workspace.checked.get().get(row.file)?.version === workspace.file(row.file)?.version;
      if (!row.problem?.fix || !isFresh) return;
      to(row);
      onFix?.(row.problem.fix);
    };
    const explain = ({ problem }: ProblemRow) => problem !== null && void pages?.show(problem.rule);
    const reduce = (row: ProblemRow) => {
      if (row.problem === null || !isReducible(row)) return;
      to(row);
      onReduce?.(row.problem);
    };
    return problemColumns({ jump, explain, fix: canFix ? fix : null, reduce: onReduce && reduce }, allProblems);
  }, [workspace, pages, onJump, onFix, onReduce, canFix, allProblems]);
  const select = useCallback(
    (row: ProblemRow) => {
      workspace.activate(row.file);
      workspace.focusText(row.span);
      onSelect(row.span);
    },
    [workspace, onSelect],
  );
  const activate = useCallback(
    (row: ProblemRow) => {
      workspace.activate(row.file);
      onJump(row.span);
    },
    [workspace, onJump],
  );

  if (isAsked)
    return (
      <EmptyState title="Which one is it?">
        <p>What is wrong with the source, if anything is, stands here once the question has been answered.</p>
      </EmptyState>
    );
  if (!allProblems && checked.get(active ?? -1) === undefined) return null;
  const isStub = !allProblems && active !== null && workspace.file(active)?.origin === "library";
  return (
    <div className={styles.panel}>
      <Bar workspace={workspace} settings={settings} counts={counts.of} words={words} onWords={setWords} />
      {rows.length === 0 ? (
        <None isStub={isStub} isFiltered={words.trim() !== ""} isOfAll={allProblems} />
      ) : (
        <Grid
          label="Problems"
          columns={columns}
          rowCount={rows.length}
          slice={{ first: 0, rows }}
          selected={at}
          reveal={0}
          onSelect={select}
          onActivate={activate}
          hasHeader={false}
          isRagged
        />
      )}
      {counts.omitted > 0 && (
        <p className={styles.omitted}>and {count(counts.omitted)} more, which show once these are gone</p>
      )}
    </div>
  );
}
