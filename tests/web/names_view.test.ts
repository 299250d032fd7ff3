import { describe, expect, it } from "vitest";
import type { NameAt, ScopeTree, TraceVersions } from "../../web/src/model/names";
import { NamesView } from "../../web/src/model/names_view";
import { Settings } from "../../web/src/model/settings";
import { symbolRows } from "../../web/src/model/symbol_rows";
import { Workspace } from "../../web/src/model/workspace";
import { range, scopeEntry, span, step, symbol, TestAsker, trace } from "./asker";
import { TestTimers } from "./checker";

function open() {
  const workspace = new Workspace();
  const settings = new Settings({ load: () => null, save() {} });
  const asker = new TestAsker();
  const timers = new TestTimers();
  const names = new NamesView(workspace, settings, asker, timers);
  const file = workspace.create("a.py", "x = 1\ndef f():\n    return x\n");
  workspace.focusText(span(3, 12, 12));
  return { workspace, settings, asker, timers, names, file };
}

const tree: ScopeTree = {
  scopes: [
    scopeEntry(0, "module", "", {}),
    scopeEntry(1, "function", "f", { span: span(2, 1, 13, 3), nameSpan: span(2, 5, 6) }),
  ],
};
const inF: NameAt = {
  scope: 1,
  name: { text: "x", span: span(3, 12, 13), access: "read", owner: 0, symbol: 0 },
};
const inModule: NameAt = { scope: 0, name: null };

describe("names are asked for", () => {
  it("only while something shows them", async () => {
    const { workspace, settings, asker, timers } = open();
    timers.pass();
    expect(asker.questions).toEqual([]);
    workspace.showTable("tokens");
    timers.pass();
    expect(asker.questions).toEqual([]);
    workspace.showTable("scopes");
    timers.pass();
    expect(asker.questions.toSorted()).toEqual(["nameAt", "scopes", "symbols", "unresolved"]);
    asker.clear();
    workspace.showTable("name");
    timers.pass();
    expect(asker.questions.toSorted()).toEqual(["trace", "useDef"]);
    asker.clear();
    workspace.showTable("nodes");
    settings.choose({ bands: true });
    workspace.edit(1, [{ span: span(1, 1, 1), text: "y" }]);
    timers.pass();
    expect(asker.questions).toEqual(["scopes"]);
  });

  it("of scopes, too, only once typing has come to rest", async () => {
    const { workspace, asker, timers } = open();
    workspace.showTable("scopes");
    timers.pass();
    await asker.answer("scopes", tree);
    await asker.answer("nameAt", inF);
    asker.clear();
    const asked = asker.asked;
    for (let i = 0; i < 10; ++i) {
      workspace.edit(1, [{ span: span(1, 1, 1), text: "y" }]);
      workspace.focusText(span(3, 12 + i, 12 + i));
    }
    expect(asker.asked).toBe(asked);
    timers.pass();
    expect(asker.questions.toSorted()).toEqual(["nameAt", "scopes", "symbols", "unresolved"]);
  });

  it("once typing has come to rest, and once for each text and place", () => {
    const { workspace, asker, timers } = open();
    workspace.showTable("name");
    workspace.edit(1, [{ span: span(1, 1, 1), text: "y" }]);
    workspace.focusText(span(3, 13, 13));
    expect(asker.questions).toEqual([]);
    expect(timers.delays).toEqual([150]);
    timers.pass();
    expect(asker.questions).toEqual(["scopes", "trace", "useDef"]);
    workspace.focusText(span(3, 13, 13));
    timers.pass();
    expect(asker.asked).toBe(3);
    workspace.setPython(8);
    timers.pass();
    expect(asker.asked).toBe(6);
  });

  it("again if the checker died over it", async () => {
    const { workspace, asker, timers } = open();
    workspace.showTable("name");
    timers.pass();
    await asker.fail("trace");
    workspace.setChecker({ is: "ready" });
    timers.pass();
    expect(asker.questions).toContain("trace");
  });

  it("and only the newest question counts", async () => {
    const { workspace, asker, timers, names } = open();
    workspace.showTable("name");
    timers.pass();
    workspace.focusText(span(1, 1, 1));
    timers.pass();
    expect(asker.parametersOf("trace")).toEqual({ file: 1, at: { line: 1, column: 1 } });
    await asker.answer("trace", trace({ name: "new" }));
    expect(names.trace.trace.get()?.value?.name).toBe("new");
    workspace.create("b.py");
    expect(names.trace.trace.get()).toBeNull();
  });
});

