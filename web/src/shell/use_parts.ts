// What of a part takes the keyboard: the first of these that is there.
const entrances = [
  "[role=tree]",
  "[role=grid]",
  "[data-card][tabindex='0']",
  "[role=textbox]",
  "textarea",
  "[role=tab][aria-selected=true]",
  "button",
];

function entranceOf(element: Element): HTMLElement | undefined {
  return entrances
    .map((selector) => element.querySelector<HTMLElement>(selector))
    .find((entrance) => entrance !== null);
}

/** Of the element that the open file stands in. */
export const editorPanelId = "source";

/** Marks an element as a part of the page that F6 leads to. */
export const part = { "data-part": true } as const;

/** Takes the keyboard to the next part, or the one before: Tab belongs to the source that is typed. */
export function enterPart(step: 1 | -1): void {
  const parts = [...document.querySelectorAll("[data-part]")].flatMap((element) => {
    const entrance = element.checkVisibility() ? entranceOf(element) : undefined;
    return entrance === undefined ? [] : [{ element, entrance }];
  });
  const here = parts.findIndex(({ element }) => element.contains(document.activeElement));
  const next = here < 0 && step < 0 ? -1 : here + step;
  parts.at(next % parts.length)?.entrance.focus();
}
