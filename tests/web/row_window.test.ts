import { describe, expect, it } from "vitest";
import { canvasHeight, rowTop, scrollTopFor, type Viewport, visibleRows } from "../../web/src/ui/row_window";

const view = (changes: Partial<Viewport>): Viewport => ({
  rowCount: 1000,
  rowHeight: 20,
  height: 200,
  scrollTop: 0,
  ...changes,
});

describe("a list that fits the browser", () => {
  it("shows the rows at the scroll position", () => {
    expect(visibleRows(view({}))).toEqual({ first: 0, end: 10 });
    expect(visibleRows(view({ scrollTop: 105 }))).toEqual({ first: 5, end: 16 });
    expect(visibleRows(view({ rowCount: 3 }))).toEqual({ first: 0, end: 3 });
    expect(visibleRows(view({ rowCount: 0 }))).toEqual({ first: 0, end: 0 });
  });

  it("scrolls no further than it must", () => {
    expect(scrollTopFor(view({ scrollTop: 100 }), 7, "nearest")).toBe(100);
    expect(scrollTopFor(view({ scrollTop: 100 }), 2, "nearest")).toBe(40);
    expect(scrollTopFor(view({ scrollTop: 100 }), 20, "nearest")).toBe(220);
    expect(scrollTopFor(view({}), 500, "upper-third")).toBe(10_000 - 60);
    expect(scrollTopFor(view({}), 999, "upper-third")).toBe(19_800);
  });
});

describe("a list taller than the browser allows", () => {
  const rowCount = 10_000_000;
  const tall = (scrollTop: number) => view({ rowCount, scrollTop });

  it("has all its rows within the scroll bar", () => {
    const bottom = canvasHeight(tall(0)) - 200;
    expect(bottom).toBeLessThan(17_000_000);
    expect(visibleRows(tall(0)).first).toBe(0);
    expect(visibleRows(tall(bottom)).end).toBe(rowCount);
  });

  it.each([0, 1, 77_777, 5_000_000, rowCount - 1])("brings row %i into view", (row) => {
    for (const where of ["nearest", "upper-third"] as const) {
      const there = tall(scrollTopFor(tall(8_000_000), row, where));
      const { first, end } = visibleRows(there);
      expect(first).toBeLessThanOrEqual(row);
      expect(end).toBeGreaterThan(row);
      const top = rowTop(there, row) - there.scrollTop;
      expect(top).toBeGreaterThanOrEqual(-0.5);
      expect(top).toBeLessThanOrEqual(180.5);
    }
  });
});
