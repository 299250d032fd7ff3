import { useCallback, useMemo } from "react";
import { tokenKinds } from "../../generated/syntax";
import type { Span } from "../../model/place";
import type { TokenRow } from "../../model/results";
import type { RowWindow, Workspace } from "../../model/workspace";
import { Grid, type GridColumn } from "../../ui/grid";
import { RangeChip } from "../../ui/range_chip";
import { rangeText } from "../../ui/range_text";
import { isWiderThan } from "../../ui/text_width";
import { useStore } from "../../ui/use_store";
import styles from "./token_table.module.css";

interface TokenTableProps {
  workspace: Workspace;
  onSelect: (span: Span) => void;
  onJump: (span: Span) => void;
}

// Otherwise a line break would show as nothing at all.
// A map, for a token may be `constructor`.
const visible: ReadonlyMap<string, string> = new Map([
  ["\r\n", "↵"],
  ["\n", "↵"],
  ["\r", "↵"],
  ["\t", "→"],
  ["\f", "↡"],
]);

function Source({ text }: { text: string }) {
  return text.split(/(\r\n|[\n\r\t\f])/).map((piece, place) => {
    const sign = visible.get(piece);
    return sign === undefined ? (
      piece
    ) : (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name
        key={place}
        className={styles.faint}
      >
        {sign}
      </span>
    );
  });
}

function tokenColumns(digits: number, jump: (span: Span) => void): GridColumn<TokenRow>[] {
  return [
    {
      id: "index",
      title: "#",
      width: `${Math.max(digits, 2)}ch`,
      align: "end",
      cell: (row) => <span className={styles.faint}>{row.index}</span>,
    },
    {
      id: "kind",
      title: "Kind",
      width: "20ch",
      cell: ({ kind }) => (
        <span className={styles.kind} data-group={tokenKinds[kind]?.group}>
          {tokenKinds[kind]?.name}
        </span>
      ),
    },
    {
      id: "range",
      title: "Range",
      width: "16ch",
      mayOverflow: ({ span }) => isWiderThan(rangeText(span), 16),
      cell: (row) => <RangeChip range={row.span} onJump={() => jump(row.span)} inGrid />,
      activate: (row) => jump(row.span),
    },
    {
      id: "source",
      title: "Source",
      width: "minmax(24ch, 1fr)",
      mayOverflow: ({ source }) => isWiderThan(source, 24),
      cell: (row) => <Source text={row.source} />,
    },
  ];
}

/** The open file's tokens, comments and line breaks included. The selected one is at the cursor. */
export function TokenTable({ workspace, onSelect, onJump }: TokenTableProps) {
  const table = useStore(workspace.tokens);
  const digits = String(table?.rowCount ?? 0).length;
  const columns = useMemo(() => tokenColumns(digits, onJump), [digits, onJump]);
  const select = useCallback(
    (row: TokenRow) => {
      workspace.focusText(row.span);
      onSelect(row.span);
    },
    [workspace, onSelect],
  );
  const activate = useCallback((row: TokenRow) => onJump(row.span), [onJump]);
  const show = useCallback((rows: RowWindow) => workspace.showRows(rows), [workspace]);
  if (table === null) return null;
  return (
    <Grid
      label="Tokens"
      columns={columns}
      rowCount={table.rowCount}
      slice={table.slice}
      selected={table.selectedRow}
      reveal={table.reveal}
      onSelect={select}
      onActivate={activate}
      onWindow={show}
    />
  );
}
