import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { EngineView } from "../model/engine_view";
import type { NamesView } from "../model/names_view";
import type { Span } from "../model/place";
import type { Settings } from "../model/settings";
import type { TableName, Workspace } from "../model/workspace";
import { NameTrace } from "../panels/name_trace/name_trace";
import { NodeTable } from "../panels/node_table/node_table";
import { TokenTable } from "../panels/token_table/token_table";
import { Icon } from "../ui/icon";
import { TabList } from "../ui/tab_list";
import { useStore } from "../ui/use_store";
import { Engine } from "./engine";
import { Scopes } from "./scopes";
import styles from "./tables.module.css";

export interface PanelProps {
  workspace: Workspace;
  names: NamesView;
  engine: EngineView;
  settings: Settings;
  /** Selects a range in the source, leaving the keyboard where it is. */
  onSelect: (span: Span) => void;
  /** Selects it and takes the keyboard there. */
  onShow: (span: Span) => void;
  /** The same, and the page is about that place from now on. */
  onJump: (span: Span) => void;
  /** Shows where the name at a place comes from. */
  onTrace: (span: Span) => void;
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
const tableTabs: readonly { id: TableName; elementId: string; content: string }[] = [
  { id: "name", elementId: "table-name", content: "Name" },
  { id: "scopes", elementId: "table-scopes", content: "Scopes" },
  { id: "nodes", elementId: "table-nodes", content: "Nodes" },
  { id: "tokens", elementId: "table-tokens", content: "Tokens" },
  { id: "engine", elementId: "table-engine", content: "Engine" },
];

const panels: Record<TableName, (props: PanelProps) => ReactNode> = {
  name: ({ names, settings, onShow }) => <NameTrace names={names} settings={settings} onShow={onShow} />,
  scopes: Scopes,
  nodes: NodeTable,
  tokens: TokenTable,
  engine: Engine,
};

/** What is known of the open file, one part at a time: from what its names mean down to its tokens. */
export function Tables(props: PanelProps) {
  const { workspace, settings } = props;
  const { table } = useStore(workspace.view);
  const { knowsTable } = useStore(settings.choices);
  const Shown = panels[table];
  return (
    <div className={styles.tables}>
      <TabList<TableName>
        label="Tables"
        tabs={tableTabs}
        selected={table}
        panelId={panelId}
        onSelect={(name) => workspace.showTable(name)}
      />
      <div id={panelId} role="tabpanel" aria-labelledby={`table-${table}`} className={styles.panel}>
        {table === "nodes" && !knowsTable && <Introduction onDismiss={() => settings.choose({ knowsTable: true })} />}
        <div className={styles.table}>
          <Shown {...props} />
        </div>
      </div>
    </div>
  );
}
