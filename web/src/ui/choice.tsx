import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import styles from "./choice.module.css";
import { Icon } from "./icon";
import raised from "./popover.module.css";

export interface ChoiceOption {
  readonly id: number;
  readonly text: string;
  /** What there is to know about it before it is chosen. */
  readonly note?: string | undefined;
}

interface ChoiceProps {
  label: string;
  options: readonly ChoiceOption[];
  value: number | null;
  placeholder?: string;
  onChange: (id: number) => void;
}

/** One of a few values, behind a button that shows it. */
export function Choice({ label, options, value, placeholder = "", onChange }: ChoiceProps) {
  return (
    <Select
      className={styles.choice}
      value={value}
      placeholder={placeholder}
      onChange={(key) => key !== null && onChange(Number(key))}
    >
      <Label>{label}</Label>
      <Button className={raised.trigger ?? ""}>
        <SelectValue>{({ defaultChildren, selectedText }) => selectedText || defaultChildren}</SelectValue>
        <Icon name="chevron" />
      </Button>
      <Popover className={raised.popover ?? ""}>
        <ListBox className={styles.options}>
          {options.map(({ id, text, note }) => (
            <ListBoxItem key={id} id={id} textValue={text}>
              {text}
              {note !== undefined && <span className={styles.note}>{note}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
