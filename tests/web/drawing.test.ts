import { describe, expect, it } from "vitest";
import { bandsOf, drawTrace } from "../../web/src/model/drawing";
import type { UseDef } from "../../web/src/model/names";
import { cardWords, pythonsText } from "../../web/src/panels/name_trace/words";
import { keyed, openRows } from "../../web/src/ui/tree_rows";
import { holder, range, scopeEntry, span, step, trace } from "./asker";

const definition = { kind: "assignment", unbinds: false, range: range(3, 5, 6) } as const;
const removal = { kind: "`del` statement", unbinds: true, range: range(5, 9, 10) } as const;
const branches = [
  { branch: "the `if` branch", effect: "binds it", range: range(3, 5, 10) },
  { branch: "when no condition holds", effect: "does not bind it", range: range(2, 1, 10, 3) },
] as const;

describe("drawing a trace", () => {
  it("leads from the use to what may have bound it, with the branches between", () => {
    const drawn = drawTrace(
      trace({ holders: [holder({ state: "maybe unbound", definitions: [definition, removal], branches })] }),
      null,
      null,
    );
    expect(drawn.marks).toEqual([
      { span: range(9, 1, 2), role: "use" },
      { span: range(3, 5, 6), role: "definition" },
      { span: range(5, 9, 10), role: "removal" },
    ]);
    expect(drawn.arrows).toEqual([{ from: range(9, 1, 2), to: range(3, 5, 6), isCertain: false }]);
    expect(drawn.branches.map(({ effect, text }) => `${effect}: ${text}`)).toEqual([
      "binds: binds x",
      "passes: when no condition holds: does not bind x",
    ]);
  });

  it("is certain of the only definition", () => {
    const drawn = drawTrace(trace({ holders: [holder({ definitions: [definition] })] }), null, null);
    expect(drawn.arrows).toEqual([{ from: range(9, 1, 2), to: range(3, 5, 6), isCertain: true }]);
  });

  it("leads from the readers of a definition to it", () => {
    const useDef: UseDef = {
      name: "x",
      span: span(9, 1, 2),
      access: "bind",
      state: "bound",
      definitions: [],
      branches: [],
      uses: [{ span: span(11, 1, 2), access: "read", state: "bound", scope: 0, inString: false }],
    };
    expect(drawTrace(trace({ access: "bind" }), useDef, null).arrows).toEqual([
      { from: span(11, 1, 2), to: range(9, 1, 2), isCertain: true },
    ]);
  });

  it("shows of a step its scope and what decides, and an arrow only where it is found", () => {
    const scope = { kind: "function", name: "f", title: "function `f`", id: 1, range: range(2, 1, 5, 4) } as const;
    const its = trace({
      steps: [
        step({ scope, outcome: "skipped", evidence: range(3, 1, 2) }),
        step({ outcome: "found", evidence: range(1, 1, 2) }),
      ],
    });
    expect(drawTrace(its, null, 0)).toMatchObject({
      spotlight: [range(2, 1, 5, 4)],
      marks: [{ role: "use" }, { role: "evidence", span: range(3, 1, 2) }],
      arrows: [],
    });
    expect(drawTrace(its, null, 1)).toMatchObject({
      spotlight: null,
      arrows: [{ from: range(9, 1, 2), to: range(1, 1, 2) }],
    });
    expect(drawTrace(its, null, 2).marks).toEqual([{ span: range(9, 1, 2), role: "use" }]);
  });

  it("draws no thicket", () => {
    const definitions = Array.from({ length: 1000 }, (_, line) => ({ ...definition, range: range(line + 10, 1, 2) }));
    expect(drawTrace(trace({ holders: [holder({ definitions })] }), null, null).arrows.length).toBeLessThan(100);
  });
});

it("bands are of scopes with a text of their own", () => {
  const scopes = [
    scopeEntry(0, "module", "", {}),
    scopeEntry(1, "function", "f", {}),
    scopeEntry(2, "annotations", "f", {}),
    scopeEntry(3, "lambda", "", { depth: 2 }),
  ];
  expect(bandsOf(scopes).map(({ depth, isBlock }) => [depth, isBlock])).toEqual([
    [1, true],
    [2, false],
  ]);
});

describe("a trace in words", () => {
  it("says what a card shows", () => {
    const its = trace({
      steps: [step({ outcome: "skipped", text: "not seen from `f`", evidence: range(3, 1, 2) })],
      holders: [holder({ state: "maybe unbound", definitions: [definition], branches })],
    });
    expect(cardWords(its, null)).toBe("x is that of the module.");
    expect(cardWords(its, 0)).toBe(
      "Step 1 of 2. The module: skipped. Not seen from f. See 3:1–2. Language reference 4.2.2.",
    );
    expect(cardWords(its, 1)).toBe(
      "Step 2 of 2. The module: maybe unbound. Every way to this line binds x. It may come from assignment at 3:5–6. " +
        "The if branch, line 3, binds x. When no condition holds, line 2, does not bind x.",
    );
  });

  it.each([
    [[14], "3.14"],
    [[8, 9], "3.8 and 3.9"],
    [[8, 9, 10, 11], "3.8 to 3.11"],
    [[8, 9, 10, 15], "3.8 to 3.10 and 3.15"],
    [[8, 10, 12], "3.8, 3.10 and 3.12"],
  ])("names the versions %j", (minors, text) => {
    expect(pythonsText(minors)).toBe(text);
  });
});

describe("rows of a tree", () => {
  const items = [0, 1, 2, 2, 1, 2].map((depth, place) => ({ depth, key: `n${place}`, name: `n${place}`, text: "" }));
  const seen = (closed: number[]) => openRows(items, new Set(closed.map((at) => `n${at}`))).map(({ item }) => item);

  it("leave out what is inside closed items", () => {
    expect(seen([])).toEqual([0, 1, 2, 3, 4, 5]);
    expect(seen([1])).toEqual([0, 1, 4, 5]);
    expect(seen([0])).toEqual([0]);
    // One without children cannot be closed.
    expect(seen([3])).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("know their parents, and their places among their siblings", () => {
    expect(openRows(items, new Set(["n1"]))).toMatchObject([
      { item: 0, parent: -1, end: 6, hasChildren: true, siblings: 1, place: 1 },
      { item: 1, parent: 0, end: 4, hasChildren: true, siblings: 2, place: 1 },
      { item: 4, parent: 0, end: 6, hasChildren: true, siblings: 2, place: 2 },
      { item: 5, parent: 4, end: 6, hasChildren: false, siblings: 1, place: 1 },
    ]);
  });

  it("have keys that stay when others come and go", () => {
    const keysOf = (text: string) =>
      keyed(
        text.split(" ").map((word) => ({ depth: word.length - 1, name: word.at(-1) ?? "", text: "" })),
        ({ name }) => name,
      ).map(({ key }) => key);
    expect(keysOf("a .b .b ..c a .b")).toEqual(["/a", "/a/b", "/a/b 1", "/a/b 1/c", "/a 1", "/a 1/b"]);
    expect(keysOf("x .y a .n .b ..c")).toEqual(["/x", "/x/y", "/a", "/a/n", "/a/b", "/a/b/c"]);
  });
});
