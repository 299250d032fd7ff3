// What was last done with trees, in a sentence.

import type { TreeEvent } from "./engine";

/** `node table`, `use def`: the name of a query or question, as words. */
export function askerWords(asker: string): string {
  return asker.replaceAll("_", " ").replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function deed({ kind, asker }: TreeEvent): string {
  const because = asker === "" || asker === "parsed" ? "" : ` for ${askerWords(asker)}`;
  switch (kind) {
    case "parsed":
      return "parsed";
    case "reparsed":
      return `parsed again${because}`;
    case "reparsedInPart":
      return `parsed again in part${because}`;
    case "freed":
      return "its tree freed";
    case "replaced":
      return "its tree replaced";
  }
}

/** Of the file that something was done with last, all that was done in a row. */
export function treeNews(events: readonly TreeEvent[]): { readonly path: string; readonly deeds: string } | null {
  const last = events.at(-1);
  if (last === undefined) return null;
  const row: TreeEvent[] = [];
  for (const event of events.toReversed()) {
    if (event.path !== last.path || row.length === 2) break;
    row.unshift(event);
  }
  return { path: last.path, deeds: row.map(deed).join(", then ") };
}
