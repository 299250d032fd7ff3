import type { ReactNode } from "react";
import styles from "./empty_state.module.css";

/** Stands where there is nothing to show yet, and says what would be there. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <div className={styles.words}>{children}</div>
    </div>
  );
}
