import { type Command, type Commands, commandGroups, shortcutText } from "../../model/commands";
import { Dialog } from "../../ui/dialog";
import { Keys } from "../../ui/keys";
import { isMac } from "../../ui/platform";
import { useStore } from "../../ui/use_store";
import styles from "./shortcut_list.module.css";

interface ShortcutListProps {
  commands: Commands;
  isOpen: boolean;
  onClose: () => void;
}

function Group({ group, commands }: { group: string; commands: readonly Command[] }) {
  return (
    <section className={styles.group} aria-label={group}>
      <h3>{group}</h3>
      <dl>
        {commands.map(({ id, title, shortcuts = [] }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>
              {shortcuts.map((shortcut) => (
                <Keys key={shortcut} text={shortcutText(shortcut, isMac)} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Groups({ commands }: { commands: Commands }) {
  const withKeys = useStore(commands.list).filter(({ shortcuts = [] }) => shortcuts.length > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to
    <div className={styles.groups} tabIndex={0} role="group" aria-label="Keys by what they do">
      {commandGroups.map((group) => {
        const own = withKeys.filter((command) => command.group === group);
        return own.length > 0 && <Group key={group} group={group} commands={own} />;
      })}
    </div>
  );
}

/** What keys do, made from the commands. */
export function ShortcutList({ commands, isOpen, onClose }: ShortcutListProps) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose} width={720}>
      <Groups commands={commands} />
    </Dialog>
  );
}
