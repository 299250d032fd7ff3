import type { ReactNode } from "react";
import styles from "./panel_bar.module.css";

interface PanelBarProps {
  title: ReactNode;
  /** How much there is, or where it is. */
  beside?: ReactNode;
  /** Whether a line parts it from what stands below. */
  isLined?: boolean;
  /** What can be done; on the right. */
  children?: ReactNode;
}

/** The head of a panel. */
export function PanelBar({ title, beside, isLined = false, children }: PanelBarProps) {
  return (
    <div className={styles.bar} data-lined={isLined || undefined}>
      <h2>{title}</h2>
      <span className={styles.beside}>{beside}</span>
      {children}
    </div>
  );
}
