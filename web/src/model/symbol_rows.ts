import type { DefinitionEntry, Owner, SymbolTable, UseEntry } from "./names";
import { comparePoints, type Span } from "./place";

/** A symbol of a scope, or under it a place that begins with its name: `self.x`, `a["k"]`. */
export interface SymbolRow {
  /** Unlike that of any other row of the scope. */
  readonly key: string;
  readonly text: string;
  /** What Python makes of a private name; null if it is as written. */
  readonly mangled: string | null;
  readonly isPlace: boolean;
  readonly flags: readonly string[];
  readonly owner: Owner;
  readonly definitions: readonly DefinitionEntry[];
  readonly uses: readonly UseEntry[];
}

const rootOf = (place: string): string => /^[^.[]*/.exec(place)?.[0] ?? place;

/** Symbols in their order, each followed by its places. O(rows). */
export function symbolRows({ symbols, places }: SymbolTable): SymbolRow[] {
  const under = new Map<string, SymbolRow[]>();
  for (const place of places) {
    const row: SymbolRow = {
      ...place,
      key: `place ${place.text}`,
      mangled: null,
      isPlace: true,
      flags: [],
      definitions: place.definitions.map((definition) => ({ ...definition, reachable: true })),
      // Of an object's parts nobody knows whether they are there.
      uses: place.uses.map((use) => ({ ...use, access: "read", state: "bound", inString: false })),
    };
    const root = rootOf(place.text);
    const rows = under.get(root);
    if (rows === undefined) under.set(root, [row]);
    else rows.push(row);
  }
  const rows: SymbolRow[] = [];
  for (const symbol of symbols) {
    const { name, text, flags, owner, definitions, uses } = symbol;
    const mangled = name === text ? null : name;
    rows.push({ key: `symbol ${name}`, text, mangled, isPlace: false, flags, owner, definitions, uses });
    rows.push(...(under.get(text) ?? []));
    under.delete(text);
  }
  for (const rest of under.values()) rows.push(...rest);
  return rows;
}

/** Where the row is met first: where the name is bound, else where it is read. */
export function firstSpan({ definitions, uses }: SymbolRow): Span | null {
  const [span] = (definitions.length > 0 ? definitions : uses)
    .map((entry) => entry.span)
    .sort((a, b) => comparePoints(a.start, b.start));
  return span ?? null;
}
