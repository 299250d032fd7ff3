import { useCallback, useMemo } from "react";
import { moduleScope, type ScopeEntry } from "../../model/names";
import type { NamesView } from "../../model/names_view";
import type { Span } from "../../model/place";
import type { Settings } from "../../model/settings";
import { plural } from "../../ui/counts";
import { PanelBar } from "../../ui/panel_bar";
import { RangeChip } from "../../ui/range_chip";
import { rangeText } from "../../ui/range_text";
import { Swatch } from "../../ui/swatch";
import { Toggle } from "../../ui/toggle";
import { Tree } from "../../ui/tree";
import { keyed } from "../../ui/tree_rows";
import { useStore } from "../../ui/use_store";
import styles from "./scope_tree.module.css";

interface ScopeTreeProps {
  names: NamesView;
  settings: Settings;
  onSelect: (span: Span) => void;
  onShow: (span: Span) => void;
  onJump: (span: Span) => void;
}

function itemOf(entry: ScopeEntry) {
  const { kind, depth, span, symbolCount } = entry;
  const name = entry.name || kind;
  const words = entry.name === "" ? kind : `${entry.name}, ${kind}`;
  return { entry, depth, name, text: `${words}, ${rangeText(span)}, ${plural(symbolCount, "symbol")}` };
}

/** The scopes of the open file. The selected one is the one that the cursor stands in, or that was chosen. */
export function ScopeTree({ names, settings, onSelect, onShow, onJump }: ScopeTreeProps) {
  const { scopes } = names;
  const tree = useStore(scopes.tree);
  const { scope, isLit } = useStore(scopes.shown);
  const { bands } = useStore(settings.choices);
  const items = useMemo(
    () => keyed((tree?.value.scopes ?? []).map(itemOf), ({ entry }) => `${entry.kind} ${entry.name}`),
    [tree],
  );

  type Item = (typeof items)[number];
  const render = useCallback(
    ({ entry }: Item) => (
      <>
        <Swatch depth={entry.depth} />
        <span className={styles.name} data-named={entry.name !== "" || entry.id === moduleScope || undefined}>
          {entry.name || entry.kind}
        </span>
        {entry.name !== "" && <span className={styles.kind}>{entry.kind}</span>}
        <span className={styles.range}>
          <RangeChip range={entry.span} onJump={() => onJump(entry.span)} inGrid />
        </span>
      </>
    ),
    [onJump],
  );
  const select = useCallback(({ entry }: Item) => onSelect(scopes.chooseScope(entry)), [scopes, onSelect]);
  const activate = useCallback(({ entry }: Item) => onShow(scopes.chooseScope(entry)), [scopes, onShow]);

  return (
    <div className={styles.panel}>
      <PanelBar title="Scopes" isLined>
        <Toggle isOn={bands} onChange={(isOn) => settings.choose({ bands: isOn })}>
          Tint them in the source
        </Toggle>
      </PanelBar>
      {tree !== null && (
        <Tree
          label={isLit ? "Scopes. Escape shows all of the source again." : "Scopes"}
          items={items}
          selected={scope}
          reveal={tree}
          render={render}
          onSelect={select}
          onActivate={activate}
          onEscape={() => scopes.putOut()}
        />
      )}
    </div>
  );
}
