// What is typed before the editor is there goes into a plain field, from which the editor takes over.

import { spanIn } from "./place";
import type { FileId } from "./source_file";
import type { TextEdit } from "./source_text";

/** What the editor takes over. */
export interface Begun {
  /** Of each file that was edited the text before that, as an editor shows it. */
  readonly before: ReadonlyMap<FileId, string>;
  readonly hasKeyboard: boolean;
  /** In pixels. */
  readonly scrollTop: number;
}

const joinsPair = (text: string, offset: number): boolean =>
  offset > 0 && offset < text.length && (text.codePointAt(offset - 1) ?? 0) > 0xffff;

/** The smallest edit that makes one text the other, and leaves characters of two units whole; null if they are equal. */
export function changeBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (joinsPair(before, start) || joinsPair(after, start)) start -= 1;
  let kept = 0;
  const most = shorter - start;
  while (kept < most && before.charCodeAt(before.length - 1 - kept) === after.charCodeAt(after.length - 1 - kept))
    kept += 1;
  if (joinsPair(before, before.length - kept) || joinsPair(after, after.length - kept)) kept -= 1;
  return { span: spanIn(before, { start, end: before.length - kept }), text: after.slice(start, after.length - kept) };
}
