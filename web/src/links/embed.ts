// The page within another one: the piece of HTML that puts it there, and how it begins.

import type { ChoiceKeeper } from "../model/settings";
import { type EmbedOptions, embedQuery, siteOf } from "./address";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };

const attribute = (text: string): string => text.replace(/[&"<>]/g, (letter) => escapes[letter] as string);

export const embedAddress = (address: string, options: EmbedOptions, fragment: string): string =>
  `${siteOf(address).root}${embedQuery(options)}#${fragment}`;

/** `height` in pixels; as wide as there is room. */
export function embedSnippet(address: string, height: number): string {
  const style = `width: 100%; height: ${height}px; border: 1px solid #ccc; border-radius: 6px`;
  return `<iframe src="${attribute(address)}"\n  title="Pellucid, a checker for Python" loading="lazy" style="${style}"></iframe>`;
}

/** What the snippet chose; the reader's own choices are of other pages, and stay as they are. */
export const embeddedChoices = ({ theme }: EmbedOptions): ChoiceKeeper => ({
  load: () => JSON.stringify({ theme, knowsTable: true }),
  save: () => {},
});

/** Waits until some of it is on the screen, or nearly. A frame sees through to the window it is shown in. */
export function comesIntoView(element: Element): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(element);
  });
}