describe("the scope that is shown", () => {
  async function shown() {
    const page = open();
    page.workspace.showTable("scopes");
    page.timers.pass();
    await page.asker.answer("scopes", tree);
    await page.asker.answer("nameAt", inF);
    return page;
  }

  it("is the one that the cursor stands in, with the name under it", async () => {
    const { names, workspace, timers, asker } = await shown();
    expect(names.scopes.shown.get()).toEqual({ scope: 1, symbol: null, isLit: false });
    workspace.focusText(span(3, 13, 13));
    timers.pass();
    expect(asker.parametersOf("symbols")).toEqual({ file: 1, scope: 1 });
    await asker.answer("symbols", { scope: 1, symbols: [symbol("x")], places: [] });
    await asker.answer("nameAt", inF);
    expect(names.scopes.shown.get()).toEqual({ scope: 1, symbol: "symbol x", isLit: false });
  });

  it("dims the rest when it is chosen, until the cursor leaves it", async () => {
    const { names, workspace, timers, asker } = await shown();
    const [, f] = tree.scopes;
    if (f === undefined) throw new Error();
    expect(names.scopes.chooseScope(f)).toEqual(span(2, 5, 5));
    expect(names.scopes.shown.get()).toEqual({ scope: 1, symbol: null, isLit: true });
    expect(names.drawing.get()?.spotlight).toEqual([f.span]);
    timers.pass();
    expect(asker.parametersOf("scopePieces")).toEqual({ file: 1, first: 2, last: 3 });
    await asker.answer("scopePieces", [
      { span: span(2, 1, 9), scope: 0, depth: 0 },
      { span: span(3, 5, 13), scope: 1, depth: 1 },
    ]);
    expect(names.drawing.get()?.spotlight).toEqual([span(3, 5, 13)]);
    const parameter = { kind: "parameter", unbinds: false, reachable: true, span: span(2, 7, 8), scope: 1 } as const;
    await asker.answer("symbols", { scope: 1, symbols: [symbol("a", { definitions: [parameter] })], places: [] });
    expect(names.drawing.get()?.spotlight).toEqual([span(2, 7, 8), span(3, 5, 13)]);
    // The name of a function stands outside of it.
    await asker.answer("nameAt", inModule);
    expect(names.scopes.shown.get()).toMatchObject({ scope: 1, isLit: true });
    workspace.focusText(span(3, 12, 12));
    timers.pass();
    expect(names.scopes.shown.get()).toMatchObject({ scope: 1, isLit: true });
    await asker.answer("nameAt", inF);
    expect(names.scopes.shown.get()).toMatchObject({ scope: 1, isLit: true });
    workspace.focusText(span(1, 1, 1));
    timers.pass();
    await asker.answer("nameAt", inModule);
    expect(names.scopes.shown.get()).toEqual({ scope: 0, symbol: null, isLit: false });
    expect(names.drawing.get()?.spotlight ?? null).toBeNull();
  });

  it("is put out by Escape and stays", async () => {
    const { names } = await shown();
    const [, f] = tree.scopes;
    if (f === undefined) throw new Error();
    names.scopes.chooseScope(f);
    names.scopes.putOut();
    expect(names.scopes.shown.get()).toEqual({ scope: 1, symbol: null, isLit: false });
  });

  it("draws the places of a chosen symbol", async () => {
    const { names, asker, workspace, timers } = await shown();
    workspace.focusText(span(3, 1, 1));
    timers.pass();
    const definitions = [
      { kind: "assignment", unbinds: false, reachable: true, span: span(3, 5, 6), scope: 1 },
      { kind: "`del` statement", unbinds: true, reachable: true, span: span(4, 9, 10), scope: 1 },
    ] as const;
    const uses = [{ span: span(2, 1, 2), access: "read", state: "bound", scope: 1, inString: false }] as const;
    await asker.answer("symbols", { scope: 1, symbols: [symbol("x", { definitions, uses })], places: [] });
    const [row] = names.scopes.rows();
    if (row === undefined) throw new Error();
    expect(names.scopes.chooseSymbol(row)).toEqual(span(3, 5, 6));
    expect(names.scopes.shown.get().symbol).toBe("symbol x");
    expect(names.drawing.get()?.marks).toEqual([
      { span: span(3, 5, 6), role: "definition" },
      { span: span(4, 9, 10), role: "removal" },
      { span: span(2, 1, 2), role: "same" },
    ]);
  });
});

