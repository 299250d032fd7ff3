import { type Command, type Commands, shortcutText } from "../model/commands";
import type { MenuGroup } from "../ui/menu_button";
import { isMac } from "../ui/platform";

// Those that one looks for first; what others add comes behind.
const firstRooms = ["files", "drafts"];

const roomOf = ({ id }: Command): string => id.split(".", 1)[0] ?? "";

/** Of lessons only what can be done now, which is mostly to open one. */
const isOffered = ({ group, isEnabled }: Command): boolean =>
  group === "Project" || (group === "Learn" && isEnabled?.() !== false);

/** What the menu "Project" offers: commands, those together whose ids begin alike. */
export function projectMenu(commands: Commands): readonly MenuGroup[] {
  const offered = commands.list.get().filter(isOffered);
  const rooms = new Set([...firstRooms, ...offered.map(roomOf)]);
  return [...rooms].map((name) => ({
    name,
    entries: offered
      .filter((command) => roomOf(command) === name)
      .map(({ id, title, shortcuts = [], isEnabled, run }) => ({
        ...{ id, title, run },
        keys: shortcuts[0] && shortcutText(shortcuts[0], isMac),
        isDisabled: isEnabled?.() === false,
      })),
  }));
}
