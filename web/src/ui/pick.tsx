import { useId } from "react";
import styles from "./pick.module.css";

interface PickProps<Value extends string> {
  label: string;
  /** Where what stands beside it says it already. */
  isLabelHidden?: boolean;
  values: readonly Value[];
  value: Value | null;
  /** What null is called. */
  none: string;
  /** Null where nothing else can be chosen. */
  onChange: ((value: Value | null) => void) | null;
}

/** One of a few words or none, as the system shows such choices: light enough for a list of them. */
export function Pick<Value extends string>({ label, isLabelHidden, values, value, none, onChange }: PickProps<Value>) {
  const id = useId();
  return (
    <span className={styles.pick} data-chosen={value !== null}>
      <label htmlFor={id} className={isLabelHidden ? styles.hidden : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={value ?? ""}
        disabled={onChange === null}
        onChange={({ target }) => onChange?.(values.find((one) => one === target.value) ?? null)}
      >
        <option value="">{none}</option>
        {values.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </span>
  );
}
