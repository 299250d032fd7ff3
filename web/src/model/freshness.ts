// How far what is shown is that of the present text.

import { languageOf } from "./languages";
import type { CheckerState, Workspace } from "./workspace";

export type Freshness =
  /** Nothing newer can be known. */
  | { readonly is: "fresh"; readonly revision: number; readonly ms: number | null }
  /** Something newer is on its way; null if it is the first. */
  | { readonly is: "checking"; readonly revision: number | null; readonly behind: number }
  /** Nobody makes anything newer. */
  | { readonly is: "stale"; readonly revision: number | null; readonly behind: number };

/** Of a result about `known`, a version of the text of which there is `version` now. */
export function freshnessOf(
  version: number,
  known: { readonly version: number; readonly ms?: number } | null,
  checker: CheckerState,
): Freshness {
  if (known !== null && known.version === version)
    return { is: "fresh", revision: known.version, ms: known.ms ?? null };
  const revision = known?.version ?? null;
  return { is: checker.is === "paused" ? "stale" : "checking", revision, behind: version - (revision ?? 0) };
}

/** Of what the checker says of the open file; null if it says nothing of such a file. */
export function freshnessOfCheck(workspace: Workspace): Freshness | null {
  const tab = workspace.tabs.get().find(({ id }) => id === workspace.active.get());
  const file = tab === undefined ? undefined : workspace.file(tab.id);
  if (tab === undefined || file === undefined) return null;
  if (languageOf(tab.path) !== "python" && workspace.configurationFile()?.id !== tab.id) return null;
  const checked = workspace.checked.get().get(file.id);
  const known = checked === undefined ? null : { version: checked.version, ms: checked.checkMs };
  return freshnessOf(file.version, known, workspace.checker.get());
}
