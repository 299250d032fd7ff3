// How far what is shown is that of the present text.

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

/** Of what the checker says of the open file. */
export function freshnessOfCheck(workspace: Workspace): Freshness | null {
  const id = workspace.active.get();
  const file = id === null ? undefined : workspace.file(id);
  if (file === undefined) return null;
  const checked = workspace.checked.get().get(file.id);
  const known = checked === undefined ? null : { version: checked.version, ms: checked.checkMs };
  return freshnessOf(file.version, known, workspace.checker.get());
}
