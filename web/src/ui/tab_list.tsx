import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import styles from "./tab_list.module.css";
import { useDrag } from "./use_drag";

export interface TabItem<Id> {
  readonly id: Id;
  /** Of the element; the panel is labelled by it. */
  readonly elementId: string;
  readonly content: ReactNode;
  readonly title?: string;
}

interface TabListProps<Id> {
  label: string;
  tabs: readonly TabItem<Id>[];
  selected: Id | null;
  /** The element that shows what the selected tab stands for. */
  panelId: string;
  /** For a list that is laid out otherwise than that of a panel. */
  className?: string | undefined;
  tabClassName?: string | undefined;
  onSelect: (id: Id) => void;
  /** What other keys do, by name, such as `F2` or `Shift+ArrowLeft`. */
  keys?: Readonly<Record<string, () => void>>;
  /** A tab is dragged to the place of another one. */
  onDrag?: (id: Id, to: Id) => void;
  onDoubleClick?: (id: Id) => void;
  onMiddleClick?: (id: Id) => void;
}

const dragType = "text/x-pellucid-tab";

/** Tabs of which the arrow keys choose one. */
export function TabList<Id>(props: TabListProps<Id>) {
  const { label, tabs, selected, panelId, onSelect, keys = {} } = props;
  const { className = styles.list, tabClassName = styles.inPanel } = props;
  const list = useRef<HTMLDivElement>(null);
  const drag = useDrag<Id>(dragType, Object.is, props.onDrag);
  const chosen = tabs.find((tab) => tab.id === selected)?.elementId;
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(chosen)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);

  const choose = (tab: TabItem<Id> | undefined) => {
    if (tab === undefined) return;
    onSelect(tab.id);
    list.current?.querySelector<HTMLElement>(`#${tab.elementId}`)?.focus();
  };
  const neighbour = (key: string): TabItem<Id> | undefined => {
    const place = tabs.findIndex((tab) => tab.id === selected);
    switch (key) {
      case "ArrowRight":
        return tabs[(place + 1) % tabs.length];
      case "ArrowLeft":
        return tabs.at(place - 1);
      case "Home":
        return tabs[0];
      case "End":
        return tabs.at(-1);
      default:
        return undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.shiftKey ? `Shift+${event.key}` : event.key];
    const next = act === undefined ? neighbour(event.key) : undefined;
    if (next === undefined && act === undefined) return;
    event.preventDefault();
    choose(next);
    act?.();
  };

  return (
    <div ref={list} role="tablist" aria-label={label} className={className} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.elementId}
          type="button"
          role="tab"
          id={tab.elementId}
          className={`${styles.tab} ${tabClassName}`}
          title={tab.title}
          aria-selected={tab.id === selected}
          aria-controls={panelId}
          aria-keyshortcuts={Object.keys(keys).join(" ") || undefined}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
          onDoubleClick={() => props.onDoubleClick?.(tab.id)}
          onAuxClick={(event) => event.button === 1 && props.onMiddleClick?.(tab.id)}
          {...(props.onDrag && drag(tab.id))}
        >
          {tab.content}
        </button>
      ))}
    </div>
  );
}
