import { count, plural } from "./counts";
import styles from "./freshness.module.css";

interface FreshnessProps {
  is: "fresh" | "checking" | "stale";
  /** Null if there is no result yet. */
  revision: number | null;
  /** What making it took, if that is known. */
  ms?: number | null;
  /** Edits since. */
  behind?: number;
}

function words({ is, revision, ms = null, behind = 0 }: FreshnessProps): string {
  const of = revision === null ? "" : ` revision ${count(revision)}`;
  if (is === "fresh") return `Fresh: of${of}${ms === null ? "" : `, made in ${ms.toFixed(1)} ms`}`;
  const late = revision === null ? "" : `: what is shown is of${of}, ${plural(behind, "edit")} behind`;
  return is === "checking" ? `Checking${late}` : `Stale${late}; nothing is being checked`;
}

/** How far what stands beside it is that of the present text: a full, a hollow or a crossed dot, and words for who asks. */
export function FreshnessMark(props: FreshnessProps) {
  const said = words(props);
  return <span role="img" aria-label={said} title={said} className={styles.mark} data-is={props.is} />;
}
