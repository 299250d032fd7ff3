// Where rows of one height stand in a list that may be taller than a browser's elements can be.
//
// Up to `tallest` pixels a row stands where it belongs. Beyond, the scroll bar covers the whole list and one pixel of
// it stands for more than one of the list; the rows on the screen are then placed from the scroll position.

/** Below what Firefox and Chromium allow an element. */
const tallest = 16_000_000;

export interface Viewport {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Pixels of the scrolled area that are seen. */
  readonly height: number;
  readonly scrollTop: number;
}

const totalHeight = ({ rowCount, rowHeight }: Viewport): number => rowCount * rowHeight;

/** Pixels of the list above the upper edge. */
function topOfView(view: Viewport): number {
  const total = totalHeight(view);
  if (total <= tallest) return view.scrollTop;
  return (view.scrollTop / (tallest - view.height)) * (total - view.height);
}

/** Of the element that is scrolled. */
export function canvasHeight(view: Viewport): number {
  return Math.min(totalHeight(view), tallest);
}

/** The rows that are seen, the ones cut by an edge included. */
export function visibleRows(view: Viewport): { first: number; end: number } {
  const top = topOfView(view);
  return {
    first: Math.min(Math.max(0, Math.floor(top / view.rowHeight)), Math.max(0, view.rowCount - 1)),
    end: Math.min(view.rowCount, Math.ceil((top + view.height) / view.rowHeight)),
  };
}

/** Pixels from the canvas's upper edge. */
export function rowTop(view: Viewport, row: number): number {
  const place = row * view.rowHeight;
  return totalHeight(view) <= tallest ? place : place - topOfView(view) + view.scrollTop;
}

/** The scroll position that shows the row: the present one if it is seen already, else as asked for. */
export function scrollTopFor(view: Viewport, row: number, where: "nearest" | "upper-third"): number {
  const top = topOfView(view);
  const place = row * view.rowHeight;
  if (place >= top && place + view.rowHeight <= top + view.height) return view.scrollTop;
  const total = totalHeight(view);
  const nearest = place < top ? place : place + view.rowHeight - view.height;
  // A whole row stands at the upper edge.
  const above = Math.floor(view.height / 3 / view.rowHeight) * view.rowHeight;
  const wanted = where === "nearest" ? nearest : place - above;
  const target = Math.min(Math.max(0, wanted), Math.max(0, total - view.height));
  return total <= tallest ? target : (target / (total - view.height)) * (tallest - view.height);
}
