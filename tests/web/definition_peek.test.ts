import { expect, it } from "vitest";
import { DefinitionPeek, mostPeekRows } from "../../web/src/model/definition_peek";
import type { ScopeNodes } from "../../web/src/model/results";
import { Workspace } from "../../web/src/model/workspace";
import { TestAsker } from "./asker";

const text = "def f():\n    return 1\n";
const scopes = [
  { id: 0, kind: "module", name: "", depth: 0 },
  { id: 1, kind: "function", name: "f", depth: 1 },
] as const;
const nodes: ScopeNodes = { rowCount: 5, rows: [] };

function started() {
  const workspace = new Workspace();
  workspace.create("shown.py", "x = 1\n");
  const [file] = workspace.add([{ path: "a.py", text }]) as [number];
  const asker = new TestAsker();
  return { workspace, asker, file, peek: new DefinitionPeek(workspace, asker) };
}

it("asks for the scopes of a file, and for syntax only once one is chosen", async () => {
  const { asker, file, peek } = started();
  expect(asker.questions).toEqual([]);
  peek.open("a.py");
  expect(asker.questions).toEqual(["scopeList"]);
  expect(asker.parametersOf("scopeList")).toEqual({ file });
  await asker.answer("scopeList", scopes);
  expect(peek.peeked.get()).toEqual({ file, path: "a.py", scope: null });
  expect(asker.questions).toEqual([]);
  peek.choose({ id: 1 });
  expect(asker.questions).toEqual(["scopeNodes"]);
  expect(asker.parametersOf("scopeNodes")).toEqual({ file, scope: 1, count: mostPeekRows });
  await asker.answer("scopeNodes", nodes);
  expect(peek.nodes.get()).toMatchObject({ about: "1", value: nodes });
  expect(peek.entry()?.name).toBe("f");
});

it("looks at another text from the beginning, for its scopes have other numbers", async () => {
  const { workspace, asker, file, peek } = started();
  peek.open("a.py");
  await asker.answer("scopeList", scopes);
  peek.choose({ id: 1 });
  await asker.answer("scopeNodes", nodes);
  const start = { line: 1, column: 1 };
  workspace.edit(file, [{ span: { start, end: start }, text: "# more\n" }]);
  expect(peek.peeked.get()?.scope).toBeNull();
  expect(peek.nodes.get()).toBeNull();
  expect(asker.questions).toEqual(["scopeList"]);
});

it("asks again of a text that changes before the first answer, and takes no scope of the former one", async () => {
  const { workspace, asker, file, peek } = started();
  peek.open("a.py");
  const asked = asker.asked;
  const start = { line: 1, column: 1 };
  workspace.edit(file, [{ span: { start, end: start }, text: "# more\n" }]);
  expect(asker.asked).toBe(asked + 1);
  await asker.answer("scopeList", scopes, 2);
  expect(peek.scopes.get()?.version).toBe(2);
  workspace.edit(file, [{ span: { start, end: start }, text: "# more\n" }]);
  peek.choose({ id: 1 });
  expect(peek.peeked.get()?.scope).toBeNull();
  expect(asker.questions).toEqual(["scopeList"]);
});

it("stays with a file that is renamed or beside one that is edited, and ends with one that is closed", async () => {
  const { workspace, asker, file, peek } = started();
  peek.open("a.py");
  await asker.answer("scopeList", scopes);
  peek.choose({ id: 1 });
  await asker.answer("scopeNodes", nodes);
  const shown = workspace.active.get() ?? 0;
  const start = { line: 1, column: 1 };
  workspace.edit(shown, [{ span: { start, end: start }, text: "y" }]);
  workspace.rename(file, "b.py");
  expect(peek.peeked.get()).toEqual({ file, path: "b.py", scope: 1 });
  expect(peek.nodes.get()).not.toBeNull();
  workspace.close(file);
  expect(peek.peeked.get()).toBeNull();
  expect(peek.scopes.get()).toBeNull();
});

it("does not look into what is not there", () => {
  const { asker, peek } = started();
  peek.open("none.py");
  peek.choose({ id: 0 });
  expect(peek.peeked.get()).toBeNull();
  expect(asker.questions).toEqual([]);
});
