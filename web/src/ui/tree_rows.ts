// Which items of a tree are seen, and where each stands among its siblings.

export interface TreeItem {
  /** Tells the item from others, also in a later list of items. */
  readonly key: string;
  /** Of the root: 0. */
  readonly depth: number;
  /** What typed letters are compared with. */
  readonly name: string;
  /** The whole item in words. */
  readonly text: string;
}

export interface TreeRow {
  /** Positions in the list of items. */
  readonly item: number;
  readonly parent: number;
  /** The first item behind its subtree. */
  readonly end: number;
  readonly hasChildren: boolean;
  /** How many stand beside each other under the same parent, and which of them this is, from 1. */
  readonly siblings: number;
  readonly place: number;
}

/** Items with keys that stay when others come and go: the way down to each, by labels, and which of several alike it is. */
export function keyed<Item extends Omit<TreeItem, "key">>(
  items: readonly Item[],
  label: (item: Item) => string,
): (Item & TreeItem)[] {
  const way: { readonly key: string; seen: Map<string, number> | null }[] = [];
  const roots = new Map<string, number>();
  return items.map((item) => {
    way.length = Math.min(way.length, item.depth);
    const parent = way.at(-1);
    // Most have nothing inside.
    if (parent !== undefined) parent.seen ??= new Map();
    const seen = parent?.seen ?? roots;
    const own = label(item);
    const nth = seen.get(own) ?? 0;
    seen.set(own, nth + 1);
    const key = `${parent?.key ?? ""}/${own}${nth === 0 ? "" : ` ${nth}`}`;
    way.push({ key, seen: null });
    return { ...item, key };
  });
}

/** The rows that are seen if what is inside the closed items, given by key, is not. O(items). */
export function openRows(items: readonly TreeItem[], closed: ReadonlySet<TreeItem["key"]>): TreeRow[] {
  const parents: number[] = [];
  const places: number[] = [];
  const counts = new Map<number, number>();
  const ends = new Array<number>(items.length).fill(items.length);
  const way: number[] = [];
  for (const [position, { depth }] of items.entries()) {
    while (way.length > 0 && (items[way.at(-1) as number] as TreeItem).depth >= depth)
      ends[way.pop() as number] = position;
    const parent = way.at(-1) ?? -1;
    const place = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, place);
    parents.push(parent);
    places.push(place);
    way.push(position);
  }
  const rows: TreeRow[] = [];
  for (let item = 0; item < items.length; ) {
    const end = ends[item] as number;
    const parent = parents[item] as number;
    rows.push({
      item,
      parent,
      end,
      hasChildren: counts.has(item),
      siblings: counts.get(parent) as number,
      place: places[item] as number,
    });
    item = closed.has((items[item] as TreeItem).key) ? end : item + 1;
  }
  return rows;
}
