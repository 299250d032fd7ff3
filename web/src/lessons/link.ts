// The place in a lesson, as a link tells it: `?lesson=locals&step=3`. The fragment belongs to shared projects.

import type { LessonPlace } from "./lesson_view";

/** Null if the link leads to no lesson. `lessons` alone leads to the list. */
export function readLessonLink(search: string): LessonPlace | "list" | null {
  const parameters = new URLSearchParams(search);
  const name = parameters.get("lesson");
  if (name === null) return parameters.has("lessons") ? "list" : null;
  const step = Number(parameters.get("step") ?? 1);
  return { name, step: Number.isSafeInteger(step) ? step : 1 };
}

/** The search with the place in it, other parameters as they were. */
export function lessonLink(search: string, place: LessonPlace | null): string {
  const parameters = new URLSearchParams(search);
  for (const name of ["lesson", "lessons", "step"]) parameters.delete(name);
  if (place !== null) {
    parameters.set("lesson", place.name);
    parameters.set("step", String(place.step));
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
