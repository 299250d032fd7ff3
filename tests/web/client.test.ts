import { beforeAll, describe, expect, it } from "vitest";
import { CheckerClient, patience } from "../../web/src/engine/client";
import { CheckerHost } from "../../web/src/engine/host";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import { freshnessOfCheck } from "../../web/src/model/freshness";
import { Workspace } from "../../web/src/model/workspace";
import { loadChecker, type Page, settled, TestPort, TestTimers } from "./checker";

let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

function page(...files: [path: string, text: string][]): Page {
  const workspace = new Workspace();
  for (const [path, text] of files) workspace.create(path, text);
  const ports: TestPort[] = [];
  const timers = new TestTimers();
  const open = () => {
    const port = new TestPort(new CheckerHost(module));
    ports.push(port);
    return port;
  };
  return { workspace, client: new CheckerClient(workspace, open, timers), ports, timers };
}

/** Types at the beginning of the open file. */
function type(workspace: Workspace, text: string): void {
  const start = { line: 1, column: 1 };
  workspace.edit(workspace.active.get() ?? 0, [{ span: { start, end: start }, text }]);
}

const problems = (workspace: Workspace): number | undefined =>
  workspace.checked.get().get(workspace.active.get() ?? 0)?.diagnostics.length;

describe("the checker's client", () => {
  it("hands over every file, the one on the screen first", async () => {
    const { workspace, ports } = page(["a.py", "x"], ["b.py", "y = ("]);
    await settled();
    expect(ports[0]?.updates[0]?.files.map((file) => file.path)).toEqual(["b.py", "a.py"]);
    await ports[0]?.answerAll();
    expect(problems(workspace)).toBe(1);
    expect(workspace.nodes.get()?.slice.rows[0]?.subtreeEnd).toBe(workspace.nodes.get()?.rowCount);
    expect(workspace.checker.get().is).toBe("ready");
  });

  it("sends one update for a keystroke that edits and moves the cursor", async () => {
    const { workspace, ports } = page(["a.py", "x"]);
    await settled();
    await ports[0]?.answerAll();
    const before = ports[0]?.updates.length ?? 0;
    type(workspace, "y");
    workspace.focusText({ start: { line: 1, column: 2 }, end: { line: 1, column: 2 } });
    await settled();
    expect(ports[0]?.updates.length).toBe(before + 1);
    expect(ports[0]?.updates.at(-1)?.files[0]?.change.kind).toBe("edits");
  });

  it("drops what newer edits supersede", async () => {
    const { workspace, ports } = page(["a.py", ""]);
    await settled();
    await ports[0]?.answerAll();
    for (const key of ")1(sba") {
      type(workspace, key);
      workspace.focusText({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
      await settled();
    }
    // The first is under way, the rest waits in one.
    expect(ports[0]?.updates.length).toBe(2);
    await ports[0]?.answer();
    expect(ports[0]?.updates.length).toBe(3);
    const change = ports[0]?.updates.at(-1)?.files[0]?.change;
    expect(change?.kind === "edits" && change.batches.length).toBe(5);
    await ports[0]?.answerAll();
    expect(ports[0]?.updates.length).toBe(3);
    expect(problems(workspace)).toBe(0);
    expect(workspace.checked.get().get(1)?.version).toBe(7);
    expect(workspace.nodes.get()?.version).toBe(7);
  });

  it("asks for nothing when nothing is new", async () => {
    const { workspace, ports } = page(["a.py", "x"]);
    await settled();
    await ports[0]?.answerAll();
    workspace.showRows({ first: 0, count: 10 });
    await settled();
    await ports[0]?.answerAll();
    const before = ports[0]?.updates.length;
    workspace.showRows({ first: 0, count: 10 });
    await settled();
    expect(ports[0]?.updates.length).toBe(before);
  });

  it("sends the whole text when edits do not tell what changed", async () => {
    const { workspace, ports } = page(["a.py", "'😀'"]);
    await settled();
    await ports[0]?.answerAll();
    const at = (column: number) => ({ line: 1, column });
    workspace.edit(1, [{ span: { start: at(3), end: at(4) }, text: "" }]);
    await settled();
    expect(ports[0]?.updates.at(-1)?.files[0]?.change.kind).toBe("text");
    await ports[0]?.answerAll();
    expect(problems(workspace)).toBe(0);
  });

  it("tells of files that were renamed or closed", async () => {
    const { workspace, ports } = page(["a.py", "x = ("], ["b.py", "y"]);
    await settled();
    await ports[0]?.answerAll();
    workspace.rename(1, "c.py");
    workspace.close(2);
    await settled();
    expect(ports[0]?.updates.at(-1)?.closed).toEqual([2]);
    await ports[0]?.answerAll();
    expect(workspace.active.get()).toBe(1);
    expect(workspace.checked.get().get(1)?.diagnostics[0]?.path).toBe("c.py");
    expect(ports[0]?.host.textOf(2)).toBeNull();
  });

  it("shows nothing of a file that is no longer on the screen", async () => {
    const { workspace, ports } = page(["a.py", "x"], ["b.py", "y\nz"]);
    await settled();
    workspace.activate(1);
    await ports[0]?.answer();
    expect(workspace.nodes.get()).toBeNull();
    await ports[0]?.answerAll();
    expect(workspace.nodes.get()?.file).toBe(1);
  });
});

it("checks nothing before it is asked to, if the page is opened so", async () => {
  const workspace = new Workspace();
  workspace.create("a.py", "x = (");
  const ports: TestPort[] = [];
  const open = () => {
    ports.push(new TestPort(new CheckerHost(module)));
    return ports.at(-1) as TestPort;
  };
  const client = new CheckerClient(workspace, open, new TestTimers(), { isPaused: true });
  type(workspace, "y");
  await settled();
  expect(ports).toEqual([]);
  expect(freshnessOfCheck(workspace)).toMatchObject({ is: "stale" });
  client.resume();
  await settled();
  await ports[0]?.answerAll();
  expect(problems(workspace)).toBeGreaterThan(0);
  expect(freshnessOfCheck(workspace)).toMatchObject({ is: "fresh", revision: 2 });
});

describe("a worker that dies", () => {
  it("is replaced by one that is told everything", async () => {
    const { workspace, ports } = page(["a.py", "x"], ["b.py", "y = ("]);
    await settled();
    await ports[0]?.answerAll();
    type(workspace, "z");
    await settled();
    ports[0]?.onReply({ kind: "failed", reason: "out of bounds" });
    expect(workspace.checker.get()).toEqual({ is: "restarting", reason: "out of bounds" });
    await settled();
    expect(ports[0]?.closed).toBe(true);
    expect(ports[1]?.updates[0]?.files.map((file) => file.change.kind)).toEqual(["text", "text"]);
    // What the dead one had still to say is not heard.
    await ports[0]?.answerAll();
    expect(workspace.checker.get().is).toBe("restarting");
    await ports[1]?.answerAll();
    expect(workspace.checker.get().is).toBe("ready");
    expect(workspace.checked.get().get(2)?.version).toBe(2);
  });

  it("is given up when it never answers", async () => {
    const { workspace, ports, timers } = page(["a.py", "1"]);
    await settled();
    timers.pass();
    await settled();
    expect(ports.length).toBe(2);
    await ports[1]?.answerAll();
    expect(problems(workspace)).toBe(0);
    timers.pass();
    expect(ports.length).toBe(2);
  });

  it("pauses the checking when it dies twice of the same texts, until somebody asks for it", async () => {
    const { workspace, client, ports } = page(["a.py", "x"]);
    await settled();
    ports[0]?.onReply({ kind: "failed", reason: "trap" });
    await settled();
    // Having reported well does not clear it: it may have been another file that did it.
    await ports[1]?.answerAll();
    ports[1]?.onReply({ kind: "failed", reason: "trap" });
    await settled();
    expect(workspace.checker.get()).toMatchObject({ is: "paused", because: { is: "crashed", reason: "trap" } });
    // Whoever types goes on typing, and nobody waits for an answer.
    type(workspace, "y");
    await settled();
    expect(ports.length).toBe(2);
    expect(await client.ask("scopes", { file: 1 })).toBeNull();
    expect(workspace.checker.get().is).toBe("paused");
    client.resume();
    await settled();
    expect(ports.length).toBe(3);
    await ports[2]?.answerAll();
    expect(workspace.checker.get().is).toBe("ready");
    expect(workspace.checked.get().get(1)?.version).toBe(2);
  });

  it("gets one more try of the same texts", async () => {
    const { workspace, client, ports } = page(["a.py", "x"]);
    await settled();
    for (const port of [0, 1]) {
      ports[port]?.onReply({ kind: "failed", reason: "trap" });
      await settled();
    }
    client.resume();
    await settled();
    ports[2]?.onReply({ kind: "failed", reason: "trap" });
    await settled();
    expect(ports.length).toBe(3);
    expect(workspace.checker.get().is).toBe("paused");
  });

  it("is started again after each death if the texts have changed", async () => {
    const { workspace, ports } = page(["a.py", "x"]);
    for (let death = 0; death < 5; ++death) {
      await settled();
      ports[death]?.onReply({ kind: "failed", reason: "trap" });
      type(workspace, "y");
    }
    await settled();
    expect(ports.length).toBe(6);
    expect(workspace.checker.get().is).toBe("restarting");
  });

  it("leaves a report that tells what was asked, of which files, and nothing of their texts", async () => {
    const { workspace, ports } = page(["a.py", "secret = 1"], ["b.py", "y"]);
    await settled();
    for (const [port, reason] of ["unreachable", "out of memory"].entries()) {
      ports[port]?.onReply({ kind: "failed", reason });
      await settled();
    }
    const checker = workspace.checker.get();
    if (checker.is !== "paused" || checker.because.is !== "crashed") throw new Error("it goes on");
    const { report } = checker.because;
    expect(report).toContain("First: unreachable");
    expect(report).toContain("Then: out of memory");
    expect(report).toContain("- a.py, 10 characters, 1 lines, version 1");
    expect(report).toContain("take the whole text of b.py, version 1");
    expect(report).not.toContain("secret");
  });

  it("is given time while its module is on the way, however long that takes", async () => {
    const { workspace, ports, timers } = page(["a.py", "1"]);
    await settled();
    ports[0]?.onReply({ kind: "loading", loaded: 10, total: 100 });
    expect(workspace.checker.get()).toEqual({ is: "loading", loaded: 10, total: 100 });
    timers.pass();
    await settled();
    expect(ports.length).toBe(1);
    ports[0]?.onReply({ kind: "loaded" });
    expect(timers.delays).toEqual([patience]);
    ports[0]?.onReply({ kind: "unloaded", reason: "the site answers 404" });
    expect(workspace.checker.get()).toMatchObject({ is: "paused", because: { is: "unloaded" } });
  });

  it("is watched while it works on what nobody waits for", async () => {
    const { ports, timers } = page(["a.py", "1"], ["b.py", "2"]);
    await settled();
    await ports[0]?.answer();
    expect(timers.delays).toContain(patience);
    await ports[0]?.answerAll();
    expect(timers.delays).toEqual([]);
  });

  it("gets the whole text of a file that it has lost track of", async () => {
    const { workspace, ports } = page(["a.py", "x"]);
    await settled();
    ports[0]?.onReply({ kind: "report", checked: null, nodes: null, tokens: null, unsynced: [1] });
    await settled();
    expect(ports[0]?.updates.at(-1)?.files[0]?.change.kind).toBe("text");
    expect(workspace.nodes.get()).toBeNull();
  });
});
