import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Answering, LessonScreen, LessonView } from "../../lessons/lesson_view";
import type { Settings } from "../../model/settings";
import { CloseButton } from "../../ui/close_button";
import { PanelBar } from "../../ui/panel_bar";
import { PushButton } from "../../ui/push_button";
import { Toggle } from "../../ui/toggle";
import { useStore } from "../../ui/use_store";
import styles from "./lesson.module.css";
import { LessonList } from "./lesson_list";
import { Question } from "./question";
import { Words } from "./words";

type StepScreen = Extract<LessonScreen, { is: "step" }>;

function Broken({ problems }: { problems: readonly string[] }) {
  return (
    <div className={styles.words} role="alert">
      <h2>This lesson cannot be shown</h2>
      <p>Something is wrong with its file. Whoever wrote it finds it here:</p>
      <ul className={styles.problems}>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

interface StepProps {
  view: LessonView;
  screen: StepScreen;
  answering: Answering | null;
  showsNotes: boolean;
}

function Step({ view, screen, answering, showsNotes }: StepProps) {
  const { step, at, lesson } = screen;
  const { question } = step;
  const openLesson = (name: string) => void view.open({ name, step: 1 });
  const isTold = question === null || (answering?.isDone ?? false);
  const afterwards = useRef<HTMLDivElement>(null);
  const wasTold = useRef(isTold);
  // What is read next comes into view, once the trace has taken its room.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (isTold && !wasTold.current) afterwards.current?.scrollIntoView({ block: "nearest" });
      wasTold.current = isTold;
    });
    return () => cancelAnimationFrame(frame);
  }, [isTold]);
  return (
    <article className={styles.words} aria-labelledby="lesson-step">
      <p className={styles.counter}>{`Step ${at + 1} of ${lesson.steps.length}`}</p>
      <h2 id="lesson-step" tabIndex={-1}>
        {step.title}
      </h2>
      <Words words={step.words} onLesson={openLesson} />
      {question !== null && answering !== null && (
        <Question view={view} question={question} answering={answering} isFileSaid={step.files.length > 1} />
      )}
      {isTold && (
        <div ref={afterwards}>
          <Words words={step.afterwards} onLesson={openLesson} />
        </div>
      )}
      {showsNotes && step.notes.length > 0 && (
        <aside className={styles.notes} aria-label="Notes for the one who presents">
          <h3>Notes</h3>
          <Words words={step.notes} onLesson={openLesson} />
        </aside>
      )}
    </article>
  );
}

interface LessonPaneProps {
  view: LessonView;
  settings: Settings;
}

/** A lesson, or the list of them. Digits answer, and the arrow keys go from step to step. */
export function LessonPane({ view, settings }: LessonPaneProps) {
  const screen = useStore(view.screen);
  const answering = useStore(view.answering);
  const { showsNotes } = useStore(settings.choices);
  const pane = useRef<HTMLDivElement>(null);
  const place = screen.is === "step" ? `${screen.name} ${screen.at}` : screen.is;

  // What is read next has the keyboard.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is what it waits for
  useEffect(() => {
    pane.current?.querySelector<HTMLElement>("#lesson-step")?.focus();
    pane.current?.querySelector("[data-scrolls]")?.scrollTo(0, 0);
  }, [place]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (/^[1-9]$/.test(event.key)) view.choose(Number(event.key) - 1);
    else if (event.key === "ArrowRight") view.go(1);
    else if (event.key === "ArrowLeft") view.go(-1);
    else return;
    event.preventDefault();
  };

  const isFirst = screen.is !== "step" || screen.at === 0;
  const isLast = screen.is !== "step" || screen.at === screen.lesson.steps.length - 1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what has the keyboard in here is words and buttons
    <div ref={pane} className={styles.pane} onKeyDown={onKeyDown}>
      <PanelBar title={screen.is === "step" ? screen.lesson.title : "Lessons and examples"}>
        {screen.is === "step" && (
          <Toggle isOn={showsNotes} onChange={(isOn) => settings.choose({ showsNotes: isOn })}>
            Notes
          </Toggle>
        )}
        {screen.is !== "list" && <PushButton onPress={() => void view.openList()}>All lessons</PushButton>}
        <CloseButton label="Close the lesson" onPress={() => view.close()} />
      </PanelBar>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <div className={styles.scroller} data-scrolls tabIndex={0} role="group" aria-label="Lesson">
        {screen.is === "loading" && <p className={styles.waiting}>Loading</p>}
        {screen.is === "broken" && <Broken problems={screen.problems} />}
        {screen.is === "list" && (
          <LessonList index={screen.index} onOpen={(name) => void view.open({ name, step: 1 })} />
        )}
        {screen.is === "step" && (
          <Step key={place} view={view} screen={screen} answering={answering} showsNotes={showsNotes} />
        )}
      </div>
      {screen.is === "step" && (
        <nav className={styles.steps} aria-label="Steps">
          <PushButton isDisabled={isFirst} onPress={() => view.go(-1)}>
            Previous
          </PushButton>
          <PushButton isDisabled={isLast} onPress={() => view.go(1)}>
            Next
          </PushButton>
        </nav>
      )}
    </div>
  );
}
