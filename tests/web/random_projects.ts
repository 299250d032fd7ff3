import { pathProblem } from "../../web/src/model/paths";
import type { Project, ProjectFile } from "../../web/src/model/project";

/** The same numbers for the same seed, from 0 up to 1. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The same whole numbers for the same seed, each from 0 up to what is asked for. Other ones than those of `numbers`: what is
 * made of them has sizes that tests know (reduce/planted.ts).
 */
export function wholeNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces = [
  "def f(x):\n    return x + 1\n",
  "class C:\n\tx = 'ä'\r\n",
  "\r",
  "\uFEFF",
  "名前 = '値'\n",
  "x = '🐍'\n",
  "\0\u001f\u2028",
  "\ud800",
  "</script><script>alert(1)</script>",
  '"""\\n\\"',
  "```\n~~~\n",
  "e\u0301 \u202e",
];

/** The page lets no file have another one. */
function possible(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what no name has
  const shown = path.toWellFormed().replaceAll(/[\u0000-\u001f\u007f]/g, "_");
  return pathProblem(shown) === null ? shown : shown.replaceAll(/[/:]/g, "_");
}

/** A project out of whatever may stand in one: every alphabet, halves of characters, empty files, long names. */
export function randomProject(random: () => number): Project {
  const below = (end: number) => Math.floor(random() * end);
  const letter = () => String.fromCharCode(below(4) === 0 ? below(0x10000) : 32 + below(95));
  const text = (length: number) =>
    Array.from({ length }, () => (below(3) === 0 ? (pieces[below(pieces.length)] as string) : letter())).join("");
  const files = new Map<string, ProjectFile>();
  for (let count = below(7); count > 0; --count) {
    const path = possible(`${below(5) === 0 ? text(200).slice(0, 900) : text(below(9))}${count}.py`);
    files.set(path, { path, text: below(4) === 0 ? "" : text(below(400)) });
  }
  const list = [...files.values()];
  return { files: list, active: below(5) === 0 ? null : (list[below(list.length)]?.path ?? null) };
}
