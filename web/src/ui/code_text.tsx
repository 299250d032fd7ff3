import styles from "./code_text.module.css";

/** Words with code between backticks. */
export function CodeText({ text }: { text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name
  return text.split("`").map((piece, place) => (place % 2 === 1 ? <code key={place} className={styles.code}>{piece}</code> : piece));
}
