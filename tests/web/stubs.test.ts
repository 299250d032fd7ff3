import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loadStubs } from "../../web/src/engine/stubs";

/** As much of a pack as the loader looks at: its first word, and its size. */
function packOf(size: number) {
  const bytes = Buffer.alloc(size, "x: int\n");
  bytes.write("PELSTUB1", "latin1");
  bytes.writeUInt32LE(size, 16);
  return new Uint8Array(bytes);
}

const stubs: Uint8Array<ArrayBuffer> = packOf(10_000);
const compressed: Uint8Array<ArrayBuffer> = new Uint8Array(gzipSync(stubs));

const answer = (body: BodyInit | null, init?: ResponseInit) => () => Promise.resolve(new Response(body, init));

describe("the stubs of the standard library", () => {
  test("are unpacked, and the progress is told", async () => {
    const seen: [number, number | undefined][] = [];
    const headers = { "content-length": String(compressed.length) };
    const load = answer(compressed, { headers });
    expect(await loadStubs("x", (loaded, total) => seen.push([loaded, total]), load)).toEqual(stubs);
    expect(seen.at(-1)).toEqual([compressed.length, compressed.length]);
  });

  test("are taken as they are where the host has unpacked them", async () => {
    const totals = new Set<number | undefined>();
    const headers = { "content-length": "5", "content-encoding": "gzip" };
    expect(await loadStubs("x", (_, total) => totals.add(total), answer(stubs, { headers }))).toEqual(stubs);
    expect(totals).toEqual(new Set([undefined]));
  });

  test.each([
    ["cut off", compressed.slice(0, -12)],
    ["cut off, unpacked", stubs.slice(0, 100)],
    ["something else", new TextEncoder().encode("<!doctype html>")],
    ["nothing", new Uint8Array()],
  ])("that are %s are refused", async (_, body) => {
    await expect(loadStubs("x", undefined, answer(body))).rejects.toThrow("arrived damaged");
  });

  test("that are not there are told", async () => {
    await expect(loadStubs("x", undefined, answer("no", { status: 404 }))).rejects.toThrow("the site answers 404");
    const offline = () => Promise.reject(new TypeError("Failed to fetch"));
    await expect(loadStubs("x", undefined, offline)).rejects.toThrow("does not answer");
  });
});
