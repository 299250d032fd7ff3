import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../web/src/model/results";
import { Workspace } from "../../../web/src/model/workspace";
import type { Reduced } from "../../../web/src/reduce/reduce";
import { type ReducerNews, Reduction, type StartReducer } from "../../../web/src/reduce/reduction";

const at = (line: number) => ({ line, column: 1, offset: 0 });
const problem = (line: number, message: string): Diagnostic => ({
  ...{ rule: "unresolved-reference", severity: "error", message, path: "a.py", related: [], fix: null },
  range: { start: at(line), end: at(line) },
});
const reduced: Reduced = {
  files: [{ path: "a.py", text: "x\n" }],
  sought: { path: "a.py", rule: "unresolved-reference", message: "`x` is not defined" },
  stage: "names",
  judged: 7,
};

function opened() {
  const workspace = new Workspace();
  workspace.create("b.py", "y = 1\n");
  const id = workspace.create("a.py", "a\nb\nx\n");
  const summary = { bytes: 0, lines: 1, nodes: 1, treeBytes: 0, parseMs: 0 };
  const diagnostics = [problem(1, "`a` is not defined"), problem(3, "`x` is not defined")];
  workspace.acceptCheck(id, { version: 1, summary, diagnostics, omitted: 0, checkMs: 0 });
  const begun: { request: Parameters<StartReducer>[0]; tell: (news: ReducerNews) => void }[] = [];
  let ended = 0;
  const reduction = new Reduction(workspace, (request, tell) => {
    begun.push({ request, tell });
    return () => {
      ended += 1;
    };
  });
  return { workspace, reduction, begun, tell: (news: ReducerNews) => begun.at(-1)?.tell(news), ended: () => ended };
}

describe("a reduction", () => {
  it("proposes the problem that is nearest to the cursor", () => {
    const { workspace, reduction } = opened();
    workspace.focusText({ start: at(3), end: at(3) });
    reduction.open();
    expect(reduction.state.get()).toMatchObject({ is: "choosing", nearest: 1 });
  });

  it("is offered for what is wrong with the present text only", () => {
    const { workspace, reduction } = opened();
    workspace.edit(workspace.active.get() ?? 0, [{ span: { start: at(1), end: at(1) }, text: "c" }]);
    expect(reduction.canOpen).toBe(false);
    reduction.open();
    expect(reduction.state.get().is).toBe("closed");
  });

  it("replaces the project when it is accepted, and gives it back", () => {
    const { workspace, reduction, tell } = opened();
    const before = workspace.project();
    reduction.start(problem(3, "`x` is not defined"));
    tell({ kind: "done", reduced });
    expect(workspace.project()).toEqual(before);
    const undo = reduction.accept();
    expect(workspace.project()).toEqual({ files: reduced.files, active: "a.py" });
    undo();
    expect(workspace.project()).toEqual(before);
  });

  it("can be stopped, and what it has reached is still there to accept", () => {
    const { reduction, tell, ended } = opened();
    reduction.start(problem(3, "`x` is not defined"));
    tell({ kind: "progress", reduced });
    reduction.stop();
    expect(ended()).toBe(1);
    expect(reduction.state.get()).toMatchObject({ is: "done", isStopped: true, reduced });
    // What it has still to say is not heard.
    tell({ kind: "failed", reason: "too late" });
    expect(reduction.state.get().is).toBe("done");
  });

  it("hears nothing of the one before", () => {
    const { reduction, begun } = opened();
    reduction.start(problem(1, "`a` is not defined"));
    reduction.start(problem(3, "`x` is not defined"));
    begun[0]?.tell({ kind: "failed", reason: "too late" });
    begun[0]?.tell({ kind: "done", reduced });
    expect(reduction.state.get()).toMatchObject({ is: "running", sought: { message: "`x` is not defined" } });
  });

  it("is of what is Python, and leaves the configuration as it is", () => {
    const { workspace, reduction, begun, tell } = opened();
    const text = '[environment]\npython-version = "3.8"\n';
    const before = { path: "pellucid.toml", text };
    workspace.add([before, { path: "notes.txt", text: "some words" }]);
    const id = workspace.fileAt(before.path);
    const followed = { text, isPyproject: false };
    workspace.acceptConfiguration(id, 1, { faults: [] }, followed);
    reduction.start(problem(3, "`x` is not defined"));
    expect(begun[0]?.request.files.map(({ path }) => path)).toEqual(["b.py", "a.py"]);
    expect(begun[0]?.request.configuration).toEqual(followed);
    expect(reduction.state.get()).toMatchObject({ linesBefore: 4 });
    tell({ kind: "done", reduced });
    reduction.accept();
    expect(workspace.project().files).toEqual([...reduced.files, before]);
    // Of the configuration itself there is nothing to reduce.
    workspace.activate(id ?? 0);
    workspace.acceptConfiguration(id, 1, { faults: [{ at: { line: 1, column: 1 }, message: "no" }] }, followed);
    expect(reduction.canOpen).toBe(false);
  });

  it("ends with its dialog", () => {
    const { reduction, ended } = opened();
    reduction.start(problem(3, "`x` is not defined"));
    reduction.close();
    expect(ended()).toBe(1);
    expect(reduction.state.get().is).toBe("closed");
  });
});
