import styles from "./code_text.module.css";

/** Words with code between backticks. */
export function CodeText({ text }: { text: string }) {
  return text.split("`").map((piece, place) =>
    place % 2 === 1 ? (
      <code
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name
        key={place}
        className={styles.code}
      >
        {piece}
      </code>
    ) : (
      piece
    ),
  );
}
