import { nodeKinds, roles } from "../../generated/syntax";
import type { Span } from "../../model/place";
import type { NodeRow } from "../../model/results";
import type { GridColumn } from "../../ui/grid";
import { NodeKind } from "../../ui/node_kind";
import { RangeChip } from "../../ui/range_chip";
import { rangeText } from "../../ui/range_text";
import { isWiderThan } from "../../ui/text_width";
import styles from "./node_table.module.css";

export interface NodeActions {
  /** Shows the source of a range. */
  readonly jump: (span: Span) => void;
  readonly selectNode: (node: number) => void;
}

/** Words first and numbers behind them, since a narrow table shows the first. `digits`: of the highest index in it. */
export function nodeColumns(digits: number, { jump, selectNode }: NodeActions): GridColumn<NodeRow>[] {
  const number = `${Math.max(digits, 2)}ch`;
  return [
    {
      id: "index",
      title: "#",
      width: number,
      align: "end",
      cell: (row) => <span className={styles.faint}>{row.index}</span>,
    },
    {
      id: "kind",
      title: "Kind",
      width: "minmax(24ch, 1fr)",
      mayOverflow: ({ depth, kind }) => isWiderThan(nodeKinds[kind]?.name ?? "", 24 - 2 * depth),
      cell: (row) => <NodeKind {...row} />,
    },
    { id: "role", title: "Role", width: "13ch", cell: (row) => <span className={styles.soft}>{roles[row.role]}</span> },
    {
      id: "payload",
      title: "Payload",
      width: "minmax(13ch, 0.5fr)",
      mayOverflow: ({ payload, flagNames }) => isWiderThan(`${payload} ${flagNames}`, 13),
      cell: ({ payload, flagNames }) => (
        <>
          {payload} <span className={styles.faint}>{flagNames}</span>
        </>
      ),
    },
    {
      id: "source",
      title: "Source",
      width: "minmax(20ch, 2fr)",
      mayOverflow: ({ source }) => isWiderThan(source, 20),
      cell: (row) => <span className={styles.source}>{row.source}</span>,
    },
    {
      id: "range",
      title: "Range",
      width: "minmax(12ch, 0.3fr)",
      mayOverflow: ({ span }) => isWiderThan(rangeText(span), 12),
      cell: (row) => <RangeChip range={row.span} onJump={() => jump(row.span)} inGrid />,
      activate: (row) => jump(row.span),
    },
    {
      id: "parent",
      title: "Parent",
      width: `max(6ch, ${number})`,
      align: "end",
      cell: ({ parent }) =>
        parent === null ? (
          <span className={styles.faint}>–</span>
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={styles.parent}
            onClick={(event) => {
              event.stopPropagation();
              selectNode(parent);
            }}
          >
            {parent}
          </button>
        ),
      activate: ({ parent }) => {
        if (parent !== null) selectNode(parent);
      },
    },
    {
      id: "size",
      title: "Size",
      width: `max(5ch, ${number})`,
      align: "end",
      cell: (row) => <span className={styles.soft}>{row.subtreeEnd - row.index}</span>,
    },
  ];
}
