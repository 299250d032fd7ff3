import { beforeAll, describe, expect, it } from "vitest";
import { CheckerHost } from "../../web/src/engine/host";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import type { Look, Reply } from "../../web/src/engine/protocol";
import { nodeRows, pathSteps, tokenRows } from "../../web/src/engine/rows";
import { nodeKinds, roles, tokenKinds } from "../../web/src/generated/syntax";
import { SourceFile } from "../../web/src/model/source_file";
import type { TextEdit } from "../../web/src/model/source_text";
import { rangeText } from "../../web/src/ui/range_text";
import { loadChecker } from "./checker";
import { wholeNumbers } from "./random_projects";

let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

const utf8 = new TextEncoder();
const decode = (bytes: Uint8Array | null): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes ?? undefined);
const look = (changes: Partial<Look> = {}): Look => ({
  file: 1,
  table: "nodes",
  first: 0,
  count: 100,
  kinds: [],
  focus: null,
  follow: false,
  ...changes,
});

function opened(text: string): CheckerHost {
  const host = new CheckerHost(module);
  const change = { kind: "text", text: utf8.encode(text) } as const;
  host.update({
    python: 14,
    files: [{ file: 1, path: "a.py", version: 1, change }],
    closed: [],
    questions: [],
    look: null,
  });
  return host;
}

function ask(host: CheckerHost, changes: Partial<Look> = {}): Extract<Reply, { kind: "report" }> {
  const reply = host.update({ python: 14, files: [], closed: [], questions: [], look: look(changes) });
  if (reply.kind !== "report") throw new Error(reply.kind);
  return reply;
}

const cursor = (line: number, column: number): Look["focus"] => ({
  at: "text",
  span: { start: { line, column }, end: { line, column } },
});
const kind = (name: string): number => nodeKinds.findIndex((entry) => entry.name === name);

describe("one definition", () => {
  it("is told with its rows, also of a file that is not shown", () => {
    const host = opened("x = 1\ndef f(a):\n    return a\n");
    const parameters = JSON.stringify({ file: 1, scope: 1, count: 3 });
    const question = { id: 7, question: "scopeNodes", file: 1, parameters } as const;
    host.update({ python: 14, files: [], closed: [], questions: [question], look: null });
    let reply: Reply | null;
    do reply = host.next();
    while (reply !== null && reply.kind !== "answer");
    const { rowCount, rows } = JSON.parse(reply?.answer?.value ?? "null");
    expect(rowCount).toBeGreaterThan(3);
    expect(rows.map((row: { kind: number }) => nodeKinds[row.kind]?.name)).toEqual([
      "FunctionDef",
      "Identifier",
      "Parameters",
    ]);
    expect(rows.map((row: { depth: number }) => row.depth)).toEqual([0, 1, 1]);
  });
});

