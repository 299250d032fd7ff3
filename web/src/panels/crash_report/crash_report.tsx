import { CopyButton } from "../../ui/copy_button";
import { Dialog } from "../../ui/dialog";
import styles from "./crash_report.module.css";

interface CrashReportProps {
  report: string;
  onClose: () => void;
}

/** What can be passed on of a checker that stopped. It is for whoever reads it to copy; nothing is sent. */
export function CrashReport({ report, onClose }: CrashReportProps) {
  return (
    <Dialog title="Crash report" width={720} isOpen onClose={onClose}>
      <p className={styles.words}>
        This is all that there is to tell. It was sent nowhere: copy it into a bug report, together with the files if
        you may pass them on.
      </p>
      <textarea className={styles.report} aria-label="The report" readOnly value={report} />
      <div className={styles.actions}>
        <CopyButton text={report} isFirst>
          Copy
        </CopyButton>
      </div>
    </Dialog>
  );
}
