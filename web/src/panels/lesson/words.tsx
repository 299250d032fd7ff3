import type { Block, Inline } from "../../lessons/lesson";
import styles from "./lesson.module.css";

// The words of a lesson never change under it, so that places tell them apart.

interface InlineWordsProps {
  words: readonly Inline[];
  /** Another lesson, by its name. */
  onLesson?: ((name: string) => void) | undefined;
}

export function InlineWords({ words, onLesson }: InlineWordsProps) {
  return words.map((word, at) => {
    const key = `${at}`;
    switch (word.is) {
      case "text":
        return word.text;
      case "code":
        return <code key={key}>{word.text}</code>;
      case "strong":
        return (
          <strong key={key}>
            <InlineWords words={word.of} onLesson={onLesson} />
          </strong>
        );
      case "emphasis":
        return (
          <em key={key}>
            <InlineWords words={word.of} onLesson={onLesson} />
          </em>
        );
      case "link": {
        const isLesson = word.to.endsWith(".md");
        if (!isLesson)
          return (
            <a key={key} href={word.to} target="_blank" rel="noopener noreferrer">
              <InlineWords words={word.of} />
            </a>
          );
        return (
          <button
            key={key}
            type="button"
            className={styles.link}
            onClick={() => onLesson?.(word.to.slice(0, -".md".length))}
          >
            <InlineWords words={word.of} />
          </button>
        );
      }
      default:
        return null;
    }
  });
}

interface WordsProps {
  words: readonly Block[];
  onLesson?: ((name: string) => void) | undefined;
}

export function Words({ words, onLesson }: WordsProps) {
  return words.map((block, at) => {
    const key = `${at}`;
    switch (block.is) {
      case "paragraph":
        return (
          <p key={key}>
            <InlineWords words={block.of} onLesson={onLesson} />
          </p>
        );
      case "code":
        return (
          <pre key={key} className={styles.listing}>
            {block.text}
          </pre>
        );
      case "list": {
        const List = block.isOrdered ? "ol" : "ul";
        return (
          <List key={key}>
            {block.items.map((item, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <li key={place}>
                <InlineWords words={item} onLesson={onLesson} />
              </li>
            ))}
          </List>
        );
      }
      default:
        return null;
    }
  });
}