describe("the node table", () => {
  it("has the names of the generated lists", () => {
    const { nodes } = ask(opened("x = f(y)\n"));
    expect(nodes).not.toBeNull();
    if (nodes === null) return;
    const rows = nodeRows(nodes.rows).map((row) =>
      [
        nodeKinds[row.kind]?.name,
        roles[row.role],
        rangeText(row.span),
        row.parent,
        row.subtreeEnd,
        row.depth,
        `${row.payload} ${row.flagNames}`.trim(),
        row.source,
      ].join("|"),
    );
    expect(rows).toEqual([
      "Module||1:1–2:1||6|0||x = f(y) ",
      "Assign|body|1:1–9|0|6|1||x = f(y)",
      "Name|target|1:1–2|1|3|2|x store|x",
      "Call|value|1:5–9|1|6|2||f(y)",
      "Name|func|1:5–6|3|5|3|f|f",
      "Name|arg|1:7–8|3|6|3|y|y",
    ]);
  });

  it("counts in UTF-16 units", () => {
    const { nodes } = ask(opened("s = '😀e\u0301'; after\r\nnext"));
    const spans = nodes && nodeRows(nodes.rows).map((row) => `${nodeKinds[row.kind]?.name} ${rangeText(row.span)}`);
    expect(spans).toContain("StringLiteral 1:5–11");
    expect(spans).toContain("Name 1:13–18");
    expect(spans).toContain("Name 2:1–5");
  });

  it("finds the innermost node at the cursor and the way to it", () => {
    const { nodes } = ask(opened("x = f(y)\n"), { focus: cursor(1, 7) });
    expect(nodes?.selected?.row).toBe(5);
    expect(nodes?.selected && pathSteps(nodes.selected.path).map((step) => nodeKinds[step.kind]?.name)).toEqual([
      "Module",
      "Assign",
      "Call",
      "Name",
    ]);
  });

  it("finds the node around a selection", () => {
    const span = { start: { line: 1, column: 5 }, end: { line: 1, column: 8 } };
    expect(ask(opened("x = f(y)\n"), { focus: { at: "text", span } }).nodes?.selected?.row).toBe(3);
  });

  it("cuts a long way in the middle", () => {
    const { nodes } = ask(opened(`x = ${"(".repeat(30)}a${",)".repeat(30)}`), { focus: cursor(1, 35) });
    expect(nodes?.selected?.depth).toBe(32);
    const path = (nodes?.selected && pathSteps(nodes.selected.path)) ?? [];
    expect(path.map((step) => step.node)).toEqual([0, 1, 28, 29, 30, 31, 32, 33]);
  });

  it("shows the kinds asked for, and the nearest ancestor among them", () => {
    const host = opened("x = f(y)\nz = g(h(1))\n");
    const { nodes } = ask(host, { kinds: [kind("Call")], focus: cursor(2, 9) });
    expect(nodes?.rowCount).toBe(3);
    expect(nodes && nodeRows(nodes.rows).map((row) => row.source)).toEqual(["f(y)", "g(h(1))", "h(1)"]);
    expect(nodes?.selected?.row).toBe(2);
    expect(ask(host, { kinds: [kind("Lambda")], focus: cursor(2, 9) }).nodes?.selected?.row).toBeNull();
  });

  it("follows the focus out of the window, if told to", () => {
    const host = opened("x\n".repeat(5000));
    const away = ask(host, { focus: cursor(4000, 1), count: 40 });
    expect([away.nodes?.first, away.nodes?.rows.indices.length]).toEqual([0, 40]);
    const there = ask(host, { focus: cursor(4000, 1), count: 40, follow: true });
    expect(there.nodes?.selected?.row).toBe(8000);
    expect(there.nodes?.first).toBe(7980);
    expect(ask(host, { first: 20_000, count: 40 }).nodes?.first).toBe(9961);
  });
});

describe("the token table", () => {
  it("follows the cursor", () => {
    const { tokens } = ask(opened("if x:\n    y # why\n"), { table: "tokens", focus: cursor(2, 5) });
    const rows = tokens ? tokenRows(tokens.rows, tokens.first) : [];
    expect(rows.map((row) => `${tokenKinds[row.kind]?.name} ${row.source}`.trim())).toContain("Comment # why");
    expect(rows[tokens?.selectedRow ?? -1]?.source).toBe("y");
  });
});

