// Links: what goes in comes out, and what is broken is told of.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { deflateSync } from "fflate";
import { expect, it } from "vitest";
import { isLink } from "../../web/src/links/address";
import { crc32, toBase64Url } from "../../web/src/links/bytes";
import { type Decoded, decode, encode } from "../../web/src/links/codec";
import { dictionary } from "../../web/src/links/dictionary";
import type { SharedState } from "../../web/src/links/state";
import { exampleProject } from "../../web/src/model/example_project";
import { examples } from "../../web/src/model/examples";
import type { ProjectFile } from "../../web/src/model/project";
import { numbers, randomProject } from "./random_projects";

const span = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
  start: { line: startLine, column: startColumn },
  end: { line: endLine, column: endColumn },
});

const stateOf = (files: readonly ProjectFile[], more: Partial<SharedState> = {}): SharedState => ({
  project: { files: files.map(({ path, text }) => ({ path, text })), active: files[0]?.path ?? null },
  python: 14,
  build: "3f2a91c0de",
  view: null,
  ...more,
});

const problemOf = (decoded: Decoded) => (decoded.is === "problem" ? decoded.problem.is : "none");

/** A link whose checksum and length are right, whatever it holds. */
function linkOf(content: Uint8Array | string): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const packed = deflateSync(bytes, { level: 9, dictionary });
  const length = [(packed.length & 0x7f) | 0x80, ((packed.length >> 7) & 0x7f) | 0x80, packed.length >> 14];
  const crc = crc32(bytes);
  return `p1.${toBase64Url(Uint8Array.from([...length, crc, crc >> 8, crc >> 16, crc >> 24, ...packed]))}`;
}

it("a link holds the files and all that was looked at", async () => {
  const state = stateOf([{ path: "shop/cart.py", text: "import os\n" }], {
    python: 11,
    view: {
      table: "name",
      selection: span(1, 8, 1, 10),
      problem: { rule: "unused-import", span: span(1, 8, 1, 10) },
      step: 3,
    },
  });
  const link = await encode(state);
  expect(link).toMatch(/^p1\.[A-Za-z0-9_-]+$/);
  expect(isLink(`#${link}`)).toBe(true);
  expect(await decode(`#${link}`)).toEqual({ is: "state", state });
});

it("200 random projects, one of a megabyte, come out as they went in", { timeout: 60_000 }, async () => {
  const random = numbers(5);
  const large = { path: "large.py", text: Array.from({ length: 40_000 }, () => `x${random()} = 'ß🐍'\n`).join("") };
  expect(large.text.length).toBeGreaterThan(1 << 20);
  for (let round = 0; round < 200; ++round) {
    const project = randomProject(random);
    const state = stateOf([], { project: round === 7 ? { files: [large], active: "large.py" } : project });
    expect(await decode(await encode(state))).toEqual({ is: "state", state });
  }
});

it("five files of a hundred lines together fit into 2,000 letters", async () => {
  const shop = exampleProject.filter(({ path }) => /stock|__main__/.test(path));
  const shown = examples.filter(({ path }) => path !== "reading.py");
  const files = [...shown, ...shop].map(({ path, text }) => ({ path, text }));
  const lines = files.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0);
  expect([files.length, lines]).toEqual([5, 96]);
  const link = await encode(stateOf(files));
  expect(link.length).toBeLessThan(1300);
  // Dense code, lines of up to 120 letters.
  const folder = new URL("../fixtures/dense/", import.meta.url);
  const dense = readdirSync(folder)
    .sort()
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
  expect(dense).toHaveLength(5);
  expect((await encode(stateOf(dense))).length).toBeLessThan(2150);
});

it("10,000 damaged links are told of, and none opens as something else", { timeout: 120_000 }, async () => {
  const random = numbers(17);
  const below = (end: number) => Math.floor(random() * end);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const noise = (length: number) => Array.from({ length }, () => letters[below(64)]).join("");
  const states = Array.from({ length: 40 }, () => stateOf([], { project: randomProject(random) }));
  states.push(stateOf(examples), stateOf(exampleProject));
  const links = await Promise.all(states.map(encode));
  const kinds = new Map<string, number>();
  const damages: ((link: string, other: string) => string)[] = [
    (link) => link.slice(0, below(link.length)),
    (link) => {
      const at = 3 + below(link.length - 3);
      return link.slice(0, at) + noise(1) + link.slice(at + 1);
    },
    (link) => {
      const at = 3 + below(link.length - 3);
      return link.slice(0, at) + noise(1 + below(8)) + link.slice(at + below(12));
    },
    (link, other) => link.slice(0, 3 + below(link.length)) + other.slice(3 + below(other.length)),
    (link) => {
      const from = 3 + below(link.length - 3);
      return link.slice(0, from) + link.slice(from + 1 + below(30));
    },
    () => `p1.${noise(below(300))}`,
    () => `p${below(3)}.${noise(20)}`,
    (link) => `p1.${[...link.slice(3)].reverse().join("")}`,
    (link) => link.replace(/./gu, (letter) => (below(50) === 0 ? String.fromCharCode(below(0x3000)) : letter)),
    () => Array.from({ length: below(60) }, () => String.fromCharCode(below(0x10000))).join(""),
  ];
  for (let round = 0; round < 10_000; ++round) {
    const at = below(links.length);
    const link = links[at] as string;
    const damage = damages[round % damages.length] as (link: string, other: string) => string;
    const broken = damage(link, links[below(links.length)] as string);
    const decoded = await decode(broken);
    kinds.set(problemOf(decoded), (kinds.get(problemOf(decoded)) ?? 0) + 1);
    if (decoded.is === "state") {
      // It did no harm, or made of it another of the links.
      const same = states.find((state) => JSON.stringify(state) === JSON.stringify(decoded.state));
      expect(same, broken).toBeDefined();
    } else {
      expect(decoded.problem.explanation).toMatch(/^This .*\.$/);
    }
  }
  expect([...kinds.keys()].sort()).toEqual(["cut", "damaged", "foreign", "newer", "none"]);
});

