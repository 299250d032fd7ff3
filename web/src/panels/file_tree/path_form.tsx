import { useState } from "react";
import { FieldError, Form, Input, Label, TextField } from "react-aria-components";
import type { PathProblem } from "../../model/paths";
import styles from "./file_tree.module.css";

interface PathFormProps {
  label: string;
  path: string;
  /** Why it cannot have that path; null if it has it now. */
  onTry: (path: string) => PathProblem | null;
  onDone: () => void;
}

/** The name without its ending, as one mostly wants to change it. */
function selectStem(input: HTMLInputElement): void {
  const start = input.value.lastIndexOf("/") + 1;
  const dot = input.value.lastIndexOf(".");
  input.setSelectionRange(start, dot > start ? dot : input.value.length);
}

export function PathForm({ label, path, onTry, onDone }: PathFormProps) {
  const [wanted, setWanted] = useState(path);
  const [problem, setProblem] = useState<PathProblem | null>(null);
  return (
    <Form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        const found = wanted === path ? null : onTry(wanted);
        setProblem(found);
        if (found === null) onDone();
      }}
    >
      <TextField
        value={wanted}
        onChange={(value) => {
          setWanted(value);
          setProblem(null);
        }}
        isInvalid={problem !== null}
        validationBehavior="aria"
        autoFocus
      >
        <Label>{label}</Label>
        <Input
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => selectStem(event.currentTarget)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            onDone();
          }}
        />
        <FieldError className={styles.problem}>{problem !== null && `Not that one: ${problem}.`}</FieldError>
      </TextField>
    </Form>
  );
}
