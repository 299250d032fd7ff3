// biome-ignore-all lint/a11y/useSemanticElements: a tree of which only the rows on the screen exist is made of no list elements
import {
  type HTMLAttributes,
  type KeyboardEvent,
  memo,
  type ReactNode,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useRowHeight } from "./row_height";
import { canvasHeight, rowTop, scrollTopFor, type Viewport, visibleRows } from "./row_window";
import { sameProps } from "./same_fields";
import styles from "./tree.module.css";
import { openRows, type TreeItem, type TreeRow } from "./tree_rows";
import { useDrag } from "./use_drag";
import { useScroll } from "./use_scroll";

interface TreeProps<Item extends TreeItem> {
  label: string;
  /** Parents above their children. */
  items: readonly Item[];
  /** Position in `items`. */
  selected: number | null;
  /** When it changes, the selected item comes into view. */
  reveal: unknown;
  render: (item: Item) => ReactNode;
  onSelect: (item: Item) => void;
  /** Enter or a double click. */
  onActivate?: (item: Item) => void;
  onEscape?: () => void;
  /** What other keys do with the selected item, by name, such as `F2` or `Shift+ArrowUp`. */
  keys?: Readonly<Record<string, (item: Item) => void>>;
  /** An item is dragged onto another one. */
  onDrag?: (item: Item, to: Item) => void;
}

const indent = 14;

interface RowViewProps<Item extends TreeItem> {
  id: string;
  row: TreeRow;
  item: Item;
  top: number;
  isSelected: boolean;
  isOpen: boolean;
  render: (item: Item) => ReactNode;
  onSelect: (item: Item) => void;
  onActivate: ((item: Item) => void) | undefined;
  onToggle: (key: TreeItem["key"]) => void;
  drag: ((item: Item) => HTMLAttributes<HTMLDivElement>) | undefined;
}

function RowView<Item extends TreeItem>(props: RowViewProps<Item>) {
  const { id, row, item, top, isSelected, isOpen, render, onSelect, onActivate, onToggle, drag } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keyboard, see its onKeyDown
    <div
      role="treeitem"
      id={id}
      className={styles.row}
      style={{ top, paddingLeft: 6 + indent * item.depth }}
      aria-level={item.depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.place}
      aria-expanded={row.hasChildren ? isOpen : undefined}
      aria-selected={isSelected}
      aria-label={item.text}
      onClick={() => onSelect(item)}
      onDoubleClick={() => onActivate?.(item)}
      {...drag?.(item)}
    >
      <span
        aria-hidden="true"
        className={styles.twist}
        data-open={isOpen}
        onClick={(event) => {
          if (!row.hasChildren) return;
          event.stopPropagation();
          onToggle(item.key);
        }}
      >
        {row.hasChildren && "›"}
      </span>
      {render(item)}
    </div>
  );
}

const Row = memo(RowView, sameProps<RowViewProps<TreeItem>>("row", "item")) as typeof RowView;

