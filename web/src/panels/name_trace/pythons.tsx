import type { Comparison } from "../../model/trace_view";
import { Choice } from "../../ui/choice";
import styles from "./name_trace.module.css";
import { pythonsText } from "./words";

interface PythonsProps {
  comparison: Comparison;
  /** The one that was picked. */
  second: number | null;
  onCompare: (python: number) => void;
}

/** Whether other Pythons resolve the name otherwise, and the choice of one to be shown beside this one. */
export function Pythons({ comparison, second, onCompare }: PythonsProps) {
  const { agreeing, others, chosen } = comparison;
  if (others.length === 0)
    return <p className={styles.agree}>Every Python from {pythonsText(agreeing)} resolves it in this way.</p>;
  const options = [...others.flatMap(({ python }) => python), ...agreeing]
    .sort((a, b) => b - a)
    .map((minor) => ({ id: minor, text: `3.${minor}`, note: agreeing.includes(minor) ? "the same" : "differs" }));
  return (
    <div className={styles.differ}>
      <p>
        {pythonsText(others.flatMap(({ python }) => python).sort((a, b) => a - b))}{" "}
        {others.flatMap(({ python }) => python).length > 1 ? "resolve" : "resolves"} it otherwise.
      </p>
      <Choice
        label="Beside Python"
        options={options}
        value={second ?? chosen?.python.at(-1) ?? null}
        onChange={onCompare}
      />
    </div>
  );
}
