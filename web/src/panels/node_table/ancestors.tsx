import { nodeKinds } from "../../generated/syntax";
import type { SelectedNode } from "../../model/results";
import styles from "./node_table.module.css";

interface AncestorsProps {
  selected: SelectedNode | null;
  onSelect: (node: number) => void;
}

/** The way from the root to the selected node; where it is long, its middle is left out. */
export function Ancestors({ selected, onSelect }: AncestorsProps) {
  return (
    <nav aria-label="Ancestors of the selected node" className={styles.ancestors}>
      <ol>
        {selected?.path.map((step, place, path) => {
          const gap = place > 0 && selected.depth + 1 > path.length && place === path.length - 6;
          return (
            <li key={step.node} data-gap={gap || undefined}>
              <button
                type="button"
                aria-current={step.node === selected.node ? "true" : undefined}
                onClick={() => onSelect(step.node)}
              >
                {nodeKinds[step.kind]?.name}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
