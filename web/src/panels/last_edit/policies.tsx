import type { EngineReport } from "../../model/engine";
import type { EngineView } from "../../model/engine_view";
import type { Workspace } from "../../model/workspace";
import { byteCount, milliseconds } from "../../ui/byte_count";
import { count } from "../../ui/counts";
import { PushButton } from "../../ui/push_button";
import { useStore } from "../../ui/use_store";
import styles from "./last_edit.module.css";

const isBytes = (policy: string): boolean => /^\d+$/.test(policy);
const named = (policy: string): string =>
  isBytes(policy) ? `beyond ${byteCount(Number(policy))}` : policy.replace("-", " ");

interface PoliciesProps {
  workspace: Workspace;
  engine: EngineView;
  report: EngineReport;
}

/** What each policy would make of the open files, measured on a copy of them. */
export function Policies({ workspace, engine, report }: PoliciesProps) {
  const policies = useStore(engine.policies);
  const isMeasuring = useStore(engine.isMeasuring);
  const { policy, files } = report.state;
  const all = files.reduce((total, { treeBytes }) => total + treeBytes, 0);
  const budget = isBytes(policy) ? Number(policy) : Math.ceil(all / 2);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className={styles.scroll} tabIndex={0} aria-label="Policies compared">
      <p className={styles.options}>
        <PushButton isDisabled={isMeasuring} onPress={() => engine.measure(budget)}>
          {policies === null ? "Measure on these files" : "Measure again"}
        </PushButton>
        <span className={styles.faint}>
          A copy of the open files is checked from nothing under each policy; then every file's table is looked at once.
          Memory is that of trees alone. All policies report the same problems.
        </span>
      </p>
      {policies !== null && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Trees are freed</th>
              <th scope="col">Most memory</th>
              <th scope="col">Kept at the end</th>
              <th scope="col">Trees freed</th>
              <th scope="col">Parsed again to check</th>
              <th scope="col">and to look</th>
              <th scope="col">Time to check</th>
              <th scope="col">and to look</th>
              <th scope="col">
                <span className={styles.hidden}>Choose</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {policies.map((its) => (
              <tr key={its.policy} data-chosen={its.policy === policy || undefined}>
                <th scope="row">{named(its.policy)}</th>
                <td>{byteCount(its.peakBytes)}</td>
                <td>{byteCount(its.residentBytes)}</td>
                <td>{count(its.freed)}</td>
                <td>{count(its.reparses)}</td>
                <td>{count(its.reparsesLooking)}</td>
                <td>{milliseconds(its.checkMs)}</td>
                <td>{milliseconds(its.lookMs)}</td>
                <td>
                  {its.policy === policy ? (
                    "in use"
                  ) : (
                    <PushButton
                      aria-label={`Use ${named(its.policy)}`}
                      onPress={() => workspace.setReclaim(its.policy)}
                    >
                      Use
                    </PushButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
