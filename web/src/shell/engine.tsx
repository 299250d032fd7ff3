import { Group, Panel, Separator } from "react-resizable-panels";
import { exampleProject } from "../model/example_project";
import { DefinitionPeek } from "../panels/definition_peek/definition_peek";
import { LastEdit } from "../panels/last_edit/last_edit";
import { Trees } from "../panels/trees/trees";
import { EmptyState } from "../ui/empty_state";
import { useStore } from "../ui/use_store";
import styles from "./shell.module.css";
import type { PanelProps } from "./tables";

/** The checker at work: its trees above, and what the last edit made it do below. */
export function Engine({ workspace, names, engine, onSelect, onJump }: PanelProps) {
  const report = useStore(engine.report);
  const isPeeking = useStore(names.peek.peeked) !== null;
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
  const look = async (path: string) => {
    const asking = workspace.active.get();
    if (asking === null || (await names.stubs.hold(path, asking)) === null) return;
    names.peek.open(path);
  };
  const openProject = () => {
    workspace.add(exampleProject);
  };
  return (
    <Group orientation="vertical">
      <Panel id="trees" minSize={140} defaultSize="46%">
        <Trees
          workspace={workspace}
          engine={engine}
          report={report}
          onLook={look}
          onOpen={open}
          onOpenProject={openProject}
        />
      </Panel>
      {isPeeking && (
        <>
          <Separator className={styles.acrossLine} aria-label="Height of the definition" />
          <Panel id="definition" minSize={120} defaultSize="28%">
            <DefinitionPeek peek={names.peek} />
          </Panel>
        </>
      )}
      <Separator className={styles.acrossLine} aria-label="Height of the trees" />
      <Panel id="last-edit" minSize={140}>
        <LastEdit workspace={workspace} engine={engine} report={report} onSelect={onSelect} onJump={onJump} />
      </Panel>
    </Group>
  );
}
