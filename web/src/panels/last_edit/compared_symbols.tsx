import { useCallback, useMemo, useState } from "react";
import type { ComparedSymbol, Comparison } from "../../model/engine";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { Grid, type GridColumn } from "../../ui/grid";
import styles from "./last_edit.module.css";

interface Row extends ComparedSymbol {
  readonly path: string;
  readonly key: number;
}

const stateWords = { moved: "same, moved", changed: "changed", gone: "gone", new: "new" } as const;
const number = (value: number | null): string => (value === null ? "" : count(value));

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
];

/** The symbols of all scopes before and after. */
export function ComparedSymbols({ comparisons }: { comparisons: readonly Comparison[] }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = useMemo(
    () =>
      comparisons
        .flatMap(({ path, symbols }) => symbols.map((symbol) => ({ ...symbol, path })))
        .map((symbol, key) => ({ ...symbol, key })),
    [comparisons],
  );
  const select = useCallback(({ key }: Row) => setChosen(key), []);
  const same = comparisons.reduce((total, { symbolsSame }) => total + symbolsSame, 0);
  if (rows.length === 0)
    return (
      <EmptyState title="No symbol changed">
        <p>{`${plural(same, "symbol")} of the edited file${same === 1 ? " is" : "s are"} what they were, by flags, owner and number.`}</p>
      </EmptyState>
    );
  return (
    <div className={styles.compared}>
      <p className={styles.options}>{`${plural(same, "symbol")} the same`}</p>
      <Grid
        label="Symbols before and after"
        minWidth="60ch"
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
