import type { ReactNode } from "react";
import { Switch } from "react-aria-components";
import styles from "./toggle.module.css";

interface ToggleProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}

/** Something that is on or off. */
export function Toggle({ isOn, onChange, children }: ToggleProps) {
  return (
    <Switch className={styles.toggle} isSelected={isOn} onChange={onChange}>
      <span className={styles.track} aria-hidden="true" />
      {children}
    </Switch>
  );
}
