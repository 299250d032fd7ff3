import { Autocomplete, Input, ListBox, ListBoxItem, SearchField, useFilter } from "react-aria-components";
import { type Command, type Commands, shortcutText } from "../../model/commands";
import { Dialog } from "../../ui/dialog";
import { Keys } from "../../ui/keys";
import { isMac } from "../../ui/platform";
import { useStore } from "../../ui/use_store";
import styles from "./command_palette.module.css";

interface CommandPaletteProps {
  commands: Commands;
  isOpen: boolean;
  onClose: () => void;
}

function Choices({ commands, onClose }: { commands: Commands; onClose: () => void }) {
  const all = useStore(commands.list).filter(({ isEnabled }) => isEnabled?.() !== false);
  const { contains } = useFilter({ sensitivity: "base" });
  // Each word somewhere: "py 3.12" finds "Python 3.12".
  const matches = (text: string, typed: string) => typed.split(/\s+/).every((word) => contains(text, word));
  const run = (id: string) => {
    onClose();
    // The dialog gives the keyboard back first, and the command may take it elsewhere.
    setTimeout(() => commands.run(id));
  };
  return (
    <Autocomplete filter={matches}>
      <SearchField aria-label="Command" autoFocus className={styles.search}>
        <Input placeholder="Type what is to be done" />
      </SearchField>
      <ListBox<Command>
        aria-label="Commands"
        className={styles.list}
        items={all}
        selectionMode="none"
        onAction={(id) => run(String(id))}
        renderEmptyState={() => <p className={styles.none}>There is no such command.</p>}
      >
        {({ id, group, title, shortcuts = [] }) => (
          <ListBoxItem id={id} textValue={`${group} ${title}`} className={styles.command}>
            <span className={styles.group}>{group}</span>
            <span className={styles.title}>{title}</span>
            {shortcuts[0] !== undefined && <Keys text={shortcutText(shortcuts[0], isMac)} />}
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}

/** All commands, found by their words. */
export function CommandPalette({ commands, isOpen, onClose }: CommandPaletteProps) {
  return (
    <Dialog title="Commands" isOpen={isOpen} onClose={onClose} width={560}>
      <Choices commands={commands} onClose={onClose} />
    </Dialog>
  );
}
