import { useEffect } from "react";
import type { LessonView } from "../lessons/lesson_view";
import type { Commands } from "../model/commands";
import { type Settings, type TextSize, textSizes } from "../model/settings";

const sizeTitles: Record<TextSize, string> = {
  usual: "Text size: usual",
  large: "Text size: large",
  huge: "Text size: huge, to present",
};

/** What can be done with lessons, and for those who present them. */
export function useLearning(commands: Commands, lessons: LessonView, settings: Settings): void {
  useEffect(() => {
    const isOpen = () => lessons.place !== null;
    return commands.register([
      { id: "learn.lessons", title: "Lessons and examples", group: "Learn", run: () => void lessons.openList() },
      {
        ...{ id: "learn.next", title: "Lesson: next step", group: "Go", shortcuts: ["Alt+PageDown"] },
        ...{ isEnabled: isOpen, run: () => void lessons.go(1) },
      },
      {
        ...{ id: "learn.previous", title: "Lesson: previous step", group: "Go", shortcuts: ["Alt+PageUp"] },
        ...{ isEnabled: isOpen, run: () => void lessons.go(-1) },
      },
      {
        ...{ id: "learn.notes", title: "Lesson: show or hide the presenter's notes", group: "View" },
        ...{ isEnabled: isOpen, run: () => settings.choose({ showsNotes: !settings.choices.get().showsNotes }) },
      },
      {
        ...{ id: "learn.close", title: "Lesson: close", group: "Go" },
        ...{ isEnabled: () => lessons.screen.get().is !== "closed", run: () => lessons.close() },
      },
      ...textSizes.map((textSize) => ({
        ...{ id: `view.text.${textSize}`, title: sizeTitles[textSize], group: "View" as const },
        ...{ isEnabled: () => settings.choices.get().textSize !== textSize, run: () => settings.choose({ textSize }) },
      })),
    ]);
  }, [commands, lessons, settings]);
}
