import { Button } from "react-aria-components";
import { EmptyState } from "../ui/empty_state";
import styles from "./shell.module.css";

/** Stands where the source would be. */
export function NoFile({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState title="No file is open">
      <p>
        Make one and type some Python, or drop files anywhere on this page. The tree of a file appears beside it as a
        table, and what is wrong with it below.
      </p>
      <Button className={styles.create ?? ""} onPress={onCreate}>
        New file
      </Button>
    </EmptyState>
  );
}
