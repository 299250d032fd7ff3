import { useEffect } from "react";

// What of a part takes the keyboard: the first of these that is there.
const entrances = [
  "[role=tree]",
  "[role=grid]",
  "[data-card][tabindex='0']",
  "[role=textbox]",
  "[role=tab][aria-selected=true]",
  "button",
];

function entranceOf(element: Element): HTMLElement | undefined {
  return entrances
    .map((selector) => element.querySelector<HTMLElement>(selector))
    .find((entrance) => entrance !== null);
}

/** Marks an element as a part of the page that F6 leads to. */
export const part = { "data-part": true } as const;

function enter(step: 1 | -1): void {
  const parts = [...document.querySelectorAll("[data-part]")].flatMap((element) => {
    const entrance = entranceOf(element);
    return entrance === undefined ? [] : [{ element, entrance }];
  });
  const here = parts.findIndex(({ element }) => element.contains(document.activeElement));
  const next = here < 0 && step < 0 ? -1 : here + step;
  parts.at(next % parts.length)?.entrance.focus();
}

/** F6 takes the keyboard from part to part, Shift+F6 back: Tab belongs to the source that is typed. */
export function useParts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      enter(event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
