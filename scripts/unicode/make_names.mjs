// Writes core/source/character_names.bin: the names of characters for `"\N{EM DASH}"`, sorted and front-coded.
//
//     node scripts/unicode/make_names.mjs /usr/share/unicode/NameAliases.txt
//
// The names come from Pyodide's unicodedata, the aliases (`LINE FEED`) from Debian's package unicode-data.
//
// Format, little-endian: u32 count of names, u32 count of blocks, u32 offset of each block; then the blocks of 32 names.
// A name is: length of the prefix shared with the name before (0 for a block's first), length of the rest, the rest,
// three bytes of code point. Names that end in their own code (CJK ideographs) and Hangul syllables are not listed.
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const pyodide = await loadPyodide();
const names = new Map(
  JSON.parse(
    pyodide.runPython(`
import json, re, unicodedata
def listed(code):
    name = unicodedata.name(chr(code), "")
    if not name or name.startswith("HANGUL SYLLABLE ") or name.endswith("-%04X" % code):
        return None
    return name
json.dumps([[listed(code), code] for code in range(0x110000) if listed(code)])
`),
  ),
);
for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  const [code, alias] = line.split("#")[0].split(";");
  if (alias && !names.has(alias)) names.set(alias, Number.parseInt(code, 16));
}

const sorted = [...names.keys()].sort();
const blocks = [];
for (let i = 0; i < sorted.length; i += 32) {
  const bytes = [];
  let before = "";
  for (const name of sorted.slice(i, i + 32)) {
    let shared = 0;
    while (shared < before.length && before[shared] === name[shared]) ++shared;
    const code = names.get(name);
    bytes.push(shared, name.length - shared, ...Buffer.from(name.slice(shared)));
    bytes.push(code & 255, (code >> 8) & 255, code >> 16);
    before = name;
  }
  blocks.push(Buffer.from(bytes));
}
const head = Buffer.alloc(8 + 4 * blocks.length);
head.writeUInt32LE(sorted.length, 0);
head.writeUInt32LE(blocks.length, 4);
let offset = head.length;
blocks.forEach((block, i) => {
  head.writeUInt32LE(offset, 8 + 4 * i);
  offset += block.length;
});
writeFileSync(new URL("../../core/source/character_names.bin", import.meta.url), Buffer.concat([head, ...blocks]));
console.log(`${sorted.length} names, ${offset} bytes`);
