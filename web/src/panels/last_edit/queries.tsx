import type { Statistics } from "../../model/engine";
import { count } from "../../ui/counts";
import styles from "./last_edit.module.css";

/** What each query did since the session began. */
export function Queries({ statistics }: { statistics: Statistics }) {
  const queries = Object.entries(statistics.queries).filter(([, { run, reused }]) => run + reused > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className={styles.scroll} tabIndex={0} aria-label="All queries">
      <p className={styles.options}>
        Every question that the checker has asked itself since the session began: how often its answer was computed, how
        often that came out equal to before, so that nobody else had to compute anything, and how often it was simply
        remembered.
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Computed</th>
            <th scope="col">Equal to before</th>
            <th scope="col">Remembered</th>
          </tr>
        </thead>
        <tbody>
          {queries.map(([name, { run, reused, cut_off }]) => (
            <tr key={name} data-query={name}>
              <th scope="row">{name}</th>
              <td data-count="run">{count(run)}</td>
              <td data-count="cut_off">{count(cut_off)}</td>
              <td data-count="reused">{count(reused)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
