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

/** Whether other Pythons come to another answer, and the choice of one to be shown beside this one. */
export function Pythons({ comparison, second, onCompare }: PythonsProps) {
  const { agreeing, differing, others, chosen } = comparison;
  if (others.length === 0)
    return <p className={styles.agree}>Every Python from {pythonsText(agreeing)} resolves it in this way.</p>;
  const otherWay = others.flatMap(({ python }) => python);
  const note = (minor: number) => {
    if (agreeing.includes(minor)) return "the same";
    return differing.includes(minor) ? "differs" : "other steps";
  };
  const options = [...otherWay, ...agreeing]
    .sort((a, b) => b - a)
    .map((minor) => ({ id: minor, text: `3.${minor}`, note: note(minor) }));
  const isDifferent = differing.length > 0;
  const subject = isDifferent ? differing : otherWay.sort((a, b) => a - b);
  const verb = subject.length > 1 ? "come" : "comes";
  return (
    <div className={styles.differ} data-different={isDifferent || undefined}>
      <p>
        {isDifferent
          ? `Python ${pythonsText(subject)} ${verb} to another answer.`
          : `Python ${pythonsText(subject)} ${verb} to the same answer by other steps.`}
      </p>
      <Choice
        label="Beside Python"
        options={options}
        value={second ?? chosen?.python.at(-1) ?? null}
        placeholder="–"
        onChange={onCompare}
      />
    </div>
  );
}
