import styles from "./swatch.module.css";

/** The colour of a scope's depth; says nothing that the words beside it do not. */
export function Swatch({ depth }: { depth: number }) {
  return <span className={`${styles.swatch} ${depthClass(depth)}`} aria-hidden="true" />;
}

const colors = 6;

/** Carries the colours of a depth (theme.css). Deeper scopes use the first again; the module has none. */
export function depthClass(depth: number): string {
  return `scope-depth-${depth <= 0 ? 0 : ((depth - 1) % colors) + 1}`;
}
