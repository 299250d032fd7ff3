import { useCallback, useEffect, useMemo, useRef } from "react";
import { nodeKinds } from "../../generated/syntax";
import type { Span } from "../../model/place";
import { isAncestor, type NodeRow } from "../../model/results";
import type { RowWindow, Workspace } from "../../model/workspace";
import { EmptyState } from "../../ui/empty_state";
import { Grid } from "../../ui/grid";
import { useStore } from "../../ui/use_store";
import { Ancestors } from "./ancestors";
import { nodeColumns } from "./columns";
import { KindFilter } from "./kind_filter";
import styles from "./node_table.module.css";

interface NodeTableProps {
  workspace: Workspace;
  /** Selects the range in the editor, leaving the keyboard where it is. */
  onSelect: (span: Span) => void;
  /** Selects it and takes the keyboard there. */
  onJump: (span: Span) => void;
}

/** The open file's table of nodes. Its selected row is the node that the cursor stands in. */
export function NodeTable({ workspace, onSelect, onJump }: NodeTableProps) {
  const table = useStore(workspace.nodes);
  const { kinds } = useStore(workspace.view);
  const selected = table?.selected ?? null;
  const digits = String(table?.rowCount ?? 0).length;

  // The range of a row that is not on the screen comes with the checker's answer, and with it that of all others.
  const awaited = useRef<number | null>(null);
  const selectNode = useCallback(
    (node: number) => {
      awaited.current = node;
      workspace.focusNode(node);
    },
    [workspace],
  );
  useEffect(() => {
    if (selected === null || selected.node !== awaited.current) return;
    awaited.current = null;
    onSelect(selected.span);
  }, [selected, onSelect]);

  const columns = useMemo(() => nodeColumns(digits, { jump: onJump, selectNode }), [digits, onJump, selectNode]);
  const select = useCallback((row: NodeRow) => selectNode(row.index), [selectNode]);
  const activate = useCallback((row: NodeRow) => onJump(row.span), [onJump]);
  const filter = useCallback((chosen: ReadonlySet<number>) => workspace.showKinds(chosen), [workspace]);
  const show = useCallback((rows: RowWindow) => workspace.showRows(rows), [workspace]);

  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <Ancestors selected={selected} onSelect={selectNode} />
        <KindFilter kinds={kinds} onChange={filter} />
      </div>
      {table !== null && table.rowCount > 0 && (
        <Grid
          label="Nodes"
          minWidth="116ch"
          columns={columns}
          rowCount={table.rowCount}
          slice={table.slice}
          selected={selected?.row ?? null}
          reveal={table.reveal}
          isLit={(row) => selected !== null && isAncestor(row, selected.node)}
          onSelect={select}
          onActivate={activate}
          onWindow={show}
        />
      )}
      {table?.rowCount === 0 && (
        <EmptyState title={`No ${[...kinds].map((kind) => nodeKinds[kind]?.name).join(" or ")} in this file`}>
          <p>Only the kinds chosen above are shown. Clear the choice to see every node.</p>
        </EmptyState>
      )}
    </div>
  );
}
