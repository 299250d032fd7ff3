import type { ReactNode } from "react";
import { Group, type Layout, Panel, Separator } from "react-resizable-panels";
import type { Settings } from "../model/settings";
import type { FileId } from "../model/source_file";
import styles from "./shell.module.css";
import { editorPanelId, part } from "./use_parts";

interface WidePartsProps {
  settings: Settings;
  active: FileId;
  source: ReactNode;
  problems: ReactNode;
  tables: ReactNode;
}

/** Source on the left with its problems below, tables on the right; divided as the visitor had it last. */
export function WideParts({ settings, active, source, problems, tables }: WidePartsProps) {
  // What is written while the page is open is not read again: the panels have it.
  const { layout } = settings.choices.get();
  const kept = (group: string) => {
    const its = layout[group];
    return {
      id: group,
      ...(its !== undefined && { defaultLayout: its }),
      onLayoutChanged: (changed: Layout) =>
        settings.choose({ layout: { ...settings.choices.get().layout, [group]: changed } }),
    };
  };
  return (
    <Group orientation="horizontal" {...kept("page")}>
      <Panel id="text" defaultSize="42%" minSize={200}>
        <Group orientation="vertical" {...kept("text")}>
          <Panel
            id={editorPanelId}
            role="tabpanel"
            aria-labelledby={`file-${active}`}
            minSize={120}
            data-tour-stop="source"
            {...part}
          >
            {source}
          </Panel>
          <Separator className={styles.acrossLine} aria-label="Height of the problems" />
          <Panel id="problems" defaultSize="22%" minSize={60}>
            {problems}
          </Panel>
        </Group>
      </Panel>
      <Separator className={styles.downLine} aria-label="Size of the source" />
      <Panel id="tables" minSize={200}>
        {tables}
      </Panel>
    </Group>
  );
}
