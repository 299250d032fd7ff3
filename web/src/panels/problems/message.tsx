import type { Severity } from "../../model/results";
import { CodeText } from "../../ui/code_text";
import { Icon } from "../../ui/icon";
import styles from "./problems.module.css";

const severityNames: Record<Severity, string> = { error: "Error", warning: "Warning", info: "Note" };

/** What a problem says; a related place has no severity and stands under its problem. */
export function Message({ text, severity }: { text: string; severity: Severity | null }) {
  return (
    <span className={styles.message} data-severity={severity ?? "related"} title={text}>
      {severity !== null && (
        <span role="img" aria-label={severityNames[severity]} className={styles.severity}>
          <Icon name={severity} />
        </span>
      )}
      <span className={styles.words}>
        <CodeText text={text} />
      </span>
    </span>
  );
}
