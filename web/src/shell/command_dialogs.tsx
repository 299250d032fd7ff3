import { useEffect, useState } from "react";
import type { Commands } from "../model/commands";
import { CommandPalette } from "../panels/command_palette/command_palette";
import { ShortcutList } from "../panels/shortcut_list/shortcut_list";

type Shown = "palette" | "shortcuts" | null;

/** The palette and the list of shortcuts, each of which is a command itself. */
export function CommandDialogs({ commands }: { commands: Commands }) {
  const [shown, show] = useState<Shown>(null);
  useEffect(
    () =>
      commands.register([
        {
          id: "help.commands",
          title: "Show all commands",
          group: "Help",
          shortcuts: ["Mod+Shift+P", "F1"],
          run: () => show("palette"),
        },
        {
          id: "help.shortcuts",
          title: "Show keyboard shortcuts",
          group: "Help",
          shortcuts: ["?", "Mod+Alt+K"],
          run: () => show("shortcuts"),
        },
      ]),
    [commands],
  );
  return (
    <>
      <CommandPalette commands={commands} isOpen={shown === "palette"} onClose={() => show(null)} />
      <ShortcutList commands={commands} isOpen={shown === "shortcuts"} onClose={() => show(null)} />
    </>
  );
}
