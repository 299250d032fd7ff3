import { describe, expect, it, vi } from "vitest";
import type { NameTrace, SymtableBlock } from "../../web/src/model/names";
import type { Asker } from "../../web/src/model/questions";
import { Workspace } from "../../web/src/model/workspace";
import { blockDifferences, compareFound, compareRaised, compareSymtables } from "../../web/src/runner/comparison";
import { mostOutput, mostPieces, Output } from "../../web/src/runner/output";
import type { FromRunner, Outcome, RunnerPort, ToRunner } from "../../web/src/runner/protocol";
import { RunView } from "../../web/src/runner/run_view";
import { settled } from "./checker";

const encode = (text: string) => new TextEncoder().encode(text);
const fine: Outcome = { error: null, exit: null, found: [] };

function total(sent: readonly FromRunner[]): { length: number; leftOut: number } {
  const output = sent.filter((message) => message.is === "output");
  return {
    length: output.flatMap(({ pieces }) => pieces).reduce((sum, { text }) => sum + text.length, 0),
    leftOut: output.reduce((sum, message) => sum + message.leftOut, 0),
  };
}

describe("a program's output", () => {
  it("comes in order, whole characters at a time, and no more than is read", () => {
    const sent: FromRunner[] = [];
    const output = new Output(
      (message) => sent.push(message),
      () => 0,
    );
    const [first = 0, ...rest] = encode("ß");
    output.write("out", new Uint8Array([first]));
    output.write("out", new Uint8Array(rest));
    output.write("error", encode("oh"));
    output.flush();
    const pieces = [
      { stream: "out", text: "ß" },
      { stream: "error", text: "oh" },
    ];
    expect(sent).toEqual([{ is: "output", pieces, leftOut: 0 }]);
    for (let i = 0; i < 100; ++i) output.write("out", encode("x".repeat(10_000)));
    output.flush();
    expect(total(sent)).toEqual({ length: mostOutput, leftOut: 1_000_003 - mostOutput });
  });

  it("comes in few messages, and few pieces, however often it changes the stream", () => {
    const sent: FromRunner[] = [];
    let now = 0;
    const output = new Output(
      (message) => sent.push(message),
      () => now,
    );
    for (let i = 0; i < 200_000; ++i) {
      // A thousand lines a millisecond.
      now += 0.001;
      output.write(i % 2 === 0 ? "out" : "error", encode("x\n"));
    }
    output.flush();
    expect(sent.length).toBeLessThan(20);
    expect(total(sent)).toEqual({ length: 2 * mostPieces, leftOut: 400_000 - 2 * mostPieces });
  });
});

const block = (symbols: SymtableBlock["symbols"], children: SymtableBlock[] = []): SymtableBlock => ({
  ...{ type: "module", name: "top", lineno: 0 },
  ...{ symbols, children },
});

