import { lazy, type ReactNode, Suspense } from "react";
import type { EngineView } from "../model/engine_view";
import type { NamesView } from "../model/names_view";
import type { Span } from "../model/place";
import type { RulePages } from "../model/rule_pages";
import type { Settings } from "../model/settings";
import type { TableName, Workspace } from "../model/workspace";
import { NameTrace } from "../panels/name_trace/name_trace";
import { NodeTable } from "../panels/node_table/node_table";
import { SettingsPanel } from "../panels/settings/settings";
import { TokenTable } from "../panels/token_table/token_table";
import type { RunView } from "../runner/run_view";
import { Boundary } from "../ui/boundary";
import { Broken } from "../ui/broken";
import { CloseButton } from "../ui/close_button";
import { TabList } from "../ui/tab_list";
import { useStore } from "../ui/use_store";
import { Engine } from "./engine";
import { TableFreshness } from "./freshness";
import { Scopes } from "./scopes";
import { tableTabs } from "./table_tabs";
import styles from "./tables.module.css";

export interface PanelProps {
  workspace: Workspace;
  names: NamesView;
  engine: EngineView;
  settings: Settings;
  pages: RulePages;
  run: RunView;
  isReadOnly?: boolean;
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
      <CloseButton label="Put these words away" onPress={onDismiss} />
    </aside>
  );
}

const panelId = "table";
const Run = lazy(async () => ({ default: (await import("../panels/run/run")).Run }));

const panels: Record<TableName, (props: PanelProps) => ReactNode> = {
  name: ({ names, settings, onShow }) => <NameTrace names={names} settings={settings} onShow={onShow} />,
  scopes: Scopes,
  nodes: NodeTable,
  tokens: TokenTable,
  engine: Engine,
  settings: ({ workspace, pages, isReadOnly, onJump }) => (
    <SettingsPanel workspace={workspace} pages={pages} isReadOnly={isReadOnly} onJump={onJump} />
  ),
  run: ({ workspace, run, onJump }) => (
    <Suspense>
      <Run workspace={workspace} run={run} onJump={(start) => onJump({ start, end: start })} />
    </Suspense>
  ),
};

/** What is known of the open file, one part at a time: from what its names mean down to its tokens. */
export function Tables(props: PanelProps & { hasTabs?: boolean }) {
  const { workspace, settings } = props;
  const { table } = useStore(workspace.view);
  const active = useStore(workspace.active);
  const { knowsTable } = useStore(settings.choices);
  const Shown = panels[table];
  return (
    <div className={styles.tables}>
      {props.hasTabs !== false && (
        <TableFreshness workspace={workspace} names={props.names} className={styles.freshness} />
      )}
      {props.hasTabs !== false && (
        <TabList<TableName>
          label="Tables"
          tabs={tableTabs}
          selected={table}
          panelId={panelId}
          onSelect={(name) => workspace.showTable(name)}
        />
      )}
      <div id={panelId} role="tabpanel" aria-labelledby={`table-${table}`} className={styles.panel}>
        {table === "nodes" && !knowsTable && <Introduction onDismiss={() => settings.choose({ knowsTable: true })} />}
        <div className={styles.table}>
          <Boundary
            key={`${table} ${active}`}
            instead={(error, retry) => (
              <Broken title="This panel has failed" error={error} action="Show it again" onAction={retry}>
                That is a mistake of ours. Your files and the rest of the page are as they were.
              </Broken>
            )}
          >
            <Shown {...props} />
          </Boundary>
        </div>
      </div>
    </div>
  );
}
