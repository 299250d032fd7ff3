import { useLayoutEffect, useRef } from "react";
import type { Begun } from "../model/begun";
import type { NamesView } from "../model/names_view";
import type { RulePages } from "../model/rule_pages";
import type { Workspace } from "../model/workspace";
import "./editor_pane.css";
import { SourceEditor } from "./source_editor";
import { applyTheme } from "./theme";

interface EditorPaneProps {
  workspace: Workspace;
  names: NamesView;
  /** Null where there is no room for them. */
  pages: RulePages | null;
  isDark: boolean;
  isHighContrast?: boolean;
  /** How many times as large as usual the text is. */
  textScale: number;
  /** Whether all files are only read, as those of the library always are. */
  isReadOnly?: boolean;
  /** What was typed before it was there. */
  begun: Begun | null;
  /** Told the editor once it is there, and null once it is gone. */
  onEditor: (editor: SourceEditor | null) => void;
}

export default function EditorPane({
  workspace,
  names,
  pages,
  isDark,
  isHighContrast = false,
  textScale,
  isReadOnly = false,
  begun,
  onEditor,
}: EditorPaneProps) {
  const container = useRef<HTMLDivElement>(null);
  const shown = useRef<SourceEditor | null>(null);
  useLayoutEffect(() => applyTheme(isDark, isHighContrast), [isDark, isHighContrast]);
  // Whoever types goes on in it.
  useLayoutEffect(() => {
    if (container.current === null) return;
    const editor = new SourceEditor(container.current, workspace, names, pages, isReadOnly, begun);
    shown.current = editor;
    onEditor(editor);
    return () => {
      shown.current = null;
      onEditor(null);
      editor.dispose();
    };
  }, [workspace, names, pages, isReadOnly, begun, onEditor]);
  useLayoutEffect(() => shown.current?.scaleText(textScale), [textScale]);
  return <div ref={container} className="editor-pane" />;
}
