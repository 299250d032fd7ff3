import { useRef } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { SourceEditor } from "../editor/source_editor";
import type { EmbedOptions } from "../links/address";
import { linkTo, type Sharing } from "../links/sharing";
import type { EngineView } from "../model/engine_view";
import type { NamesView } from "../model/names_view";
import type { RulePages } from "../model/rule_pages";
import type { Settings } from "../model/settings";
import type { Workspace } from "../model/workspace";
import { Problems } from "../panels/problems/problems";
import { RenameReview } from "../panels/rename_review/rename_review";
import { RulePage } from "../panels/rule_page/rule_page";
import type { RunView } from "../runner/run_view";
import { EmptyState } from "../ui/empty_state";
import { TabList } from "../ui/tab_list";
import { useStore } from "../ui/use_store";
import { EditorPane } from "./editor_pane";
import styles from "./embedded.module.css";
import shellStyles from "./shell.module.css";
import { Tables } from "./tables";
import { useMedia } from "./use_media";
import { editorPanelId } from "./use_parts";
import { useSource } from "./use_source";
import { useTheme } from "./use_theme";

interface EmbeddedProps {
  workspace: Workspace;
  names: NamesView;
  engine: EngineView;
  settings: Settings;
  pages: RulePages;
  run: RunView;
  sharing: Sharing;
  options: EmbedOptions;
}

function Files({ workspace, sharing }: { workspace: Workspace; sharing: Sharing }) {
  const tabs = useStore(workspace.tabs);
  const active = useStore(workspace.active);
  const open = () => {
    // What the reader has changed goes along. The page around may be anybody's.
    void sharing
      .fragment(true)
      .then((fragment) => window.open(linkTo(sharing.site.address, fragment), "_blank", "noopener"));
  };
  return (
    <header className={styles.header}>
      <h1 className="only-heard">Pellucid</h1>
      <TabList
        label="Files"
        tabs={tabs.map(({ id, path }) => ({ id, elementId: `file-${id}`, content: path }))}
        selected={active}
        panelId={editorPanelId}
        className={styles.files}
        onSelect={(id) => workspace.activate(id)}
      />
      <button type="button" className={styles.open} onClick={open}>
        Open in Pellucid
      </button>
    </header>
  );
}

function Trouble({ sharing }: { sharing: Sharing }) {
  const notice = useStore(sharing.notice);
  return (
    <EmptyState title="Nothing to show">
      <p role="alert">{notice?.trouble ?? "This frame was given no project."}</p>
    </EmptyState>
  );
}

/** The page within another one: a source and what there is to see of it. It takes no room for more, and never the keyboard. */
export function Embedded({ workspace, names, engine, settings, pages, run, sharing, options }: EmbeddedProps) {
  const { isDark } = useTheme(settings);
  const isNarrow = useMedia("(width < 640px)");
  const active = useStore(workspace.active);
  const source = useSource(workspace, sharing, useRef<SourceEditor | null>(null));
  if (active === null) return <Trouble sharing={sharing} />;
  return (
    <div className={styles.page}>
      <Files workspace={workspace} sharing={sharing} />
      <main className={styles.main}>
        <Group orientation={isNarrow ? "vertical" : "horizontal"}>
          <Panel id="text" minSize={120}>
            <Group orientation="vertical">
              <Panel id={editorPanelId} role="tabpanel" aria-labelledby={`file-${active}`} minSize={60}>
                <EditorPane
                  workspace={workspace}
                  pages={pages}
                  names={names}
                  isDark={isDark}
                  textScale={1}
                  isReadOnly={options.isReadOnly}
                  onEditor={source.hold}
                />
              </Panel>
              <Separator className={shellStyles.acrossLine} aria-label="Height of the problems" />
              <Panel id="problems" defaultSize="26%" minSize={40}>
                <section className={shellStyles.problems} aria-label="Problems">
                  <Problems
                    workspace={workspace}
                    settings={settings}
                    pages={pages}
                    onSelect={source.select}
                    onJump={source.jump}
                    onFix={options.isReadOnly ? null : source.fix}
                    onReduce={null}
                  />
                </section>
              </Panel>
            </Group>
          </Panel>
          <Separator
            className={isNarrow ? shellStyles.acrossLine : shellStyles.downLine}
            aria-label="Size of the source"
          />
          <Panel id="tables" minSize={120}>
            <section className={shellStyles.tables} aria-label="Tables">
              <Tables
                {...{ workspace, names, engine, settings, pages, run }}
                isReadOnly={options.isReadOnly}
                onSelect={source.select}
                onShow={source.show}
                onJump={source.jump}
                onTrace={source.trace}
              />
            </section>
          </Panel>
        </Group>
      </main>
      <RenameReview workspace={workspace} names={names} />
      <RulePage pages={pages} onSettings={() => workspace.showTable("settings")} />
    </div>
  );
}
