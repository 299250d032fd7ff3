import { type RefObject, useEffect } from "react";
import type { SourceEditor } from "../editor/source_editor";
import type { Command, CommandGroup, Commands } from "../model/commands";
import type { TableName, Workspace } from "../model/workspace";
import { enterPart } from "./use_parts";

// What the editor does itself, by the names that it has for it.
const editorCommands: readonly (readonly [group: CommandGroup, title: string, shortcut: string, action: string])[] = [
  ["Go", "Go to the definition of a name", "F12", "editor.action.revealDefinition"],
  ["Go", "Show all that stands for the same name", "Shift+F12", "editor.action.goToReferences"],
  ["Go", "Go to a definition of this file", "Mod+Shift+O", "editor.action.quickOutline"],
  ["Go", "Go to a line", "Mod+G", "editor.action.gotoLine"],
  ["Go", "Go to the next problem", "F8", "editor.action.marker.nextInFiles"],
  ["Go", "Trace the name: next step", "F9", "pellucid.trace.next"],
  ["Edit", "Find", "Mod+F", "actions.find"],
  ["Edit", "Rename a name", "F2", "editor.action.rename"],
  ["Edit", "Complete", "Mod+Space", "editor.action.triggerSuggest"],
  ["Edit", "Show what a call takes", "Mod+Shift+Space", "editor.action.triggerParameterHints"],
  ["Edit", "Fix, silence or explain a problem", "Mod+.", "editor.action.quickFix"],
  ["Edit", "Make a comment of the line, or code", "Mod+/", "editor.action.commentLine"],
  ["Edit", "Fold", "Mod+Shift+[", "editor.fold"],
  ["Edit", "Unfold", "Mod+Shift+]", "editor.unfold"],
  ["Edit", "Let Tab leave the source, or indent", "Mod+M", "pellucid.tab.leaves"],
];

/** Of the page's own: where to go and what to see. */
export function useViewCommands(
  commands: Commands,
  workspace: Workspace,
  editor: RefObject<SourceEditor | null>,
  toggleTheme: RefObject<() => void>,
  showTable: (table: TableName) => void,
): void {
  useEffect(() => {
    const table = (name: TableName, title: string): Command => ({
      id: `view.${name}`,
      title,
      group: "View",
      isEnabled: () => workspace.active.get() !== null,
      run: () => {
        showTable(name);
        document.getElementById(`table-${name}`)?.focus();
      },
    });
    const hasSource = () => editor.current !== null;
    return commands.register([
      {
        ...{ id: "go.nextPart", title: "Go to the next part of the page", group: "Go", shortcuts: ["F6"] },
        run: () => enterPart(1),
      },
      {
        ...{ id: "go.lastPart", title: "Go to the part before", group: "Go", shortcuts: ["Shift+F6"] },
        run: () => enterPart(-1),
      },
      {
        ...{ id: "go.source", title: "Go to the source", group: "Go", isEnabled: hasSource },
        run: () => editor.current?.focus(),
      },
      ...editorCommands.map<Command>(([group, title, shortcut, action]) => ({
        ...{ id: `editor.${action}`, title, group, shortcuts: [shortcut], keysOf: "editor", isEnabled: hasSource },
        run: () => editor.current?.run(action),
      })),
      table("name", "Show where a name comes from"),
      table("scopes", "Show scopes and symbols"),
      table("nodes", "Show the node table"),
      table("tokens", "Show tokens"),
      table("engine", "Show the engine at work"),
      table("settings", "Show settings of Python and rules"),
      table("run", "Show what the program prints"),
      {
        ...{ id: "view.theme", title: "Change between light and dark colours", group: "View" },
        run: () => toggleTheme.current(),
      },
    ]);
  }, [commands, workspace, editor, toggleTheme, showTable]);
}