describe("a comparison with CPython", () => {
  it("finds symbols and blocks that differ", () => {
    const inner = { ...block({ a: ["local"] }), type: "function", name: "f", lineno: 3 };
    expect(blockDifferences(block({ x: ["local"] }, [inner]), block({ x: ["local"] }, [inner]))).toEqual([]);
    const other = { ...inner, symbols: { a: ["local", "referenced"] } };
    expect(blockDifferences(block({}, [inner]), block({ y: [] }, [other]))).toEqual([
      { where: "`y` in the module", pellucid: "has no such symbol", python: "knows nothing more of it", line: 1 },
      { where: "`a` in function `f`", pellucid: "local", python: "local, referenced", line: 3 },
    ]);
    expect(blockDifferences(block({}, [inner]), block({}))).toMatchObject([{ python: "no blocks" }]);
    expect(compareSymtables("a.py", block({}), null, [])).toMatchObject([{ agree: false, python: "does not compile" }]);
  });

  it("holds what was raised against the trace of the name", () => {
    const place = { path: "a.py", line: 1, column: 1 };
    const error = { type: "NameError", message: "name 'x' is not defined", name: "x", place, text: "" };
    const trace = (state: string, expected: string | null, later = false) =>
      ({ answer: { state, error: expected, text: "" }, holders: [{ later }] }) as unknown as NameTrace;
    const agree = (its: NameTrace | null, outcome = error) =>
      compareRaised({ ...fine, error: outcome }, its, false).agree;
    expect(agree(trace("unbound", "NameError"))).toBe(true);
    expect(agree(trace("maybe unbound", "NameError"))).toBe(true);
    expect(agree(trace("bound", null))).toBe(false);
    // When code runs that runs later nobody knows.
    expect(agree(trace("bound", null, true))).toBeNull();
    expect(agree(trace("unbound", "UnboundLocalError"))).toBe(false);
    expect(agree(null)).toBeNull();
    expect(agree(null, { ...error, type: "TypeError" })).toBeNull();
    expect(compareRaised(fine, null, false).agree).toBeNull();
    expect(compareFound({ ...fine, found: [place] }, [{ ...place, name: "x" }])).toMatchObject([{ agree: false }]);
    expect(compareFound(fine, [{ ...place, name: "x" }])).toEqual([]);
  });
});

