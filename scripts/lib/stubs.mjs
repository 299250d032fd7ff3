// The stubs of the standard library, out of typeshed as the npm package `pyright` ships it, as one file. The format is
// told in core/resolve/stub_pack.h.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { inProject } from "./paths.mjs";

export const typeshed = inProject("node_modules/pyright/dist/typeshed-fallback");

const headerBytes = 8 + 3 * 4;
const entryBytes = 4 * 4;

/** The standard library's files, typeshed's licence, and which typeshed it is. */
function filesOf(folder) {
  const library = readdirSync(join(folder, "stdlib"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith(".pyi") || entry.name === "VERSIONS"))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
  return [...library, "LICENSE", "commit.txt"].map((path) => ({
    name: Buffer.from(path.split(sep).join("/")),
    text: readFileSync(join(folder, path)),
  }));
}

/**
 * One pack of named texts.
 * @param {{name: Buffer, text: Buffer}[]} files
 */
export function pack(files) {
  const sorted = files.toSorted((a, b) => Buffer.compare(a.name, b.name));
  const names = Buffer.concat(sorted.map(({ name }) => name));
  const list = Buffer.alloc(headerBytes + sorted.length * entryBytes);
  let textStart = list.length + names.length;
  let nameStart = 0;
  sorted.forEach(({ name, text }, index) => {
    const at = headerBytes + index * entryBytes;
    [nameStart, name.length, textStart, text.length].forEach((number, field) => {
      list.writeUInt32LE(number, at + field * 4);
    });
    nameStart += name.length;
    textStart += text.length;
  });
  list.write("PELSTUB1", "latin1");
  list.writeUInt32LE(sorted.length, 8);
  list.writeUInt32LE(names.length, 12);
  list.writeUInt32LE(textStart, 16);
  return Buffer.concat([list, names, ...sorted.map(({ text }) => text)]);
}

/** Whether `target` was made of what is there now. */
function isFresh(target, folder) {
  if (!existsSync(target)) return false;
  const sources = [fileURLToPath(import.meta.url), join(folder, "commit.txt"), join(folder, "stdlib")];
  return sources.every((source) => statSync(source).mtimeMs <= statSync(target).mtimeMs);
}

/** Writes the pack, for the page compressed. */
export function writeStubs(target, { folder = typeshed, compressed = false } = {}) {
  const packed = pack(filesOf(folder));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, compressed ? gzipSync(packed, { level: 9 }) : packed);
}

/** What the page loads when it first needs a stub. */
const pageStubs = inProject("public/stubs/stdlib.stubz");

/** Made when it is missing, or older than what it is made of. */
export function providePageStubs() {
  if (!isFresh(pageStubs, typeshed)) writeStubs(pageStubs, { compressed: true });
}
