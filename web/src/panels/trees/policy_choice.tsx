import { useState } from "react";
import { Input, Label, Radio, RadioGroup, TextField } from "react-aria-components";
import type { Workspace } from "../../model/workspace";
import styles from "./trees.module.css";

type Kind = "after-check" | "never" | "budget";

const kinds: readonly { id: Kind; text: string }[] = [
  { id: "after-check", text: "after check" },
  { id: "never", text: "never" },
  { id: "budget", text: "beyond" },
];

const kindOf = (policy: string): Kind => (policy === "after-check" || policy === "never" ? policy : "budget");

const firstBudget = 16;
// More than the heap can be.
const mostKilobytes = 2 ** 22;

/** When trees are given back. */
export function PolicyChoice({ workspace, policy }: { workspace: Workspace; policy: string }) {
  const kind = kindOf(policy);
  const [budget, setBudget] = useState(String(firstBudget));
  const kilobytes = Math.min(Number(budget), mostKilobytes);
  const isGood = /^\d+$/.test(budget);
  const set = (next: Kind, of = kilobytes) => workspace.setReclaim(next === "budget" ? String(of * 1024) : next);
  return (
    <div className={styles.policy}>
      <RadioGroup
        className={styles.kinds}
        orientation="horizontal"
        value={kind}
        onChange={(next) => set(next as Kind, isGood ? kilobytes : firstBudget)}
      >
        <Label>Free trees</Label>
        {kinds.map(({ id, text }) => (
          <Radio key={id} value={id} className={styles.kind}>
            {text}
          </Radio>
        ))}
      </RadioGroup>
      <TextField
        className={styles.budget}
        aria-label="Kilobytes of trees that may stay"
        value={budget}
        isInvalid={!isGood}
        onChange={(text) => {
          setBudget(text);
          if (kind === "budget" && /^\d+$/.test(text)) set("budget", Math.min(Number(text), mostKilobytes));
        }}
      >
        <Input inputMode="numeric" size={5} />
      </TextField>
      <span className={styles.unit}>kB</span>
    </div>
  );
}