it("each kind of trouble has its own words", async () => {
  const link = await encode(stateOf(examples));
  expect(problemOf(await decode(link.slice(0, 300)))).toBe("cut");
  expect(problemOf(await decode(link.slice(0, 5)))).toBe("cut");
  expect(problemOf(await decode("p1"))).toBe("cut");
  expect(problemOf(await decode("p2.AAAA"))).toBe("newer");
  expect(problemOf(await decode("lesson=3"))).toBe("foreign");
  const flipped = `${link.slice(0, 200)}${link[200] === "A" ? "B" : "A"}${link.slice(201)}`;
  expect(problemOf(await decode(flipped))).toBe("damaged");
});

it("what a mail or a sentence does to a link is no harm", async () => {
  const state = stateOf(examples);
  const link = await encode(state);
  for (const mangled of [`${link}).`, `${link}>`, `${link.slice(0, 76)}\r\n ${link.slice(76)}`])
    expect(await decode(mangled)).toEqual({ is: "state", state });
});

it("hostile links end at a limit", { timeout: 30_000 }, async () => {
  expect(problemOf(await decode(linkOf(new Uint8Array(40 << 20))))).toBe("large");
  expect(problemOf(await decode(`p1.${"A".repeat(5 << 20)}`))).toBe("large");
  const deep = "[".repeat(1 << 20);
  const senseless = [
    "",
    "null",
    "[]",
    "{}",
    deep,
    `{"files":${deep}`,
    '{"files":[["a.py",5]]}\nabc',
    '{"files":[["a.py",2]]}\nabc',
    '{"files":[["a.py",-1],["b.py",4]]}\nabc',
    '{"files":[["a.py",1],["a.py",2]]}\nabc',
    '{"files":[["  ",3]]}\nabc',
    '{"files":[[3,3]]}\nabc',
    '{"files":[["a.py",3,4]]}\nabc',
    `{"files":[["${"a".repeat(2000)}",3]]}\nabc`,
    ...["../../.bashrc", "/etc/x.py", "a//b.py", "a/./b.py", "C:/x.py", "\u0007.py", "\ud800.py"].map(
      (path) => `${JSON.stringify({ files: [[path, 3]] })}\nabc`,
    ),
    `{"files":[${Array.from({ length: 6000 }, (_, i) => `["${i}",0]`)}]}\n`,
    '{"__proto__":{"files":[["a.py",3]]}}\nabc',
  ];
  for (const content of senseless)
    expect(problemOf(await decode(linkOf(content))), content.slice(0, 60)).toBe("senseless");
  expect(problemOf(await decode(linkOf(Uint8Array.of(0xff, 0xfe, 0x0a))))).toBe("senseless");
});

it("of a view only what makes sense is taken", async () => {
  const more =
    '"active":7,"python":99,"build":"../../evil","panel":"constructor","at":[1,1],"problem":["x",1,1,0,0],"step":-1';
  const decoded = await decode(linkOf(`{"files":[["a.py",3]],${more}}\nabc`));
  const state = {
    project: { files: [{ path: "a.py", text: "abc" }], active: null },
    python: 14,
    build: null,
    view: null,
  };
  expect(decoded).toEqual({ is: "state", state });
});

it("old links stay readable: the dictionary of version 1 is what it was", async () => {
  const hash = createHash("sha256").update(dictionary).digest("hex");
  expect(hash).toBe("2f9d1012e068606fffce8512c3dd7e77953391f540cf6c56424df81c442a1725");
});

// Never made anew: such links stand in other people's mails.
const oldLink =
  "p1.jgGKUr97QxZEiwVzQ3A8AFMFciRAIx8sDEokYCEzY3A8JwLzIIirVAEsJtRjSlMsjFPUY_KUcMUaMKRgXjdOM0q0NEw2SAF5C5svgZFmBIo5U_RoQ_" +
  "GvoY4FKKiAToT627iWmBEtQyUu3ENU0EEoePeUl4sLku1B5YkGuGKGtU6Qam2IuI6C-uH5Ch_mT-hV1-QCAA";

it("old links stay readable: one with everything that a link can hold", async () => {
  const configuration = '[environment]\npython-version = "3.11"\n\n[rules]\nunused-import = "error"\n';
  const files = [
    { path: "pellucid.toml", text: configuration },
    { path: "shop/__init__.py", text: "" },
    { path: "shop/cart.py", text: "import os\r\n\n\ndef total(prices):\n    return sum(prices, 'ß 🐍')\n" },
    { path: "half.py", text: "x = '\ud83d'\n" },
  ];
  const state: SharedState = {
    project: { files, active: "shop/cart.py" },
    python: 11,
    build: "3f2a91c0de",
    view: {
      table: "name",
      selection: span(5, 12, 5, 15),
      problem: { rule: "unused-import", span: span(1, 8, 1, 10) },
      step: 3,
    },
  };
  expect(await decode(oldLink)).toEqual({ is: "state", state });
});
