import { Button, Keyboard, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from "react-aria-components";
import { Icon } from "./icon";
import styles from "./menu_button.module.css";
import raised from "./popover.module.css";

export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  /** The keys that do the same, as they are printed. */
  readonly keys?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly name: string;
  readonly entries: readonly MenuEntry[];
}

interface MenuButtonProps {
  label: string;
  /** Those that belong together stand together. Asked when the menu opens. */
  groups: () => readonly MenuGroup[];
}

function MenuOf({ label, groups }: { label: string; groups: readonly MenuGroup[] }) {
  return (
    <Menu className={styles.menu} aria-label={label}>
      {groups
        .filter(({ entries }) => entries.length > 0)
        .map(({ name, entries }) => (
          <MenuSection key={name} id={name} aria-label={name} className={styles.group}>
            {entries.map(({ id, title, keys, isDisabled, run }) => (
              <MenuItem key={id} id={id} textValue={title} isDisabled={isDisabled ?? false} onAction={run}>
                <Text slot="label">{title}</Text>
                {keys !== undefined && <Keyboard>{keys}</Keyboard>}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
    </Menu>
  );
}

/** A button that opens a menu. */
export function MenuButton({ label, groups }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <Button className={raised.trigger ?? ""}>
        {label}
        <Icon name="chevron" />
      </Button>
      <Popover className={raised.popover ?? ""} placement="bottom end">
        {() => <MenuOf label={label} groups={groups()} />}
      </Popover>
    </MenuTrigger>
  );
}
