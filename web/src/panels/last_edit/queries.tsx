import type { Statistics } from "../../model/engine";
import { count } from "../../ui/counts";
import styles from "./last_edit.module.css";

/** What each query did since the session began. */
export function Queries({ statistics }: { statistics: Statistics }) {
  const queries = Object.entries(statistics.queries).filter(([, { run, reused }]) => run + reused > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className={styles.scroll} tabIndex={0} aria-label="All queries">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Query</th>
            <th scope="col">Run</th>
            <th scope="col">Equal to before</th>
            <th scope="col">Reused</th>
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
