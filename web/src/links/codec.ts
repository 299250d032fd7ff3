// A project and a view of it as the fragment of an address, and back.
//
//     #p1.BASE64URL      p, the version of the format, and then in bytes:
//
//     length of what is compressed (1 to 5 bytes, seven bits each, low ones first) · CRC-32 of the content (4 bytes,
//     low ones first) · the content, compressed by DEFLATE with the preset dictionary of that version
//
//     content := HEADER "\n" TEXT TEXT …     UTF-8; the header is JSON on one line:
//     {"files":[["main.py",120],["shop/cart.py",88]],"active":0,"python":14,"build":"3f2a91c0de",
//      "panel":"name","at":[3,5,3,9],"problem":["unused-import",1,8,1,10],"step":2}
//
// A file is its path and the length of its text in UTF-16 units. A text that UTF-8 cannot hold (half a character) stands
// in the header itself. What follows "files" may be missing, and what a reader does not know it passes over; so the
// version only goes up when an old reader would show something wrong.
//
// Whoever gets a link knows nothing about who made it: every step has its limit and every value is looked at before it is
// used. A link that is no good is told of in a sentence.

import { defaultPython, newestPython, oldestPython } from "../generated/syntax";
import { pathProblem } from "../model/paths";
import type { Span } from "../model/place";
import type { ProjectFile } from "../model/project";
import { tableNames } from "../model/workspace";
import { isBuildId } from "./address";
import { crc32, fromBase64Url, toBase64Url } from "./bytes";
import { dictionary } from "./dictionary";
import type { SharedProblem, SharedState, SharedView } from "./state";

/** Why a link opens nothing. */
export interface LinkProblem {
  readonly is: "foreign" | "newer" | "cut" | "damaged" | "large" | "senseless";
  /** A sentence for people, made of our own words and numbers only. */
  readonly explanation: string;
}

export type Decoded =
  | { readonly is: "state"; readonly state: SharedState }
  | { readonly is: "problem"; readonly problem: LinkProblem };

const formatVersion = 1;

// Chromium ends an address at 2 MiB; what is compressed well may be larger once it is not.
const mostLetters = 4 << 20;
const mostBytes = 32 << 20;
const mostFiles = 5000;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// ---- Making

const numbersOf = ({ start, end }: Span) => [start.line, start.column, end.line, end.column];

function headerOf({ project, python, build, view }: SharedState): string {
  const active = project.files.findIndex(({ path }) => path === project.active);
  const header = {
    files: project.files.map(({ path, text }) => [path, text.isWellFormed() ? text.length : text]),
    ...(active >= 0 && { active }),
    python,
    ...(build !== null && { build }),
    ...(view !== null && {
      panel: view.table,
      ...(view.selection !== null && { at: numbersOf(view.selection) }),
      ...(view.problem !== null && { problem: [view.problem.rule, ...numbersOf(view.problem.span)] }),
      ...(view.step !== null && { step: view.step }),
    }),
  };
  return JSON.stringify(header);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

/** The fragment, without `#`. */
export async function encode(state: SharedState): Promise<string> {
  const { deflateSync } = await import("fflate");
  const texts = state.project.files.map(({ text }) => (text.isWellFormed() ? text : ""));
  const content = utf8.encode([headerOf(state), "\n", ...texts].join(""));
  const packed = deflateSync(content, { level: 9, mem: 8, dictionary });
  const crc = crc32(content);
  const head = [...varint(packed.length), crc & 0xff, (crc >>> 8) & 0xff, (crc >>> 16) & 0xff, crc >>> 24];
  const bytes = new Uint8Array(head.length + packed.length);
  bytes.set(head);
  bytes.set(packed, head.length);
  return `p${formatVersion}.${toBase64Url(bytes)}`;
}

// ---- Reading

/** What stops the reading of a link; caught in `decode`. */
class Unreadable extends Error {
  readonly problem: LinkProblem;

  constructor(is: LinkProblem["is"], explanation: string) {
    super(explanation);
    this.problem = { is, explanation };
  }
}

const damaged = () =>
  new Unreadable(
    "damaged",
    "This link is damaged: some of its characters are not those it was made with. Ask for it again, best as a file.",
  );
const senseless = (what: string) => new Unreadable("senseless", `This link holds no project: ${what}.`);
const tooLarge = () => new Unreadable("large", "This link holds more than a page should open: more than 32 MB.");

/** @throws Unreadable */
function unpackedOf(letters: string): { packed: Uint8Array; crc: number } {
  const bytes = fromBase64Url(letters) ?? fromBase64Url(letters.slice(0, -1));
  if (bytes === null) throw damaged();
  let size = 0;
  let at = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) throw cutOff(letters.length, null);
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
    if (shift >= 28) throw damaged();
  }
  const end = at + 4 + size;
  if (bytes.length < end) throw end <= mostLetters ? cutOff(letters.length, Math.ceil((end * 4) / 3)) : damaged();
  if (size === 0 || bytes.length > end) throw damaged();
  const crc = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
  return { packed: bytes.subarray(at + 4, end), crc };
}

