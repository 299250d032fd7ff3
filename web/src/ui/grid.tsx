// biome-ignore-all lint/a11y/useSemanticElements: rows that stand where they are put, of which few exist, make no <table>
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import styles from "./grid.module.css";
import { useRowHeight } from "./row_height";
import { canvasHeight, rowTop, scrollTopFor, type Viewport, visibleRows } from "./row_window";
import { sameProps } from "./same_fields";

export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** What it means, for whoever points at it. */
  readonly hint?: string;
  /** A track of a CSS grid; in a grid of ragged rows a `flex`. */
  readonly width: string;
  readonly align?: "end";
  /** Whether the row's cell may be too long for the column and is cut then. The browser paints each such cell apart. */
  readonly mayOverflow?: (row: Row) => boolean;
  readonly cell: (row: Row) => ReactNode;
  /** What Enter does on the cell, if not what it does on the row. */
  readonly activate?: (row: Row) => void;
}

interface GridProps<Row> {
  label: string;
  columns: readonly GridColumn<Row>[];
  rowCount: number;
  /** The rows at hand: the others appear when they come. */
  slice: { readonly first: number; readonly rows: readonly Row[] };
  selected: number | null;
  /** When it changes, the selected row comes into view. */
  reveal: number;
  /** Rows that have to do with the selected one. */
  isLit?: (row: Row) => boolean;
  onSelect: (row: Row) => void;
  /** Enter or a double click. */
  onActivate: (row: Row) => void;
  /** Which rows are wanted at hand. */
  onWindow?: (window: { first: number; count: number }) => void;
  hasHeader?: boolean;
  /** Each row divides its room by itself: what one cell does not need the others of its row have. */
  isRagged?: boolean;
  /** Narrower than this, the grid scrolls sideways. */
  minWidth?: string;
}

// Rows kept at hand beyond the edges, and the step in which the window moves.
const margin = 16;

interface GridRowProps<Row> {
  id: string;
  row: Row | undefined;
  position: number;
  top: number;
  columns: readonly GridColumn<Row>[];
  hasHeader: boolean;
  isRagged: boolean;
  isSelected: boolean;
  isLit: boolean;
  activeColumn: number;
  onSelect: (position: number) => void;
  onActivate: (row: Row) => void;
}

function GridRowView<Row>(props: GridRowProps<Row>) {
  const { id, row, position, top, columns, hasHeader, isRagged } = props;
  const { isSelected, isLit, activeColumn, onSelect, onActivate } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard, see its onKeyDown
    <div
      role="row"
      id={id}
      className={styles.row}
      style={{ top }}
      aria-rowindex={position + (hasHeader ? 2 : 1)}
      aria-selected={isSelected}
      data-lit={isLit || undefined}
      onClick={() => onSelect(position)}
      onDoubleClick={() => row !== undefined && onActivate(row)}
    >
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          id={`${id}-${column.id}`}
          className={styles.cell}
          style={isRagged ? { flex: column.width } : undefined}
          data-align={column.align}
          data-cut={(row !== undefined && column.mayOverflow?.(row)) || undefined}
          data-active={(isSelected && place === activeColumn) || undefined}
        >
          {row !== undefined && column.cell(row)}
        </div>
      ))}
    </div>
  );
}

const GridRow = memo(GridRowView, sameProps<GridRowProps<unknown>>("row")) as typeof GridRowView;

