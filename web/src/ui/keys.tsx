import styles from "./keys.module.css";

/** Keys to press together. */
export function Keys({ text }: { text: string }) {
  return <kbd className={styles.keys}>{text}</kbd>;
}