function cutOff(has: number, of: number | null): Unreadable {
  const figures =
    of === null ? "" : ` (${has.toLocaleString("en")} of ${of.toLocaleString("en")} characters are there)`;
  return new Unreadable(
    "cut",
    `This link has been cut off${figures}. Chats and trackers do that to long ones: ask for it again, best as a file.`,
  );
}

const isCount = (value: unknown, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;

function spanOf(value: unknown): Span | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  if (!value.every((number) => isCount(number, mostBytes) && number >= 1)) return null;
  const [startLine, startColumn, endLine, endColumn] = value as [number, number, number, number];
  if (endLine < startLine || (endLine === startLine && endColumn < startColumn)) return null;
  return { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } };
}

function problemOf(value: unknown): SharedProblem | null {
  if (!Array.isArray(value)) return null;
  const [rule, ...numbers] = value;
  const span = spanOf(numbers);
  return typeof rule === "string" && rule.length <= 100 && span !== null ? { rule, span } : null;
}

function viewOf({ panel, at, problem, step }: Header): SharedView | null {
  const table = tableNames.find((name) => name === panel);
  if (table === undefined) return null;
  return { table, selection: spanOf(at), problem: problemOf(problem), step: isCount(step, 100_000) ? step : null };
}

type Header = Partial<Record<"files" | "active" | "python" | "build" | "panel" | "at" | "problem" | "step", unknown>>;

function headerIn(line: string): Header {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw senseless("it does not begin with a list of files");
}

/** @throws Unreadable */
function filesOf({ files }: Header, texts: string): ProjectFile[] {
  if (!Array.isArray(files)) throw senseless("it has no list of files");
  if (files.length > mostFiles) throw senseless(`it lists more than ${mostFiles} files`);
  const paths = new Set<string>();
  let at = 0;
  const read = files.map((file: unknown): ProjectFile => {
    if (!Array.isArray(file) || file.length !== 2) throw senseless("its list of files makes no sense");
    const [path, text] = file as [unknown, unknown];
    if (typeof path !== "string" || path.trim() === "") throw senseless("a file of it has no name");
    const problem = pathProblem(path);
    if (problem !== null) throw senseless(`a file of it has a name that cannot be, because ${problem}`);
    if (paths.has(path)) throw senseless("two files of it have the same name");
    paths.add(path);
    if (typeof text === "string") return { path, text };
    if (!isCount(text, texts.length - at)) throw senseless("a file of it is longer than the link");
    at += text;
    return { path, text: texts.slice(at - text, at) };
  });
  if (at !== texts.length) throw senseless("there is text in it that belongs to no file");
  return read;
}

/** @throws Unreadable */
function stateOf(content: Uint8Array): SharedState {
  let text: string;
  try {
    text = fromUtf8.decode(content);
  } catch {
    throw senseless("it is not text");
  }
  const lineEnd = text.indexOf("\n");
  const header = headerIn(text.slice(0, lineEnd < 0 ? text.length : lineEnd));
  const files = filesOf(header, lineEnd < 0 ? "" : text.slice(lineEnd + 1));
  const { active, python, build } = header;
  return {
    project: { files, active: isCount(active, files.length - 1) ? (files[active]?.path ?? null) : null },
    python: isCount(python, newestPython) && python >= oldestPython ? python : defaultPython,
    build: typeof build === "string" && isBuildId(build) ? build : null,
    view: viewOf(header),
  };
}

async function stateIn(fragment: string): Promise<SharedState> {
  // Lines that a mail has broken, and the bracket or full stop that stood behind it in a sentence.
  const text = fragment
    .replace(/^#/, "")
    .replace(/\s+/g, "")
    .replace(/[^A-Za-z0-9_-]+$/, "");
  if (text.length > mostLetters) throw tooLarge();
  const [, version, letters] = /^p(\d{1,9})(?:\.(.*))?$/.exec(text) ?? [];
  if (version === undefined)
    throw new Unreadable("foreign", "This address ends in something that is no link of this page.");
  if (Number(version) > formatVersion)
    throw new Unreadable(
      "newer",
      "This link was made by a newer version of the page. Load the page anew to get that version, and open it again.",
    );
  if (Number(version) !== formatVersion) throw damaged();
  if (letters === undefined) throw cutOff(0, null);
  const { packed, crc } = unpackedOf(letters);
  const { inflateAtMost } = await import("../model/inflate");
  const content = inflateAtMost(packed, mostBytes, dictionary);
  if (content === "too large") throw tooLarge();
  if (content === "damaged") throw damaged();
  if (crc32(content) !== crc) throw damaged();
  return stateOf(content);
}

/** What the fragment holds, with or without its `#`. Never throws, whatever it is given. */
export async function decode(fragment: string): Promise<Decoded> {
  try {
    return { is: "state", state: await stateIn(fragment) };
  } catch (error) {
    // Anything else would be a slip of ours; to whoever has the link it is all the same.
    return { is: "problem", problem: (error instanceof Unreadable ? error : damaged()).problem };
  }
}
