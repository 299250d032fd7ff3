import { useCallback, useMemo } from "react";
import type { UnresolvedName } from "../../model/names";
import type { NamesView } from "../../model/names_view";
import type { Span } from "../../model/place";
import { rowAtFocus } from "../../model/row_at_focus";
import type { Workspace } from "../../model/workspace";
import { plural } from "../../ui/counts";
import { Grid, type GridColumn } from "../../ui/grid";
import { NameChip } from "../../ui/name_chip";
import { PanelBar } from "../../ui/panel_bar";
import { RangeChip } from "../../ui/range_chip";
import { isWiderThan } from "../../ui/text_width";
import { useDerived, useStore } from "../../ui/use_store";
import styles from "./unresolved_names.module.css";

interface UnresolvedNamesProps {
  workspace: Workspace;
  names: NamesView;
  onSelect: (span: Span) => void;
  onJump: (span: Span) => void;
  onTrace: (span: Span) => void;
}

function columnsOf(jump: (span: Span) => void, trace: (span: Span) => void): GridColumn<UnresolvedName>[] {
  return [
    {
      id: "name",
      title: "Name",
      width: "minmax(10ch, 1fr)",
      mayOverflow: ({ name }) => isWiderThan(name, 10),
      cell: ({ name, span }) => <NameChip name={name} onTrace={() => trace(span)} inGrid />,
      activate: ({ span }) => trace(span),
    },
    {
      id: "state",
      title: "State",
      width: "13ch",
      cell: ({ state }) => <span className={styles.state}>{state}</span>,
    },
    {
      id: "range",
      title: "Range",
      width: "10ch",
      cell: ({ span }) => <RangeChip range={span} onJump={() => jump(span)} inGrid />,
      activate: ({ span }) => jump(span),
    },
  ];
}

/** The names of the open file that are read where nothing, or not everything, binds them. */
export function UnresolvedNames({ workspace, names, onSelect, onJump, onTrace }: UnresolvedNamesProps) {
  const known = useStore(names.scopes.unresolved);
  const rows = known?.value ?? [];
  const columns = useMemo(() => columnsOf(onJump, onTrace), [onJump, onTrace]);
  const trace = useCallback(({ span }: UnresolvedName) => onTrace(span), [onTrace]);
  const select = useCallback(
    ({ span }: UnresolvedName) => {
      workspace.focusText(span);
      onSelect(span);
    },
    [workspace, onSelect],
  );
  const at = useDerived(workspace.focus, (focus) => rowAtFocus(focus, rows));
  return (
    <div className={styles.panel}>
      <PanelBar title="Unresolved names" beside={rows.length > 0 && plural(rows.length, "place")} />
      {rows.length > 0 ? (
        <Grid
          label="Unresolved names"
          columns={columns}
          rowCount={rows.length}
          slice={{ first: 0, rows }}
          selected={at}
          reveal={0}
          onSelect={select}
          onActivate={trace}
          hasHeader={false}
        />
      ) : (
        known?.value && <p className={styles.none}>Every name that is read here is bound on every way to it.</p>
      )}
    </div>
  );
}
