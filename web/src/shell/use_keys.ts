import { useEffect } from "react";
import type { Commands } from "../model/commands";
import { isMac } from "../ui/platform";

const writable = "input, textarea, select, [contenteditable], [role=textbox], .monaco-editor";

/** Runs the commands whose shortcuts are pressed. */
export function useKeys(commands: Commands): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // What stands over the page has the keys to itself.
      if (event.target instanceof Element && event.target.closest("[data-modal]") !== null) return;
      const isTyping = event.target instanceof Element && event.target.closest(writable) !== null;
      const command = commands.pressed(event, isMac, isTyping);
      if (command === null) return;
      // Before the editor, which has some of these keys for itself.
      event.preventDefault();
      event.stopPropagation();
      command.run();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [commands]);
}