/** A tree of any size. One item is selected; the arrow keys move it, open and close; letters find. */
export function Tree<Item extends TreeItem>(props: TreeProps<Item>) {
  const { label, items, selected, reveal, render, onSelect, onActivate, onEscape } = props;
  const id = useId();
  const [closed, setClosed] = useState<ReadonlySet<TreeItem["key"]>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const { scrollTop, height, measure } = useScroll(scroller);
  const rows = useMemo(() => openRows(items, closed), [items, closed]);
  const rowHeight = useRowHeight();
  const view: Viewport = { rowCount: rows.length, rowHeight, height, scrollTop };
  const typed = useRef({ text: "", at: 0 });

  // Inside a closed item, the item stands for what is selected.
  const at = useMemo(() => {
    if (selected === null) return -1;
    let last = -1;
    for (const [position, row] of rows.entries()) {
      if (row.item > selected) break;
      if (row.item === selected || row.end > selected) last = position;
    }
    return last;
  }, [rows, selected]);

  const scrollTo = (position: number, where: "nearest" | "upper-third") => {
    const wanted = scrollTopFor(view, position, where);
    if (scroller.current === null || wanted === scrollTop) return;
    scroller.current.scrollTop = wanted;
    measure();
  };
  const revealSelected = useRef(() => {});
  revealSelected.current = () => {
    if (at >= 0 && height > 0) scrollTo(at, "upper-third");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when; what is revealed is the selection
  useLayoutEffect(() => revealSelected.current(), [reveal, at, height > 0]);

  const toggle = (key: TreeItem["key"]) => {
    const now = new Set(closed);
    if (!now.delete(key)) now.add(key);
    setClosed(now);
  };
  const toggleRow = useRef(toggle);
  toggleRow.current = toggle;
  const [onToggle] = useState(() => (key: TreeItem["key"]) => toggleRow.current(key));

  const moveTo = (position: number) => {
    const row = rows[Math.min(Math.max(0, position), rows.length - 1)];
    const item = row && items[row.item];
    if (item === undefined) return;
    onSelect(item);
  };
  const find = (letter: string) => {
    const now = performance.now();
    const text = (now - typed.current.at < 600 ? typed.current.text : "") + letter.toLowerCase();
    typed.current = { text, at: now };
    // A single letter goes on from here; more of them may stay.
    const from = text.length === 1 ? at + 1 : Math.max(at, 0);
    for (let step = 0; step < rows.length; ++step) {
      const position = (from + step) % rows.length;
      const item = items[rows[position]?.item ?? -1];
      if (item?.name.toLowerCase().startsWith(text)) return moveTo(position);
    }
  };
  const act = (key: string): boolean => {
    const row = rows[at];
    const item = row && items[row.item];
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    switch (key) {
      case "ArrowDown":
        moveTo(at + 1);
        return true;
      case "ArrowUp":
        moveTo(at - 1);
        return true;
      case "PageDown":
        moveTo(at + page);
        return true;
      case "PageUp":
        moveTo(at - page);
        return true;
      case "Home":
        moveTo(0);
        return true;
      case "End":
        moveTo(rows.length - 1);
        return true;
      case "ArrowRight":
        if (row?.hasChildren && item !== undefined) {
          if (closed.has(item.key)) toggle(item.key);
          else moveTo(at + 1);
        }
        return true;
      case "ArrowLeft":
        if (row?.hasChildren && item !== undefined && !closed.has(item.key)) toggle(item.key);
        else if (row !== undefined && row.parent >= 0) moveTo(rows.findIndex((other) => other.item === row.parent));
        return true;
      case "Enter":
      case " ":
        if (item !== undefined) (onActivate ?? onSelect)(item);
        return true;
      case "Escape":
        onEscape?.();
        return onEscape !== undefined;
      default:
        if (key.length !== 1) return false;
        find(key);
        return true;
    }
  };
  const drag = useDrag<Item>("text/x-pellucid-row", (one, other) => one.key === other.key, props.onDrag);

  const onKeyDown = (event: KeyboardEvent) => {
    const own = props.keys?.[event.shiftKey ? `Shift+${event.key}` : event.key];
    const item = items[rows[at]?.item ?? -1];
    if (own !== undefined && item !== undefined && !event.altKey && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      own(item);
      return;
    }
    if (!event.altKey && !event.metaKey && !event.ctrlKey && act(event.key)) event.preventDefault();
  };

  const { first, end } = visibleRows(view);
  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      className={styles.tree}
      aria-label={label}
      aria-activedescendant={at >= first && at < end ? `${id}-${at}` : undefined}
      onScroll={measure}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.canvas} style={{ height: canvasHeight(view) }}>
        {rows.slice(first, end).map((row, place) => {
          const position = first + place;
          const item = items[row.item];
          return (
            item !== undefined && (
              <Row
                key={item.key}
                id={`${id}-${position}`}
                row={row}
                item={item}
                top={rowTop(view, position)}
                isSelected={position === at}
                isOpen={row.hasChildren && !closed.has(item.key)}
                render={render}
                onSelect={onSelect}
                onActivate={onActivate}
                onToggle={onToggle}
                drag={props.onDrag && drag}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
