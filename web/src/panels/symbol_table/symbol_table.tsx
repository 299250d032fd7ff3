import { useCallback, useMemo } from "react";
import type { Owner, ScopeEntry } from "../../model/names";
import type { NamesView } from "../../model/names_view";
import type { Span } from "../../model/place";
import type { SymbolRow } from "../../model/symbol_rows";
import { CodeText } from "../../ui/code_text";
import { EmptyState } from "../../ui/empty_state";
import { Grid } from "../../ui/grid";
import { PanelBar } from "../../ui/panel_bar";
import { PushButton } from "../../ui/push_button";
import { RangeChip } from "../../ui/range_chip";
import { Swatch } from "../../ui/swatch";
import { useStore } from "../../ui/use_store";
import { symbolColumns } from "./columns";
import { SymbolDetails } from "./details";
import styles from "./symbol_table.module.css";

interface SymbolTableProps {
  names: NamesView;
  onSelect: (span: Span) => void;
  onShow: (span: Span) => void;
  onJump: (span: Span) => void;
  /** Traces the name at a place. */
  onTrace: (span: Span) => void;
}

const none: readonly SymbolRow[] = [];

/** Which scope the name is of, in words; null for one of the scope itself. */
function ownerTitle({ kind, scope }: Owner, entry: (scope: number) => ScopeEntry | null): string | null {
  if (kind === "local") return null;
  if (kind === "unknown" || scope === null) return "no scope of this file";
  const title = entry(scope)?.title ?? "";
  return kind === "declared global" ? `${title}, declared` : title;
}

/** The names of the scope that is shown. The selected one is at the cursor, or was chosen. */
export function SymbolTable({ names, onSelect, onShow, onJump, onTrace }: SymbolTableProps) {
  const { scopes } = names;
  const table = useStore(scopes.table);
  const tree = useStore(scopes.tree);
  const { scope, symbol, isLit } = useStore(scopes.shown);
  const entry = tree?.value.scopes[scope] ?? null;
  const isOfScope = table?.value?.scope === scope;
  const known = isOfScope ? scopes.rows() : none;
  // Titles stand in the rows, so that another tree of scopes is no other columns.
  const rows = useMemo(() => {
    const entries = tree?.value.scopes ?? [];
    return known.map((row) => ({ ...row, ownerTitle: ownerTitle(row.owner, (id) => entries[id] ?? null) }));
  }, [known, tree]);
  const columns = useMemo(() => symbolColumns(onJump, onTrace), [onJump, onTrace]);
  const select = useCallback(
    (row: SymbolRow) => {
      const span = scopes.chooseSymbol(row);
      if (span !== null) onSelect(span);
    },
    [scopes, onSelect],
  );
  const activate = useCallback(
    (row: SymbolRow) => {
      const span = scopes.chooseSymbol(row);
      if (span !== null) onShow(span);
    },
    [scopes, onShow],
  );
  if (entry === null) return null;
  const at = symbol === null ? -1 : rows.findIndex(({ key }) => key === symbol);
  const selected = rows[at];

  return (
    <div className={styles.panel}>
      <PanelBar
        title={
          <>
            <Swatch depth={entry.depth} />
            <span className={styles.title}>
              Names of <CodeText text={entry.title} />
            </span>
          </>
        }
        beside={<RangeChip range={entry.span} onJump={() => onJump(entry.span)} />}
        isLined
      >
        {isLit && <PushButton onPress={() => scopes.putOut()}>Show all of the source</PushButton>}
      </PanelBar>
      {isOfScope && rows.length === 0 && (
        <EmptyState title="No names">
          <p>Nothing is bound or read in this scope. A name shows here as soon as one is.</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <Grid
          label="Symbols"
          minWidth="70ch"
          columns={columns}
          rowCount={rows.length}
          slice={{ first: 0, rows }}
          selected={at < 0 ? null : at}
          reveal={at}
          onSelect={select}
          onActivate={activate}
        />
      )}
      {selected !== undefined && (
        <SymbolDetails row={selected} owner={selected.ownerTitle} onJump={onJump} onTrace={onTrace} />
      )}
    </div>
  );
}
