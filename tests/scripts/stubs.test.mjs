// The stub pack as scripts/lib/stubs.mjs writes it; what reads it is tested in tests/unit/resolve/stub_pack_test.cpp.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { pack, typeshed, writeStubs } from "../../scripts/lib/stubs.mjs";

/** The files of a pack. */
function unpack(bytes) {
  assert.equal(bytes.toString("latin1", 0, 8), "PELSTUB1");
  const [count, , whole] = [8, 12, 16].map((at) => bytes.readUInt32LE(at));
  assert.equal(whole, bytes.length);
  const names = 20 + count * 16;
  return Array.from({ length: count }, (_, index) => {
    const [nameStart, nameSize, textStart, textSize] = [0, 4, 8, 12].map((at) =>
      bytes.readUInt32LE(20 + index * 16 + at),
    );
    return {
      name: bytes.toString("utf8", names + nameStart, names + nameStart + nameSize),
      text: bytes.subarray(textStart, textStart + textSize),
    };
  });
}

test("files are packed in the order of their names", () => {
  const files = [
    { name: Buffer.from("b"), text: Buffer.from("two") },
    { name: Buffer.from("a/c"), text: Buffer.from("") },
    { name: Buffer.from("a"), text: Buffer.from("é") },
  ];
  const unpacked = unpack(pack(files)).map(({ name, text }) => [name, text.toString()]);
  assert.deepEqual(unpacked, [
    ["a", "é"],
    ["a/c", ""],
    ["b", "two"],
  ]);
});

test("typeshed's standard library is packed whole, with its licence, the same every time", () => {
  const folder = mkdtempSync(join(tmpdir(), "pellucid-stubs-"));
  try {
    const [plain, compressed] = [join(folder, "a"), join(folder, "b")];
    writeStubs(plain);
    writeStubs(compressed, { compressed: true });
    assert.deepEqual(gunzipSync(readFileSync(compressed)), readFileSync(plain));
    const files = unpack(readFileSync(plain));
    assert.ok(files.length > 700);
    for (const { name, text } of files) assert.deepEqual(text, readFileSync(join(typeshed, name)), name);
    const names = files.map(({ name }) => name);
    for (const name of ["LICENSE", "commit.txt", "stdlib/VERSIONS", "stdlib/builtins.pyi"])
      assert.ok(names.includes(name));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
