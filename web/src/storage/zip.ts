// A project as a zip, and any zip as a project. The list at the end of the archive tells what is in it; nothing is unpacked
// that is not wanted, and never more than it says.

import { Zip, ZipDeflate } from "fflate";
import { Gathering, type Incoming } from "../model/incoming";
import { inflateAtMost } from "../model/inflate";
import type { Project } from "../model/project";

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true });

export function zipOf({ files }: Project): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for (const { path, text } of files) {
    const file = new ZipDeflate(path, { level: 6 });
    zip.add(file);
    file.push(utf8.encode(text), true);
  }
  zip.end();
  const whole = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

export interface Unzipped extends Incoming {
  /** Whether it was made of one folder, which it names by itself. */
  readonly isFolder: boolean;
}

export class ZipProblem extends Error {}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const fileSignature = 0x04034b50;
const endSize = 22;
const entrySize = 46;
const fileSize = 30;
const longestComment = 0xffff;
const large = 0xffffffff;

const encrypted = 1 << 0;
const inUtf8 = 1 << 11;
const stored = 0;
const deflated = 8;

// The names of zips that do not say UTF-8, by their bytes from 128 on: IBM's code page 437.
const oldLetters =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

function nameOf(bytes: Uint8Array, flags: number): string {
  try {
    // Some say nothing and mean UTF-8 all the same.
    return fromUtf8.decode(bytes);
  } catch {
    if ((flags & inUtf8) !== 0) return new TextDecoder().decode(bytes);
    return Array.from(bytes, (byte) =>
      byte < 128 ? String.fromCharCode(byte) : (oldLetters[byte - 128] ?? "\ufffd"),
    ).join("");
  }
}

/** Where the list is. Null if this is no whole zip. */
function findList(view: DataView): { at: number; count: number } | null {
  const lowest = Math.max(0, view.byteLength - endSize - longestComment);
  for (let at = view.byteLength - endSize; at >= lowest; --at) {
    if (view.getUint32(at, true) !== endSignature) continue;
    return { at: view.getUint32(at + 16, true), count: view.getUint16(at + 10, true) };
  }
  return null;
}

/** @throws ZipProblem if it is no zip, or one that is damaged as a whole */
export function unzip(bytes: Uint8Array): Unzipped {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const list = findList(view);
  if (list === null) throw new ZipProblem("its list of files is missing, so it has been cut off or is no zip");
  if (list.at === large || list.count === 0xffff) throw new ZipProblem("it is too large to be opened here");
  const gathering = new Gathering();
  const roots = new Set<string>();
  let hasFolder = false;
  let at = list.at;
  for (let i = 0; i < list.count; ++i) {
    if (at + entrySize > bytes.length || view.getUint32(at, true) !== entrySignature)
      throw new ZipProblem("its list of files is damaged");
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + entrySize + view.getUint16(at + 28, true);
    const name = nameOf(bytes.subarray(at + entrySize, nameEnd), flags);
    const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (name.endsWith("/")) hasFolder ||= !name.slice(0, -1).includes("/");
    else {
      roots.add(name.includes("/") ? (name.split("/", 1)[0] as string) : "");
      const size = view.getUint32(at + 24, true);
      const path = gathering.wants(name, size);
      if (path !== null) {
        const content = contentOf(view, bytes, at, flags, size);
        if (typeof content === "string") gathering.leaveOut(path, content);
        else gathering.take(path, content);
      }
    }
    at = next;
  }
  return { ...gathering.all, isFolder: hasFolder && roots.size === 1 && !roots.has("") };
}

/** The bytes of a file, or why there are none. */
function contentOf(view: DataView, bytes: Uint8Array, entry: number, flags: number, size: number): Uint8Array | string {
  const method = view.getUint16(entry + 10, true);
  if ((flags & encrypted) !== 0) return "it is encrypted";
  if (method !== stored && method !== deflated) return "it is packed in a way that is not known here";
  const packedSize = view.getUint32(entry + 20, true);
  const file = view.getUint32(entry + 42, true);
  if (file + fileSize > bytes.length || view.getUint32(file, true) !== fileSignature) return "it is damaged";
  const begin = file + fileSize + view.getUint16(file + 26, true) + view.getUint16(file + 28, true);
  if (begin + packedSize > bytes.length) return "it is damaged";
  const packed = bytes.subarray(begin, begin + packedSize);
  const content = method === stored ? packed : inflateAtMost(packed, size);
  if (content === "too large") return "it is larger than the zip says";
  return content === "damaged" || content.length !== size ? "it is damaged" : content;
}
