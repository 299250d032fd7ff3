import type { ReactNode } from "react";
import styles from "./notice.module.css";

interface NoticeProps {
  /** An alert is read out at once, a status when there is a pause. */
  role: "alert" | "status";
  /** What it says. */
  children: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
}

/** A line across the page that stays until something is done. */
export function Notice({ role, children, actions }: NoticeProps) {
  return (
    <div className={styles.notice} data-role={role}>
      <p role={role}>{children}</p>
      <div className={styles.actions}>{actions}</div>
    </div>
  );
}
