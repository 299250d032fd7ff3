import { type RefObject, useCallback, useEffect } from "react";
import type { SourceEditor } from "../editor/source_editor";
import type { Sharing } from "../links/sharing";
import type { Span } from "../model/place";
import type { Fix } from "../model/results";
import type { Workspace } from "../model/workspace";

/** What the parts of the page have the source do. */
export interface Source {
  readonly hold: (editor: SourceEditor | null) => void;
  /** Selects a range, leaving the keyboard where it is. */
  readonly select: (span: Span) => void;
  /** Selects it and takes the keyboard there. */
  readonly show: (span: Span) => void;
  /** The same, and the page is about that place from now on. */
  readonly jump: (span: Span) => void;
  /** Shows where the name at a place comes from. */
  readonly trace: (span: Span) => void;
  readonly fix: (fix: Fix) => void;
}

/** The source, which may come later than the rest of the page. */
export function useSource(workspace: Workspace, sharing: Sharing, editor: RefObject<SourceEditor | null>): Source {
  const flash = useCallback(() => {
    const place = sharing.shown.get();
    if (place !== null && place.file === workspace.active.get()) editor.current?.flash(place);
  }, [workspace, sharing, editor]);
  useEffect(() => sharing.shown.subscribe(flash), [sharing, flash]);

  const hold = useCallback(
    (held: SourceEditor | null) => {
      editor.current = held;
      flash();
    },
    [flash, editor],
  );
  const select = useCallback((span: Span) => editor.current?.select(span), [editor]);
  const show = useCallback(
    (span: Span) => {
      editor.current?.select(span);
      editor.current?.focus();
    },
    [editor],
  );
  const jump = useCallback(
    (span: Span) => {
      workspace.focusText(span);
      show(span);
    },
    [workspace, show],
  );
  const trace = useCallback(
    (span: Span) => {
      workspace.focusText(span);
      workspace.showTable("name");
      editor.current?.select(span);
    },
    [workspace, editor],
  );
  const fix = useCallback(
    ({ edits }: Fix) => {
      const its = edits.map(({ range, text }) => ({ span: range, text }));
      const file = workspace.active.get();
      if (editor.current !== null) {
        editor.current.edit(its);
        editor.current.focus();
      } else if (file !== null) workspace.editElsewhere(file, its);
    },
    [workspace, editor],
  );
  return { hold, select, show, jump, trace, fix };
}
