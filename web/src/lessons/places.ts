// Places as authors write them: line 5 `x`; line 5, second `x`; shop/cart.py line 5 `x`.

import type { LessonFile, NamePlace } from "./lesson";

export interface WrittenPlace {
  /** Null: the step's first file. */
  readonly path: string | null;
  readonly line: number;
  /** 0 for the first of its name in the line, -1 for the last; null if it is not said. */
  readonly which: number | null;
  readonly name: string | null;
}

const ordinals = ["first", "second", "third", "fourth"];

const written = /^(?:(\S+\.pyi?),? )?line (\d+)(?:,? (?:the )?(?:(first|second|third|fourth|last) )?`([^`]+)`)?$/;

/** Null if it is no place. */
export function readPlace(text: string): WrittenPlace | null {
  const found = written.exec(text.trim());
  if (found === null) return null;
  const [, path = null, line, ordinal, name = null] = found;
  const which = ordinal === undefined ? null : ordinal === "last" ? -1 : ordinals.indexOf(ordinal);
  return { path, line: Number(line), which, name };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** The columns, from 1, at which the name stands in the line: anywhere, for all that is known of strings and comments here. */
export function columnsOf(name: string, line: string): number[] {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(name)}(?![\\p{L}\\p{N}_])`, "gu");
  return [...line.matchAll(word)].map(({ index }) => index + 1);
}

const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");

const timesWords = ["", "once", "twice", "three times", "four times"];

/** Where that is in the files, or what is wrong with it: the end of a sentence that begins with "step 2 asks for …". */
export function findPlace(
  place: WrittenPlace,
  files: readonly LessonFile[],
  name: string,
): NamePlace | { readonly problem: string } {
  const lines = findLine(place, files);
  if ("problem" in lines) return lines;
  const { path, text } = lines;
  const columns = columnsOf(name, text);
  if (columns.length === 0) return { problem: `which line ${place.line} does not have` };
  if (place.which === null && columns.length > 1) {
    const times = timesWords[columns.length] ?? `${columns.length} times`;
    return {
      problem: `which line ${place.line} has ${times}: say which, as in "line ${place.line}, second \`${name}\`"`,
    };
  }
  const column = columns.at(place.which ?? 0);
  if (column === undefined) {
    return { problem: `of which line ${place.line} has only ${columns.length}` };
  }
  return { path, line: place.line, column, name };
}

/** The line and the file that it is in, or what is wrong. */
export function findLine(
  { path, line }: WrittenPlace,
  files: readonly LessonFile[],
): { readonly path: string; readonly text: string } | { readonly problem: string } {
  const file = path === null ? files[0] : files.find((its) => its.path === path);
  if (file === undefined)
    return { problem: path === null ? "but has no source" : `in ${path}, which is none of its files` };
  const lines = linesOf(file.text);
  const text = lines[line - 1];
  if (text === undefined) return { problem: `in line ${line}, but ${file.path} ends with line ${lines.length}` };
  return { path: file.path, text };
}
