import type { LessonIndex } from "../../lessons/lesson";
import styles from "./lesson.module.css";
import { InlineWords } from "./words";

interface LessonListProps {
  index: LessonIndex;
  onOpen: (name: string) => void;
}

/** All lessons, in groups. */
export function LessonList({ index, onOpen }: LessonListProps) {
  return (
    <div className={styles.words}>
      {index.groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h2>{group.title}</h2>
          <ul className={styles.lessons}>
            {group.lessons.map(({ name, title, note }) => (
              <li key={name}>
                <button type="button" className={styles.link} onClick={() => onOpen(name)}>
                  {title}
                </button>
                <InlineWords words={note} onLesson={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
