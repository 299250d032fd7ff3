import { useEffect, useRef } from "react";
import type { NamesView } from "../model/names_view";
import type { Workspace } from "../model/workspace";
import "./editor_pane.css";
import { SourceEditor } from "./source_editor";
import { applyTheme } from "./theme";

interface EditorPaneProps {
  workspace: Workspace;
  names: NamesView;
  isDark: boolean;
  /** Told the editor once it is there, and null once it is gone. */
  onEditor: (editor: SourceEditor | null) => void;
}

export default function EditorPane({ workspace, names, isDark, onEditor }: EditorPaneProps) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => applyTheme(isDark), [isDark]);
  useEffect(() => {
    if (container.current === null) return;
    const editor = new SourceEditor(container.current, workspace, names);
    onEditor(editor);
    return () => {
      onEditor(null);
      editor.dispose();
    };
  }, [workspace, names, onEditor]);
  return <div ref={container} className="editor-pane" />;
}
