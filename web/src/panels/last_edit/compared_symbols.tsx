import { useMemo } from "react";
import type { ComparedSymbol, Comparison } from "../../model/engine";
import type { Workspace } from "../../model/workspace";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { Grid, type GridColumn } from "../../ui/grid";
import { RangeChip } from "../../ui/range_chip";
import styles from "./last_edit.module.css";
import { type Compared, type PlaceActions, useCompared } from "./use_compared";

type Row = ComparedSymbol & Compared;

const stateWords = { moved: "same, moved", changed: "changed", gone: "gone", new: "new" } as const;
const number = (value: number | null): string => (value === null ? "" : count(value));

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
  { id: "name", title: "Name", width: "minmax(14ch, 1fr)", mayOverflow: () => true, cell: ({ name }) => name },
  {
    id: "scope",
    title: "Scope",
    width: "minmax(16ch, 1fr)",
    mayOverflow: () => true,
    cell: ({ scope, path }) => <span className={styles.faint}>{`${scope} of ${path}`}</span>,
  },
  { id: "before", title: "Before", width: "8ch", align: "end", cell: ({ before }) => number(before) },
  { id: "after", title: "After", width: "8ch", align: "end", cell: ({ after }) => number(after) },
  {
    id: "range",
    title: "First at",
    width: "12ch",
    cell: (row) => row.span !== null && <RangeChip range={row.span} onJump={() => jump(row)} inGrid />,
    activate: jump,
  },
];

interface ComparedSymbolsProps extends PlaceActions {
  workspace: Workspace;
  comparisons: readonly Comparison[];
}

/** The symbols of all scopes before and after. */
export function ComparedSymbols({ comparisons, workspace, ...actions }: ComparedSymbolsProps) {
  const rows = useMemo(
    () => comparisons.flatMap(({ path, symbols }) => symbols.map((symbol) => ({ ...symbol, path }))),
    [comparisons],
  );
  const { select, jump, selected } = useCompared<Row>(workspace, rows, actions);
  const columns = useMemo(() => columnsOf(jump), [jump]);
  const omitted = comparisons.reduce((total, { symbolsOmitted }) => total + symbolsOmitted, 0);
  const same = comparisons.reduce((total, { symbolsSame }) => total + symbolsSame, 0);
  if (rows.length === 0)
    return (
      <EmptyState title="No symbol changed">
        <p>{`${plural(same, "symbol")} of the edited file${same === 1 ? " is" : "s are"} what they were, by flags, owner and number.`}</p>
      </EmptyState>
    );
  return (
    <div className={styles.compared}>
      <p className={styles.options}>
        {`${plural(same, "symbol")} the same`}
        {omitted > 0 && `; ${plural(omitted, "symbol")} more not listed`}
      </p>
      <Grid
        label="Symbols before and after"
        minWidth="72ch"
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
