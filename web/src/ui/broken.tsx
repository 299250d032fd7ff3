import { EmptyState } from "./empty_state";
import styles from "./push_button.module.css";

interface BrokenProps {
  title: string;
  error: Error;
  children: string;
  action: string;
  onAction: () => void;
}

/** Stands where something of ours has failed, and says how it goes on. */
export function Broken({ title, error, children, action, onAction }: BrokenProps) {
  return (
    <EmptyState title={title}>
      <p role="alert">
        {children} ({error.message})
      </p>
      <button type="button" className={styles.button} onClick={onAction}>
        {action}
      </button>
    </EmptyState>
  );
}