describe("a run", () => {
  function page(isAnswered = false) {
    const workspace = new Workspace();
    workspace.create("a.py", "print(1)\n");
    const ports: (RunnerPort & { sent: ToRunner[]; closed: boolean })[] = [];
    const open = () => {
      const port = {
        sent: [] as ToRunner[],
        closed: false,
        onMessage: (_: FromRunner) => {},
        send: (message: ToRunner) => void port.sent.push(message),
        close() {
          port.closed = true;
        },
      };
      ports.push(port);
      return port;
    };
    const questions: { question: string; answer: (value: unknown) => void }[] = [];
    const ask = (question: string, { file }: { file: number }) => {
      const version = workspace.file(file)?.version ?? 0;
      return isAnswered
        ? new Promise((resolve) => questions.push({ question, answer: (value) => resolve({ version, value }) }))
        : Promise.resolve(null);
    };
    const asker = { ask, loadLibrary: () => Promise.resolve(false) } as Asker;
    return { workspace, ports, questions, run: new RunView(workspace, asker, open, { folder: "p/", bytes: 10 }) };
  }

  it("loads Python once, tells how far it is, and keeps what is printed", async () => {
    const { ports, run } = page();
    void run.run();
    const [port] = ports;
    expect(port?.sent).toEqual([{ do: "load", folder: "p/" }]);
    port?.onMessage({ is: "loading", loaded: 4 });
    expect(run.state.get()).toEqual({ is: "loading", loaded: 4, total: 10 });
    port?.onMessage({ is: "ready", python: "3.14.2" });
    await settled();
    expect(port?.sent.at(-1)).toMatchObject({ do: "run", main: "a.py" });
    const out = (text: string) => ({ stream: "out", text }) as const;
    port?.onMessage({ is: "output", pieces: [out("1")], leftOut: 0 });
    port?.onMessage({ is: "output", pieces: [out("\n"), { stream: "error", text: "oh" }], leftOut: 7 });
    port?.onMessage({ is: "done", outcome: fine });
    await settled();
    expect(run.state.get()).toMatchObject({ is: "done" });
    expect(run.output.get()).toEqual({ pieces: [out("1\n"), { stream: "error", text: "oh" }], leftOut: 7 });
    void run.run();
    await settled();
    expect(ports).toHaveLength(1);
  });

  it("is stopped by ending the worker, and what that says afterwards is for nobody", async () => {
    const { ports, run } = page();
    void run.run();
    ports[0]?.onMessage({ is: "ready", python: "3.14.2" });
    await settled();
    run.stop();
    expect(ports[0]?.closed).toBe(true);
    ports[0]?.onMessage({ is: "output", pieces: [{ stream: "out", text: "late" }], leftOut: 0 });
    expect(run.output.get().pieces).toEqual([]);
    expect(run.state.get()).toEqual({ is: "stopped" });
    void run.run();
    expect(ports).toHaveLength(2);
  });

  const insert = (workspace: Workspace, text: string) => {
    const at = { line: 1, column: 1 };
    workspace.edit(workspace.active.get() ?? 0, [{ span: { start: at, end: at }, text }]);
  };
  const symtable = { path: "a.py", scope: block({}) };
  const checked = { summary: null, diagnostics: [], omitted: 0, checkMs: 0 };
  const findings = (run: RunView) => run.comparison.get()?.findings.map(({ subject, agree }) => [subject, agree]);

  it("is of the texts that Pellucid was asked about, whatever is typed meanwhile", async () => {
    const { workspace, ports, questions, run } = page(true);
    void run.check();
    insert(workspace, "# one\n");
    questions.shift()?.answer([]);
    await settled();
    questions.shift()?.answer(symtable);
    await settled();
    // Again, of the newer text.
    workspace.acceptCheck(workspace.active.get() ?? 0, { ...checked, version: 2 });
    questions.shift()?.answer([{ name: "x", state: "unbound", span: { start: { line: 2, column: 1 } } }]);
    await settled();
    questions.shift()?.answer(symtable);
    await settled();
    insert(workspace, "# two\n");
    const [port] = ports;
    port?.onMessage({ is: "ready", python: "3.14.2" });
    await settled();
    const files = [{ path: "a.py", text: "# one\nprint(1)\n" }];
    const watched = [{ path: "a.py", line: 2, column: 1 }];
    expect(port?.sent.at(-1)).toEqual({ do: "run", files, main: "a.py", watched });
    const place = { path: "a.py", line: 2, column: 1 };
    const error = { type: "NameError", message: "name 'x' is not defined", name: "x", place, text: "" };
    port?.onMessage({ is: "done", outcome: { ...fine, error } });
    await settled();
    expect(port?.sent.at(-1)).toEqual({ do: "blocks", text: "# one\nprint(1)\n" });
    port?.onMessage({ is: "blocks", block: block({}) });
    await settled();
    // Of the name in that text nothing can be asked any more.
    expect(questions).toEqual([]);
    expect(findings(run)).toEqual([
      ["Is it Python", true],
      ["Scopes and symbols", true],
      ["What was raised", null],
    ]);
  });

  it("may begin while another's comparison is awaited, and each has its own answer", async () => {
    const { ports, questions, run } = page(true);
    void run.check();
    questions.shift()?.answer([]);
    await settled();
    questions.shift()?.answer(symtable);
    await settled();
    const [port] = ports;
    port?.onMessage({ is: "ready", python: "3.14.2" });
    await settled();
    port?.onMessage({ is: "done", outcome: fine });
    await settled();
    expect(port?.sent.at(-1)).toMatchObject({ do: "blocks" });
    void run.run();
    await settled();
    expect(port?.sent.at(-1)).toMatchObject({ do: "run" });
    port?.onMessage({ is: "blocks", block: block({}) });
    await settled();
    expect(run.state.get()).toMatchObject({ is: "running" });
    port?.onMessage({ is: "done", outcome: { ...fine, exit: 3 } });
    await settled();
    expect(run.state.get()).toMatchObject({ is: "done", outcome: { exit: 3 } });
    expect(run.comparison.get()).toBeNull();
  });

  it("knows what would run without making any text", () => {
    const { workspace, run } = page();
    const project = vi.spyOn(workspace, "project");
    expect(run.main).toBe("a.py");
    workspace.create("notes.txt");
    expect(run.main).toBeNull();
    expect(project).not.toHaveBeenCalled();
  });

  it("says why Python could not be had", async () => {
    const { ports, run } = page();
    void run.run();
    ports[0]?.onMessage({ is: "failed", reason: "no" });
    await settled();
    expect(run.state.get()).toEqual({ is: "failed", reason: "no" });
    expect(ports[0]?.closed).toBe(true);
  });
});