/**
 * A table of any length, of which only the rows on the screen exist. One row is selected; the arrow keys move it,
 * left and right choose a cell of it, Enter acts on the row or the cell.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const {
    label,
    columns,
    rowCount,
    slice,
    selected,
    reveal,
    onSelect,
    onActivate,
    onWindow,
    hasHeader = true,
    isRagged = false,
    minWidth,
  } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ scrollTop: 0, height: 0 });
  const [activeColumn, setActiveColumn] = useState(-1);
  // Where the keyboard is going, ahead of the selection which comes by way of the checker.
  const target = useRef<number | null>(null);
  const awaited = useRef<number | null>(null);
  const rowHeight = useRowHeight();
  const view: Viewport = { rowCount, rowHeight, ...scroll };

  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const height = Math.max(0, element.clientHeight - (hasHeader ? rowHeight : 0));
    const { scrollTop } = element;
    setScroll((now) => (now.scrollTop === scrollTop && now.height === height ? now : { scrollTop, height }));
  }, [hasHeader, rowHeight]);

  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (scroller.current !== null) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [measure]);

  const scrollTo = (row: number, where: "nearest" | "upper-third") => {
    const scrollTop = scrollTopFor(view, row, where);
    // Reading the element lays the page out, so mostly it is left alone.
    if (scroller.current === null || scrollTop === view.scrollTop) return;
    scroller.current.scrollTop = scrollTop;
    measure();
  };

  const revealSelected = useRef(() => {});
  revealSelected.current = () => {
    if (selected !== null && view.height > 0) scrollTo(selected, "upper-third");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when; what is revealed is the selection
  useLayoutEffect(() => revealSelected.current(), [reveal, view.height > 0]);

  const rowAt = (position: number): Row | undefined => slice.rows[position - slice.first];

  const { first, end } = visibleRows(view);
  const wantedFirst = Math.max(0, Math.floor((first - margin) / margin) * margin);
  const wantedCount = Math.ceil(view.height / rowHeight) + 3 * margin;
  useEffect(() => {
    if (scroll.height > 0) onWindow?.({ first: wantedFirst, count: wantedCount });
  }, [onWindow, wantedFirst, wantedCount, scroll.height]);

  const select = (position: number) => {
    target.current = position;
    const row = rowAt(position);
    awaited.current = row === undefined ? position : null;
    if (row !== undefined) onSelect(row);
  };
  const selectRow = useRef(select);
  selectRow.current = select;
  const onRowClick = useCallback((position: number) => selectRow.current(position), []);
  useEffect(() => {
    const position = awaited.current;
    if (position !== null && slice.rows[position - slice.first] !== undefined) selectRow.current(position);
  }, [slice]);

  const moveTo = (position: number) => {
    const inside = Math.min(Math.max(0, position), rowCount - 1);
    scrollTo(inside, "nearest");
    select(inside);
  };

  const act = (key: string, hasControl: boolean): boolean => {
    const at = target.current ?? selected ?? first - 1;
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const row = rowAt(at);
    const lastColumn = columns.length - 1;
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
      case "ArrowRight":
        setActiveColumn(Math.min(activeColumn + 1, lastColumn));
        return true;
      case "ArrowLeft":
        setActiveColumn(Math.max(activeColumn - 1, -1));
        return true;
      case "Home":
        if (hasControl) moveTo(0);
        else setActiveColumn(0);
        return true;
      case "End":
        if (hasControl) moveTo(rowCount - 1);
        else setActiveColumn(lastColumn);
        return true;
      case "Enter":
        if (row !== undefined) (columns[activeColumn]?.activate ?? onActivate)(row);
        return true;
      default:
        return false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey && !event.metaKey && act(event.key, event.ctrlKey)) event.preventDefault();
  };

  const rowId = (position: number) => `${id}-${position}`;
  const isRendered = selected !== null && selected >= first && selected < end;
  const activeCell = columns[activeColumn];
  const activeId = activeCell === undefined ? rowId(selected ?? 0) : `${rowId(selected ?? 0)}-${activeCell.id}`;
  const tracks = isRagged
    ? undefined
    : ({ "--tracks": columns.map((column) => column.width).join(" ") } as React.CSSProperties);

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={styles.grid}
      style={tracks}
      data-ragged={isRagged || undefined}
      aria-label={label}
      aria-rowcount={rowCount + (hasHeader ? 1 : 0)}
      aria-colcount={columns.length}
      aria-activedescendant={isRendered ? activeId : undefined}
      onScroll={() => flushSync(measure)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        target.current = null;
      }}
    >
      <div role="presentation" style={{ minWidth }}>
        {hasHeader && (
          <div role="rowgroup" className={styles.header}>
            <div role="row" aria-rowindex={1} className={styles.titles}>
              {columns.map((column) => (
                <div
                  key={column.id}
                  role="columnheader"
                  className={styles.cell}
                  data-align={column.align}
                  title={column.hint}
                >
                  {column.title}
                </div>
              ))}
            </div>
          </div>
        )}
        <div role="rowgroup" className={styles.canvas} style={{ height: canvasHeight(view) }}>
          {Array.from({ length: Math.max(0, end - first) }, (_, place) => {
            const position = first + place;
            const row = rowAt(position);
            return (
              <GridRow
                key={position}
                id={rowId(position)}
                row={row}
                position={position}
                top={rowTop(view, position)}
                columns={columns}
                hasHeader={hasHeader}
                isRagged={isRagged}
                isSelected={position === selected}
                isLit={row !== undefined && (props.isLit?.(row) ?? false)}
                activeColumn={activeColumn}
                onSelect={onRowClick}
                onActivate={onActivate}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
