// Reads lessons/index.md: headings are groups, and each item of a list under one is a lesson.

import type { Inline, LessonIndex, LessonProblem, Listed } from "./lesson";
import { blocks, type Complain, placedTokens, plainText, wordsOf } from "./words";

export interface ParsedIndex {
  readonly index: LessonIndex;
  readonly problems: readonly LessonProblem[];
}

export function parseIndex(path: string, text: string): ParsedIndex {
  const problems: LessonProblem[] = [];
  const complain: Complain = (line, message) => problems.push({ path, line, message });
  const groups: { title: string; lessons: Listed[] }[] = [];
  const names = new Set<string>();

  const take = (line: number, item: readonly Inline[]): void => {
    const [link, ...rest] = item;
    if (link?.is !== "link" || !link.to.endsWith(".md")) {
      complain(line, "each item begins with the lesson's link: `- [Title](name.md) and what it is about`");
      return;
    }
    const name = link.to.slice(0, -".md".length);
    if (names.has(name)) complain(line, `${link.to} is listed twice`);
    names.add(name);
    groups.at(-1)?.lessons.push({ name, title: plainText(link.of), note: rest });
  };

  for (const placed of placedTokens(text.replaceAll("\r\n", "\n"), 1)) {
    const { token, line } = placed;
    if (token.type === "space") continue;
    if (token.type === "heading") {
      const [words] = wordsOf(token.text, line, complain);
      groups.push({ title: words?.is === "paragraph" ? plainText(words.of) : "", lessons: [] });
    } else if (token.type === "list") {
      if (groups.length === 0) complain(line, "the first list has no heading above it");
      const [list] = blocks(placed, complain);
      if (list?.is === "list") for (const [at, item] of list.items.entries()) take(line + at, item);
    } else complain(line, "an index has headings and lists of links, and nothing else");
  }
  if (names.size === 0) complain(1, "no lesson is listed");
  return { index: { groups }, problems };
}