describe("the trace", () => {
  async function traced(its = trace({ steps: [step({}), step({})] })) {
    const page = open();
    page.workspace.showTable("name");
    page.timers.pass();
    await page.asker.answer("trace", its);
    return page;
  }

  it("goes from card to card", async () => {
    const { names } = await traced();
    expect(names.trace.card.get()).toBeNull();
    names.trace.step(1);
    names.trace.step(1);
    names.trace.step(1);
    names.trace.step(1);
    expect(names.trace.card.get()).toBe(2);
    names.trace.showCard(null);
    names.trace.step(-1);
    expect(names.trace.card.get()).toBe(2);
    for (let i = 0; i < 5; ++i) names.trace.step(-1);
    expect(names.trace.card.get()).toBe(0);
  });

  it("stays while its own places are looked at, and goes with the cursor", async () => {
    const { names, workspace, timers, asker } = await traced();
    timers.pass();
    asker.clear();
    names.trace.jump(range(1, 1, 2));
    timers.pass();
    timers.pass();
    expect(asker.questions).toEqual([]);
    expect(names.trace.trace.get()?.value?.name).toBe("x");
    workspace.focusText(span(1, 2, 2));
    timers.pass();
    expect(asker.questions).toEqual(["trace", "useDef"]);
  });

  it("loses its card when another name is traced", async () => {
    const { names, workspace, timers, asker } = await traced();
    names.trace.step(1);
    workspace.focusText(span(1, 1, 1));
    timers.pass();
    await asker.answer("trace", trace({ name: "x", range: range(1, 1, 2) }));
    expect(names.trace.card.get()).toBeNull();
  });

  it("keeps its card while the text around it changes", async () => {
    const { names, workspace, timers, asker } = await traced();
    names.trace.step(1);
    workspace.edit(1, [{ span: span(1, 1, 1), text: "# a line\n" }]);
    timers.pass();
    await asker.answer("trace", trace({ range: range(10, 1, 2) }), 2);
    expect(names.trace.card.get()).toBe(0);
  });

  const groups = (at = range(9, 1, 2)): TraceVersions[] => [
    { python: [8, 9], trace: null },
    { python: [10, 11], trace: trace({ range: at, answer: { ...trace().answer, text: "`x` is bound nowhere" } }) },
    { python: [12, 13], trace: trace({ range: at, steps: [step({}), step({})] }) },
    { python: [14, 15], trace: trace({ range: at }) },
  ];

  it("is compared with the nearest Python that comes to another answer, until one is picked", async () => {
    const { names, timers, asker } = await traced();
    timers.pass();
    await asker.answer("traceVersions", groups());
    expect(names.trace.comparison.get()).toMatchObject({
      agreeing: [14, 15],
      differing: [8, 9, 10, 11],
      chosen: { python: [10, 11] },
    });
    names.trace.compareWith(13);
    expect(names.trace.comparison.get()?.chosen?.python).toEqual([12, 13]);
    names.trace.compareWith(9);
    expect(names.trace.comparison.get()?.chosen?.python).toEqual([8, 9]);
    names.trace.compareWith(15);
    expect(names.trace.comparison.get()?.chosen).toBeNull();
  });

  it("is not compared with that of another name", async () => {
    const { names, timers, asker } = await traced();
    timers.pass();
    await asker.answer("traceVersions", groups(range(8, 1, 2)));
    expect(names.trace.comparison.get()).toBeNull();
  });

  it("is drawn only if that is wanted", async () => {
    const { names, settings } = await traced();
    expect(names.drawing.get()).not.toBeNull();
    settings.choose({ drawsNames: false });
    expect(names.drawing.get()).toBeNull();
  });
});

it("member places stand under the symbol they begin with", () => {
  const owner = { kind: "local", scope: 0 } as const;
  const place = (text: string) => ({ text, owner, definitions: [], uses: [] });
  const rows = symbolRows({
    scope: 0,
    symbols: [symbol("a"), symbol("_C__self", { text: "__self" })],
    places: [place("__self.b"), place('a["k"]'), place("gone.c"), place("__self.b.c")],
  });
  expect(rows.map(({ text }) => text)).toEqual(["a", 'a["k"]', "__self", "__self.b", "__self.b.c", "gone.c"]);
  expect(rows.map(({ mangled }) => mangled)).toEqual([null, null, "_C__self", null, null, null]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

describe("a rename", () => {
  const plan = { edits: [], problems: [], problem: null };

  it("waits for a yes, and a newer one refuses it", async () => {
    const { names } = open();
    const first = names.renaming.propose({ from: "a", to: "b", plan });
    const second = names.renaming.propose({ from: "a", to: "c", plan });
    expect(await first).toBe(false);
    expect(names.renaming.waiting.get()?.to).toBe("c");
    names.renaming.decide(true);
    expect(await second).toBe(true);
    expect(names.renaming.waiting.get()).toBeNull();
  });
});
