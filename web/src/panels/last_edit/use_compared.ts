import { useCallback, useState } from "react";
import { comparePoints, type Span } from "../../model/place";
import type { Focus, Workspace } from "../../model/workspace";
import { useStore } from "../../ui/use_store";

/** What is compared, and where it stands in the present text; null if it does not. */
export interface Compared {
  readonly path: string;
  readonly span: Span | null;
}

export interface PlaceActions {
  /** Selects a range in the source, leaving the keyboard where it is. */
  readonly onSelect: (span: Span) => void;
  /** Selects it and takes the keyboard there. */
  readonly onJump: (span: Span) => void;
}

const stands = (inside: Span, { start, end }: Span): boolean =>
  comparePoints(start, inside.start) <= 0 && comparePoints(inside.end, end) <= 0;

/** Position of the last row that the place stands in: of nested ones the innermost. */
function rowAround(rows: readonly Compared[], path: string | undefined, focus: Focus | null): number | null {
  if (focus?.at !== "text" || path === undefined) return null;
  const found = rows.findLastIndex((row) => row.path === path && row.span !== null && stands(focus.span, row.span));
  return found < 0 ? null : found;
}

/**
 * Rows of a comparison in step with the source: the selected one is at the cursor, or was chosen; a choice holds until the
 * cursor moves.
 */
export function useCompared<Row extends Compared>(
  workspace: Workspace,
  rows: readonly Row[],
  { onSelect, onJump }: PlaceActions,
) {
  const focus = useStore(workspace.focus);
  const active = useStore(workspace.active);
  const path = useStore(workspace.tabs).find(({ id }) => id === active)?.path;
  const [choice, setChoice] = useState<{ readonly row: Row; readonly focus: Focus | null } | null>(null);

  const go = useCallback(
    (row: Row, show: (span: Span) => void) => {
      if (row.span !== null && workspace.showPath(row.path)) {
        workspace.focusText(row.span);
        show(row.span);
      }
      setChoice({ row, focus: workspace.focus.get() });
    },
    [workspace],
  );
  const select = useCallback((row: Row) => go(row, onSelect), [go, onSelect]);
  const jump = useCallback((row: Row) => go(row, onJump), [go, onJump]);

  const chosen = choice !== null && choice.focus === focus ? rows.indexOf(choice.row) : -1;
  return { select, jump, selected: chosen >= 0 ? chosen : rowAround(rows, path, focus) };
}
