import { useCallback, useMemo } from "react";
import { nodeKinds, roles } from "../../generated/syntax";
import type { DefinitionPeek as Peek } from "../../model/definition_peek";
import type { ListedScope } from "../../model/names";
import type { NodeRow } from "../../model/results";
import { count, plural } from "../../ui/counts";
import { EmptyState } from "../../ui/empty_state";
import { Grid, type GridColumn } from "../../ui/grid";
import { NodeKind } from "../../ui/node_kind";
import { PanelBar } from "../../ui/panel_bar";
import { PushButton } from "../../ui/push_button";
import { rangeText } from "../../ui/range_text";
import { isWiderThan } from "../../ui/text_width";
import { Tree } from "../../ui/tree";
import { keyed } from "../../ui/tree_rows";
import { useStore } from "../../ui/use_store";
import styles from "./definition_peek.module.css";

interface DefinitionPeekProps {
  peek: Peek;
}

function itemOf(entry: ListedScope) {
  const name = entry.name || entry.kind;
  return { entry, depth: entry.depth, name, text: entry.name === "" ? entry.kind : `${entry.name}, ${entry.kind}` };
}

const columns: GridColumn<NodeRow>[] = [
  {
    id: "kind",
    title: "Kind",
    width: "minmax(22ch, 1fr)",
    mayOverflow: ({ depth, kind }) => isWiderThan(nodeKinds[kind]?.name ?? "", 22 - 2 * depth),
    cell: (row) => <NodeKind {...row} />,
  },
  { id: "role", title: "Role", width: "11ch", cell: (row) => <span className={styles.soft}>{roles[row.role]}</span> },
  {
    id: "source",
    title: "Source",
    width: "minmax(18ch, 2fr)",
    mayOverflow: ({ source }) => isWiderThan(source, 18),
    cell: (row) => <span className={styles.soft}>{row.source}</span>,
  },
  {
    id: "range",
    title: "Range",
    width: "14ch",
    mayOverflow: ({ span }) => isWiderThan(rangeText(span), 14),
    cell: (row) => <span className={styles.soft}>{rangeText(row.span)}</span>,
  },
];

function nothing() {
  // The rows are only looked at.
}

/** The scopes of a file that need not be shown, and the syntax of the one that is chosen. */
export function DefinitionPeek({ peek }: DefinitionPeekProps) {
  const peeked = useStore(peek.peeked);
  const scopes = useStore(peek.scopes);
  const nodes = useStore(peek.nodes);
  const items = useMemo(
    () => keyed((scopes?.value ?? []).map(itemOf), ({ entry }) => `${entry.kind} ${entry.name}`),
    [scopes],
  );
  type Item = (typeof items)[number];
  const choose = useCallback(({ entry }: Item) => peek.choose(entry), [peek]);
  const render = useCallback(
    ({ entry }: Item) => (
      <>
        {entry.name || entry.kind} {entry.name !== "" && <span className={styles.faint}>{entry.kind}</span>}
      </>
    ),
    [],
  );
  if (peeked === null) return null;
  const shown = nodes?.about === String(peeked.scope) ? nodes.value : null;
  const entry = peek.entry();
  const cut = shown !== null && shown.rows.length < shown.rowCount ? `, of which the first ${shown.rows.length}` : "";
  return (
    <section className={styles.panel} aria-label={`Inside ${peeked.path}`}>
      <PanelBar
        title={`Inside ${peeked.path}`}
        beside={shown !== null && entry !== null && `${itemOf(entry).text}: ${count(shown.rowCount)} nodes${cut}`}
        isLined
      >
        <PushButton onPress={() => peek.close()}>Close</PushButton>
      </PanelBar>
      <div className={styles.body}>
        {scopes !== null && (
          <Tree
            label={`Scopes of ${peeked.path}`}
            items={items}
            selected={peeked.scope}
            reveal={peeked.path}
            render={render}
            onSelect={choose}
          />
        )}
        {shown !== null ? (
          <Grid
            label="Nodes of the definition"
            minWidth="70ch"
            columns={columns}
            rowCount={shown.rows.length}
            slice={{ first: 0, rows: shown.rows }}
            selected={null}
            reveal={0}
            onSelect={nothing}
            onActivate={nothing}
          />
        ) : (
          <EmptyState title={`${plural(items.length, "scope")}, known without a tree`}>
            <p>
              Choose one to see its syntax. If the file's tree has been freed, that definition alone is parsed for it:
              “In part” counts one more.
            </p>
          </EmptyState>
        )}
      </div>
    </section>
  );
}
