import { Button, Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { Span } from "../model/place";
import type { Settings } from "../model/settings";
import type { TableName, Workspace } from "../model/workspace";
import { NodeTable } from "../panels/node_table/node_table";
import { TokenTable } from "../panels/token_table/token_table";
import { Icon } from "../ui/icon";
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
        Move the cursor in the source and the innermost piece around it is selected here, with everything it stands in
        lightly marked. Choose a row, and its source is selected there.
      </p>
      <Button aria-label="Put these words away" onPress={onDismiss}>
        <Icon name="close" />
      </Button>
    </aside>
  );
}

/** The tables of the open file, one at a time. */
export function Tables({ workspace, settings, onSelect, onJump }: TablesProps) {
  const { table } = useStore(workspace.view);
  const { knowsTable } = useStore(settings.choices);
  const panel = { workspace, onSelect, onJump };
  return (
    <Tabs
      className={styles.tables}
      selectedKey={table}
      onSelectionChange={(key) => workspace.showTable(key as TableName)}
    >
      <TabList aria-label="Tables" className={styles.names}>
        <Tab id="nodes">Nodes</Tab>
        <Tab id="tokens">Tokens</Tab>
      </TabList>
      <TabPanel id="nodes" className={styles.panel}>
        {!knowsTable && <Introduction onDismiss={() => settings.choose({ knowsTable: true })} />}
        <div className={styles.table}>
          <NodeTable {...panel} />
        </div>
      </TabPanel>
      <TabPanel id="tokens" className={styles.panel}>
        <div className={styles.table}>
          <TokenTable {...panel} />
        </div>
      </TabPanel>
    </Tabs>
  );
}
