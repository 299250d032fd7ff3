import { nodeFlags, nodeKinds } from "../generated/syntax";
import styles from "./node_kind.module.css";

// Deeper rows stay at this indentation, so that their names stay in sight.
const deepestIndent = 18;

interface NodeKindProps {
  /** Numbers of generated/syntax.ts. */
  kind: number;
  flags: number;
  depth: number;
}

/** The kind of a node, as deep in its tree as it stands. */
export function NodeKind({ kind, flags, depth }: NodeKindProps) {
  const its = nodeKinds[kind];
  return (
    <span
      className={styles.kind}
      data-category={its?.category}
      data-error={(flags & nodeFlags.hasError) !== 0 || undefined}
      data-guides={"│ ".repeat(Math.min(depth, deepestIndent))}
    >
      {its?.name}
    </span>
  );
}