describe("updates", () => {
  it("reports what is wrong once, and that it is the same later", () => {
    const host = opened("def f(:\n  pass\n");
    const first = ask(host).checked;
    expect(first?.diagnostics).toContain("invalid-syntax");
    expect(ask(host).checked).toBeNull();
  });

  it("checks everything again for another Python", () => {
    const host = opened("match 1:\n  case 1: pass\n");
    expect(ask(host).checked?.diagnostics).toBe("[]");
    const reply = host.update({ python: 8, files: [], closed: [], questions: [], look: look() });
    expect(reply.kind === "report" && reply.checked?.diagnostics).toContain("3.10");
  });

  it("checks files nobody looks at in their turn", () => {
    const host = opened("x");
    expect(host.next()).toMatchObject({ kind: "checked", progress: { done: 1, of: 1 } });
    expect(host.next()?.kind).toBe("checkedAll");
    expect(host.next()).toBeNull();
  });

  it("asks for the whole text if the edits start elsewhere", () => {
    const host = opened("x");
    const reply = host.update({
      python: 14,
      files: [{ file: 1, path: "a.py", version: 9, change: { kind: "edits", base: 8, batches: [] } }],
      closed: [],
      questions: [],
      look: null,
    });
    expect(reply.kind === "report" && reply.unsynced).toEqual([1]);
  });

  it("leaves out what nobody reads of a great many problems", () => {
    const reply = ask(opened("$\n".repeat(20_000)));
    const shown: unknown[] = JSON.parse(reply.checked?.diagnostics ?? "[]");
    expect(shown.length).toBeLessThanOrEqual(1000);
    if (shown.length === 1000) expect(reply.checked?.omitted).toBeGreaterThan(0);
  });

  it("tells how many are left out, also where that alone has changed", () => {
    const host = opened(`${"unbound\n".repeat(1000)}from b import x\nprint(x)\n`);
    const edit = (version: number, text: string) => {
      const change = { kind: "text", text: new TextEncoder().encode(text) } as const;
      host.update({ ...{ python: 14, closed: [], questions: [], look: null }, files: [{ ...b, version, change }] });
      const replies = [];
      for (let reply = host.next(); reply !== null; reply = host.next()) replies.push(reply);
      return replies;
    };
    const b = { file: 2, path: "b.py" };
    edit(1, "x = 1\n");
    const told = edit(2, "").filter((reply) => reply.kind === "checked" && reply.checked.file === 1);
    expect(told).toMatchObject([{ checked: { omitted: 1 } }]);
  });
});

const pieces = [
  "a",
  " = ",
  "\n",
  "\r\n",
  "😀",
  "\ud83d",
  "\ude00",
  "e\u0301",
  "\t",
  "'",
  "(",
  "",
  "\uFEFF",
  "\u2028",
  "\f",
  "\0",
];

describe("the worker's copy of a text", () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))("equals the page's after random edits (seed %i)", (seed) => {
    const roll = wholeNumbers(seed + 1);
    const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
    const some = () => Array.from({ length: roll(6) }, () => pick(pieces)).join("");
    const start = Array.from({ length: 12 }, () => some() + pick(["\n", "\r\n", "\r", "", "\n"])).join("");
    const file = new SourceFile(1, start);
    const host = opened(start);
    let told = file.version;
    for (let step = 0; step < 40; ++step) {
      file.edit(randomEdits(file, roll, some));
      if (roll(3) === 0) continue;
      const batches = file.editsSince(told);
      const change =
        batches === null
          ? ({ kind: "text", text: utf8.encode(file.text.toString()) } as const)
          : ({
              kind: "edits",
              base: told,
              batches: batches.map((edits) => ({
                places: Uint32Array.from(
                  edits.flatMap(({ span: { start: from, end: to } }) => [from.line, from.column, to.line, to.column]),
                ),
                texts: edits.map((one) => utf8.encode(one.text)),
              })),
            } as const);
      told = file.version;
      const reply = host.update({
        python: 14,
        files: [{ file: 1, path: "a.py", version: told, change }],
        closed: [],
        questions: [],
        look: look(),
      });
      expect(reply.kind === "report" && reply.unsynced).toEqual([]);
      // Halves of characters reach the checker as U+FFFD, one unit each as well.
      expect(decode(host.textOf(1))).toBe(decode(utf8.encode(file.text.toString())));
      expect(reply.kind === "report" && reply.checked?.summary.lines).toBe(file.text.lineCount);
    }
  });
});

function randomEdits(file: SourceFile, roll: (limit: number) => number, some: () => string): TextEdit[] {
  const places = Array.from({ length: 2 * (1 + roll(3)) }, () => {
    const line = 1 + roll(file.text.lineCount);
    return { line, column: 1 + roll(file.text.line(line).length + 1) };
  }).sort((a, b) => a.line - b.line || a.column - b.column);
  const edits: TextEdit[] = [];
  for (let i = 0; i + 1 < places.length; i += 2) {
    const [start, end] = [places[i], places[i + 1]];
    if (start === undefined || end === undefined) continue;
    edits.unshift({ span: { start, end: roll(2) === 0 ? start : end }, text: some() });
  }
  return edits;
}
