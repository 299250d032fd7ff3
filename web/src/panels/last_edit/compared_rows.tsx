import { useCallback, useMemo, useState } from "react";
import type { ComparedRow, Comparison } from "../../model/engine";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { Grid, type GridColumn } from "../../ui/grid";
import styles from "./last_edit.module.css";

interface Row extends ComparedRow {
  readonly key: number;
}

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

const columns: readonly GridColumn<Row>[] = [
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
  { id: "before", title: "Before", width: "12ch", align: "end", cell: (row) => span(row.before, row.count) },
  { id: "after", title: "After", width: "12ch", align: "end", cell: (row) => span(row.after, row.count) },
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
];

function OneFile({ comparison }: { comparison: Comparison }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = useMemo(() => comparison.rows.map((row, key) => ({ ...row, key })), [comparison]);
  const select = useCallback(({ key }: Row) => setChosen(key), []);
  const { path, same, moved, gone } = comparison;
  return (
    <div className={styles.compared}>
      <p className={styles.options}>
        {`${path}: ${plural(comparison.new, "row")} new, ${count(gone)} gone, ${count(moved)} the same under a new index, ${count(same)} the same`}
      </p>
      <Grid
        label={`Rows of ${path} before and after`}
        minWidth="76ch"
        columns={columns}
        rowCount={rows.length}
        slice={{ first: 0, rows }}
        selected={chosen !== null && chosen < rows.length ? chosen : null}
        reveal={0}
        onSelect={select}
        onActivate={select}
      />
    </div>
  );
}

/** The table of nodes before and after. */
export function ComparedRows({ comparisons }: { comparisons: readonly Comparison[] }) {
  if (comparisons.length === 0)
    return (
      <EmptyState title="No text to compare">
        <p>The edit changed no text that is short enough to compare: a file came, went or was renamed.</p>
      </EmptyState>
    );
  return (
    <>
      {comparisons.map((comparison) => (
        <OneFile key={comparison.path} comparison={comparison} />
      ))}
    </>
  );
}
