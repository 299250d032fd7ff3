import { Group, Panel, Separator } from "react-resizable-panels";
import { ScopeTree } from "../panels/scope_tree/scope_tree";
import { SymbolTable } from "../panels/symbol_table/symbol_table";
import { UnresolvedNames } from "../panels/unresolved_names/unresolved_names";
import styles from "./shell.module.css";
import type { PanelProps } from "./tables";
import { useMedia } from "./use_media";

/** The scopes of the open file beside the names of the one that is shown. */
export function Scopes({ workspace, names, settings, onSelect, onShow, onJump, onTrace }: PanelProps) {
  const isNarrow = useMedia("(width < 1100px)");
  return (
    <Group orientation={isNarrow ? "vertical" : "horizontal"}>
      <Panel id="scopes" defaultSize={isNarrow ? "45%" : "36%"} minSize={isNarrow ? 100 : 180}>
        <Group orientation="vertical">
          <Panel id="scope-tree" minSize={90}>
            <ScopeTree names={names} settings={settings} onSelect={onSelect} onShow={onShow} onJump={onJump} />
          </Panel>
          <Separator className={styles.acrossLine} aria-label="Height of the scopes" />
          <Panel id="unresolved" defaultSize="28%" minSize={60}>
            <UnresolvedNames
              workspace={workspace}
              names={names}
              onSelect={onSelect}
              onJump={onJump}
              onTrace={onTrace}
            />
          </Panel>
        </Group>
      </Panel>
      <Separator className={isNarrow ? styles.acrossLine : styles.downLine} aria-label="Size of the scopes" />
      <Panel id="symbols" minSize={isNarrow ? 120 : 240}>
        <SymbolTable names={names} onSelect={onSelect} onShow={onShow} onJump={onJump} onTrace={onTrace} />
      </Panel>
    </Group>
  );
}
