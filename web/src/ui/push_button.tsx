import { Button, type ButtonProps } from "react-aria-components";
import styles from "./push_button.module.css";

/** A button with words on it, small enough to stand in a line of text. */
export function PushButton(props: Omit<ButtonProps, "className">) {
  return <Button {...props} className={styles.button ?? ""} />;
}
