import { Button } from "react-aria-components";
import styles from "./close_button.module.css";
import { Icon } from "./icon";

interface CloseButtonProps {
  /** What it puts away. */
  label: string;
  onPress: () => void;
}

export function CloseButton({ label, onPress }: CloseButtonProps) {
  return (
    <Button className={styles.close ?? ""} aria-label={label} onPress={onPress}>
      <Icon name="close" />
    </Button>
  );
}
