import { Button } from "react-aria-components";
import type { Span } from "../model/place";
import type { Settings } from "../model/settings";
import type { TableName, Workspace } from "../model/workspace";
import { NodeTable } from "../panels/node_table/node_table";
import { TokenTable } from "../panels/token_table/token_table";
import { Icon } from "../ui/icon";
import { TabList } from "../ui/tab_list";
import { useStore } from "../ui/use_store";
import styles from "./tables.module.css";

interface TablesProps {
  workspace: Workspace;
  settings: Settings;
  onSelect: (span: Span) => void;
  onJump: (span: Span) => void;
}

/** What the table is, for whoever sees it first. */
function Introduction({ onDismiss }: { onDismiss: () => void }) {
  return (
    <aside className={styles.introduction} aria-label="About the table">
      <p>
        This is how the checker sees the file: <b>one row for each piece of syntax</b>, parents above their children.
        Move the cursor, and the innermost piece around it is selected here, with all that it stands in lightly marked.
        Choose a row, and its source is selected. <kbd>F6</kbd> leads from part to part.
      </p>
      <Button aria-label="Put these words away" onPress={onDismiss}>
        <Icon name="close" />
      </Button>
    </aside>
  );
}

const panelId = "table";
const tableTabs = [
  { id: "nodes", elementId: "table-nodes", content: "Nodes" },
  { id: "tokens", elementId: "table-tokens", content: "Tokens" },
] as const;

/** The tables of the open file, one at a time. */
export function Tables({ workspace, settings, onSelect, onJump }: TablesProps) {
  const { table } = useStore(workspace.view);
  const { knowsTable } = useStore(settings.choices);
  const panel = { workspace, onSelect, onJump };
  return (
    <div className={styles.tables}>
      <TabList<TableName>
        label="Tables"
        tabs={tableTabs}
        selected={table}
        panelId={panelId}
        className={styles.names}
        tabClassName={styles.name}
        onSelect={(name) => workspace.showTable(name)}
      />
      <div id={panelId} role="tabpanel" aria-labelledby={`table-${table}`} className={styles.panel}>
        {table === "nodes" && !knowsTable && <Introduction onDismiss={() => settings.choose({ knowsTable: true })} />}
        <div className={styles.table}>{table === "nodes" ? <NodeTable {...panel} /> : <TokenTable {...panel} />}</div>
      </div>
    </div>
  );
}
