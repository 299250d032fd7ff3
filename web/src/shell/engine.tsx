import { Group, Panel, Separator } from "react-resizable-panels";
import { exampleProject } from "../model/example_project";
import { LastEdit } from "../panels/last_edit/last_edit";
import { Trees } from "../panels/trees/trees";
import { EmptyState } from "../ui/empty_state";
import { useStore } from "../ui/use_store";
import styles from "./shell.module.css";
import type { PanelProps } from "./tables";

/** The checker at work: its trees above, and what the last edit made it do below. */
export function Engine({ workspace, names, engine, onSelect, onJump }: PanelProps) {
  const report = useStore(engine.report);
  if (report === null)
    return (
      <EmptyState title="The engine">
        <p>Here is shown how the checker works: which syntax trees it holds, and what an edit makes it compute anew.</p>
      </EmptyState>
    );
  const open = (path: string) => {
    const asking = workspace.active.get();
    if (asking !== null) void names.stubs.open(path, asking);
  };
  const openProject = () => {
    workspace.add(exampleProject);
  };
  return (
    <Group orientation="vertical">
      <Panel id="trees" minSize={140} defaultSize="46%">
        <Trees workspace={workspace} engine={engine} report={report} onOpen={open} onOpenProject={openProject} />
      </Panel>
      <Separator className={styles.acrossLine} aria-label="Height of the trees" />
      <Panel id="last-edit" minSize={140}>
        <LastEdit workspace={workspace} engine={engine} report={report} onSelect={onSelect} onJump={onJump} />
      </Panel>
    </Group>
  );
}
