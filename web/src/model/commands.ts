// All that a visitor can have done by name: what the palette lists, what keys do, and what `?` shows of them. Whoever
// adds something to do registers it here, and needs no menu of its own.

import { type Readable, Store } from "./store";

export const commandGroups = ["Project", "Go", "Edit", "View", "Check", "Learn", "Help"] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface Command {
  /** Such as `view.theme`. */
  readonly id: string;
  /** Words for what happens: "Download as zip". */
  readonly title: string;
  readonly group: CommandGroup;
  /** Such as `Mod+Shift+P`, `F6` or `?`; Mod is Command on a Mac and Ctrl elsewhere. The first is shown. */
  readonly shortcuts?: readonly string[];
  /** Whose keys they are: the page's, or the editor's, which acts on them itself while it has the keyboard. */
  readonly keysOf?: "page" | "editor";
  /** Asked when the command is listed and when it is to run. */
  readonly isEnabled?: () => boolean;
  readonly run: () => void;
}

/** What of a key event tells which shortcut it is. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface Chord {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

function chordOf(shortcut: string): Chord {
  const parts = shortcut.split("+");
  const key = parts.at(-1) as string;
  return { mod: parts.includes("Mod"), alt: parts.includes("Alt"), shift: parts.includes("Shift"), key };
}

const isLetter = (key: string): boolean => /^[a-z]$/i.test(key);

function isPressed({ mod, alt, shift, key }: Chord, press: KeyPress, isMac: boolean): boolean {
  const { ctrlKey, metaKey } = press;
  if ((isMac ? metaKey : ctrlKey) !== mod || (isMac ? ctrlKey : metaKey) || press.altKey !== alt) return false;
  // Of a sign such as `?` the keyboard decides whether it takes Shift.
  const isSign = key.length === 1 && !isLetter(key);
  return (isSign || press.shiftKey === shift) && press.key.toLowerCase() === key.toLowerCase();
}

/** Whether these keys write something where one writes. */
export function isTyped(shortcut: string): boolean {
  const { mod, alt, key } = chordOf(shortcut);
  return key.length === 1 && !mod && !alt;
}

const macSigns: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥" };

/** As it is printed on the keyboard. */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const parts = shortcut.split("+").map((part) => (part.startsWith("Arrow") ? part.slice(5) : part));
  if (isMac) return parts.map((part) => macSigns[part] ?? part).join("");
  return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join("+");
}

export class Commands {
  readonly #list = new Store<readonly Command[]>([]);
  /** In the order of their groups, and within one as they were registered. */
  readonly list: Readable<readonly Command[]> = this.#list;

  /** Returns the way to take them away again. */
  register(commands: readonly Command[]): () => void {
    const known = new Set(this.#list.get().map(({ id }) => id));
    for (const { id } of commands) if (known.has(id)) throw new Error(`there is a command ${id} already`);
    const place = ({ group }: Command) => commandGroups.indexOf(group);
    this.#list.set([...this.#list.get(), ...commands].toSorted((a, b) => place(a) - place(b)));
    return () => this.#list.set(this.#list.get().filter((command) => !commands.includes(command)));
  }

  /** Whether there is one that can be run now. */
  run(id: string): boolean {
    const command = this.#list.get().find((one) => one.id === id);
    if (command === undefined || command.isEnabled?.() === false) return false;
    command.run();
    return true;
  }

  /** What the keys do that were pressed; `isTyping`: where they would write. */
  pressed(press: KeyPress, isMac: boolean, isTyping: boolean): Command | null {
    const isMeant = (shortcut: string) =>
      !(isTyping && isTyped(shortcut)) && isPressed(chordOf(shortcut), press, isMac);
    const found = this.#list.get().find(({ keysOf, shortcuts = [] }) => keysOf !== "editor" && shortcuts.some(isMeant));
    return found === undefined || found.isEnabled?.() === false ? null : found;
  }
}
