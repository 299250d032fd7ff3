import { useMemo } from "react";
import type { ComparedRow, Comparison } from "../../model/engine";
import type { Workspace } from "../../model/workspace";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { Grid, type GridColumn } from "../../ui/grid";
import { RangeChip } from "../../ui/range_chip";
import { rangeText } from "../../ui/range_text";
import { isWiderThan } from "../../ui/text_width";
import styles from "./last_edit.module.css";
import { type Compared, type PlaceActions, useCompared } from "./use_compared";

type Row = ComparedRow & Compared;

const span = (first: number | null, length: number): string => {
  if (first === null) return "";
  return length === 1 ? count(first) : `${count(first)}–${count(first + length - 1)}`;
};

function words({ state, before, after, count: length }: ComparedRow): string {
  if (state === "same") return `${plural(length, "row")} the same`;
  const by = (after ?? 0) - (before ?? 0);
  return `${plural(length, "row")} the same, ${count(Math.abs(by))} ${by > 0 ? "further down" : "further up"}`;
}

const stateWords = { same: "same", moved: "same, moved", gone: "gone", new: "new" } as const;

const columnsOf = (jump: (row: Row) => void): GridColumn<Row>[] => [
  {
    id: "state",
    title: "State",
    width: "12ch",
    cell: ({ state }) => (
      <span className={styles.change} data-change={state}>
        {stateWords[state]}
      </span>
    ),
  },
  {
    id: "before",
    title: "Before",
    hint: "Index in the old table",
    width: "12ch",
    align: "end",
    cell: (row) => span(row.before, row.count),
  },
  {
    id: "after",
    title: "After",
    hint: "Index in the new table",
    width: "12ch",
    align: "end",
    cell: (row) => span(row.after, row.count),
  },
  {
    id: "kind",
    title: "Kind",
    width: "16ch",
    cell: ({ kind }) => kind ?? "",
  },
  {
    id: "row",
    title: "Row",
    width: "minmax(24ch, 1fr)",
    mayOverflow: () => true,
    cell: (row) =>
      row.kind === undefined ? (
        <span className={styles.faint}>{words(row)}</span>
      ) : (
        <>
          {row.payload !== "" && <span className={styles.payload}>{row.payload}</span>}
          <span className={styles.faint}>{row.source}</span>
        </>
      ),
  },
  {
    id: "range",
    title: "Range",
    width: "12ch",
    mayOverflow: ({ span: place }) => place !== null && isWiderThan(rangeText(place), 12),
    cell: (row) => row.span !== null && <RangeChip range={row.span} onJump={() => jump(row)} inGrid />,
    activate: jump,
  },
];

interface ComparedRowsProps extends PlaceActions {
  workspace: Workspace;
  comparisons: readonly Comparison[];
}

function OneFile({
  comparison,
  workspace,
  ...actions
}: PlaceActions & { comparison: Comparison; workspace: Workspace }) {
  const { path, same, moved, gone, rowsOmitted } = comparison;
  const rows = useMemo(
    () => comparison.rows.map((row) => ({ ...row, span: row.span ?? null, path: comparison.path })),
    [comparison],
  );
  const { select, jump, selected } = useCompared<Row>(workspace, rows, actions);
  const columns = useMemo(() => columnsOf(jump), [jump]);
  return (
    <div className={styles.compared}>
      <p className={styles.options}>
        {`${path}: ${plural(comparison.new, "row")} new, ${count(gone)} gone, ${count(moved)} the same under a new index, ${count(same)} the same`}
        {rowsOmitted > 0 && `; ${plural(rowsOmitted, "line")} of this list left out`}
      </p>
      <Grid
        label={`Rows of ${path} before and after`}
        minWidth="88ch"
        columns={columns}
        rowCount={rows.length}
        slice={{ first: 0, rows }}
        selected={selected}
        reveal={selected ?? 0}
        onSelect={select}
        onActivate={jump}
      />
    </div>
  );
}

/** The table of nodes before and after. */
export function ComparedRows({ comparisons, ...shared }: ComparedRowsProps) {
  if (comparisons.length === 0)
    return (
      <EmptyState title="No text to compare">
        <p>The edit changed no text that is short enough to compare: a file came, went or was renamed.</p>
      </EmptyState>
    );
  return (
    <>
      {comparisons.map((comparison) => (
        <OneFile key={comparison.path} comparison={comparison} {...shared} />
      ))}
    </>
  );
}
