import { lazy, type ReactNode, Suspense } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { LessonView } from "../lessons/lesson_view";
import type { Settings } from "../model/settings";
import { useStore } from "../ui/use_store";
import styles from "./shell.module.css";
import { part } from "./use_parts";

// Few visitors open a lesson, and none does at once.
const LessonPane = lazy(async () => ({ default: (await import("../panels/lesson/lesson")).LessonPane }));

interface LessonSideProps {
  lessons: LessonView;
  settings: Settings;
  children: ReactNode;
}

/** The lesson that is open above what else stands there, which is hidden while it would tell the answer. */
export function LessonSide({ lessons, settings, children }: LessonSideProps) {
  const screen = useStore(lessons.screen);
  const answering = useStore(lessons.answering);
  if (screen.is === "closed") return children;
  const isTold = screen.is === "step" && (answering === null || answering.isDone);
  return (
    <Group orientation="vertical">
      <Panel id="lesson" defaultSize="52%" minSize={140}>
        <section className={styles.tables} aria-label="Lessons" {...part}>
          <Suspense>
            <LessonPane view={lessons} settings={settings} />
          </Suspense>
        </section>
      </Panel>
      {isTold && (
        <>
          <Separator className={styles.acrossLine} aria-label="Height of the lesson" />
          <Panel id="beside-lesson" minSize={120}>
            {children}
          </Panel>
        </>
      )}
    </Group>
  );
}
