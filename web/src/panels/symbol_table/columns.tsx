import type { Span } from "../../model/place";
import { firstSpan, type SymbolRow } from "../../model/symbol_rows";
import { CodeText } from "../../ui/code_text";
import type { GridColumn } from "../../ui/grid";
import { NameChip } from "../../ui/name_chip";
import { RangeChip } from "../../ui/range_chip";
import { isWiderThan } from "../../ui/text_width";
import styles from "./symbol_table.module.css";

function Places({ entries, jump }: { entries: readonly { readonly span: Span }[]; jump: (span: Span) => void }) {
  const [first] = entries;
  if (first === undefined) return <span className={styles.faint}>–</span>;
  return (
    <>
      <RangeChip range={first.span} onJump={() => jump(first.span)} inGrid />
      {entries.length > 1 && <span className={styles.faint}>{` +${entries.length - 1}`}</span>}
    </>
  );
}

export interface ShownSymbol extends SymbolRow {
  /** Null for a local. */
  readonly ownerTitle: string | null;
}

export function symbolColumns(jump: (span: Span) => void, trace: (span: Span) => void): GridColumn<ShownSymbol>[] {
  const jumpToFirst = (entries: SymbolRow["uses"] | SymbolRow["definitions"]) => {
    const first = entries[0];
    if (first !== undefined) jump(first.span);
  };
  const traceFirst = (row: SymbolRow) => {
    const span = firstSpan(row);
    if (span !== null) trace(span);
  };
  return [
    {
      id: "name",
      title: "Name",
      width: "minmax(12ch, 1fr)",
      mayOverflow: ({ text, isPlace }) => isWiderThan(text, isPlace ? 10 : 12),
      cell: (row) =>
        row.isPlace ? (
          <span className={styles.place}>{row.text}</span>
        ) : (
          <NameChip name={row.text} onTrace={() => traceFirst(row)} inGrid />
        ),
      activate: traceFirst,
    },
    {
      id: "flags",
      title: "Flags",
      width: "minmax(14ch, 1.4fr)",
      mayOverflow: () => true,
      cell: ({ flags, isPlace }) => (
        <span className={styles.flags} title={flags.join(", ")}>
          {isPlace ? <span className={styles.faint}>place</span> : flags.join(", ")}
        </span>
      ),
    },
    {
      id: "owner",
      title: "Of",
      width: "11ch",
      mayOverflow: () => true,
      cell: ({ owner, ownerTitle }) => (
        <span className={styles.owner} title={ownerTitle?.replaceAll("`", "")}>
          {ownerTitle === null ? (
            <span className={styles.faint}>here</span>
          ) : (
            <CodeText text={owner.kind === "unknown" ? "elsewhere" : ownerTitle} />
          )}
        </span>
      ),
    },
    {
      id: "definitions",
      title: "Bound",
      width: "12ch",
      cell: ({ definitions }) => <Places entries={definitions} jump={jump} />,
      activate: ({ definitions }) => jumpToFirst(definitions),
    },
    {
      id: "uses",
      title: "Read",
      width: "12ch",
      cell: ({ uses }) => <Places entries={uses} jump={jump} />,
      activate: ({ uses }) => jumpToFirst(uses),
    },
  ];
}
