// What an address says: how the page is to open, what it is to show, and where the site's other builds are. Links
// themselves are read by codec.ts, which is loaded when there is one.

import { type TableName, tableNames } from "../model/workspace";

/** Whether the fragment, with or without its `#`, means to be a link of this page. */
export const isLink = (fragment: string): boolean => /^#?p\d/.test(fragment);

/** What may stand in an address as the name of a build. */
export const isBuildId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,39}$/.test(text);

/** How a page shows itself within another one. */
export interface EmbedOptions {
  readonly isReadOnly: boolean;
  /** Null follows the visitor's system. */
  readonly theme: "light" | "dark" | null;
  /** These two come before what the link says. */
  readonly table: TableName | null;
  readonly step: number | null;
}

export type Mode =
  /** `staysHere`: a link is opened by this build, whichever made it. */
  | { readonly is: "page"; readonly staysHere: boolean }
  | { readonly is: "embed"; readonly options: EmbedOptions }
  /** Checks what the link holds, tells the page around it, and shows nothing: for comparing builds. */
  | { readonly is: "answer" };

/** Of the query, with its `?` or without. */
export function modeOf(search: string): Mode {
  const query = new URLSearchParams(search);
  if (query.get("answer") === "1") return { is: "answer" };
  if (query.get("embed") !== "1") return { is: "page", staysHere: query.get("here") === "1" };
  const theme = query.get("theme");
  const step = query.get("step") ?? "";
  return {
    is: "embed",
    options: {
      isReadOnly: query.get("readonly") === "1",
      theme: theme === "light" || theme === "dark" ? theme : null,
      table: tableNames.find((name) => name === query.get("panel")) ?? null,
      // Counted from 1, as the panel shows it.
      step: /^[1-9]\d{0,4}$/.test(step) ? Number(step) - 1 : null,
    },
  };
}

/** The query that says so, with its `?`. */
export function embedQuery({ isReadOnly, theme, table, step }: EmbedOptions): string {
  const query = new URLSearchParams({ embed: "1" });
  if (table !== null) query.set("panel", table);
  if (step !== null) query.set("step", String(step + 1));
  if (isReadOnly) query.set("readonly", "1");
  if (theme !== null) query.set("theme", theme);
  return `?${query}`;
}

const keptBuild = /\/builds\/([a-z0-9-]+)\/(?:index\.html)?$/;

/** Where the site is, without query and fragment. A build that it keeps lies within it, in `builds/<id>/`. */
export function siteOf(address: string): { readonly root: string; readonly here: string; readonly isKept: boolean } {
  const url = new URL(address);
  url.search = "";
  url.hash = "";
  const here = new URL("./", url).href;
  const isKept = keptBuild.test(url.pathname);
  return { here, root: isKept ? new URL("../../", here).href : here, isKept };
}
