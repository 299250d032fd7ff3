import { beforeAll, describe, expect, it } from "vitest";
import { CheckerHost } from "../../web/src/engine/host";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import type { Command, Look, Reply, SentFile } from "../../web/src/engine/protocol";
import type { EngineState } from "../../web/src/model/engine";
import { EngineView } from "../../web/src/model/engine_view";
import { exampleProject } from "../../web/src/model/example_project";
import type { TableName } from "../../web/src/model/workspace";
import { Workspace } from "../../web/src/model/workspace";
import { byteCount } from "../../web/src/ui/byte_count";
import { loadChecker } from "./checker";

let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

const utf8 = new TextEncoder();

/** A worker's host of the example project. */
class Hosted {
  readonly host = new CheckerHost(module);
  #version = 1;

  constructor() {
    const files = exampleProject.map(({ path, text }, place) => this.#file(place + 1, path, text));
    this.host.update({ python: 14, files, closed: [], questions: [], look: null });
    this.rest();
  }

  #file(file: number, path: string, text: string): SentFile {
    return { file, path, version: this.#version, change: { kind: "text", text: utf8.encode(text) } };
  }

  /** What comes until it has nothing more to say. */
  rest(): Reply[] {
    const replies: Reply[] = [];
    for (let reply = this.host.next(); reply !== null; reply = this.host.next()) replies.push(reply);
    return replies;
  }

  look(table: TableName, commands: readonly Command[] = [], reclaim?: string): Reply[] {
    const look: Look = { file: 2, table, first: 0, count: 10, kinds: [], focus: null, follow: false };
    const sent = { python: 14, files: [], closed: [], questions: [], commands, look };
    const first = this.host.update(reclaim === undefined ? sent : { ...sent, reclaim });
    return [first, ...this.rest()];
  }

  edit(path: string, text: string): void {
    this.#version += 1;
    const place = exampleProject.findIndex((file) => file.path === path);
    const files = [this.#file(place + 1, path, text)];
    this.host.update({ python: 14, files, closed: [], questions: [], look: null });
  }
}

const statesOf = (replies: readonly Reply[]): EngineState[] =>
  replies.flatMap((reply) => (reply.kind === "engine" ? [JSON.parse(reply.state)] : []));

function stateOf(replies: readonly Reply[]): EngineState {
  const state = statesOf(replies).at(-1);
  if (state === undefined) throw new Error("nothing of the engine");
  return state;
}

const money = (exampleProject[1] as { text: string }).text;

describe("the engine at work", () => {
  it("is told of while it is looked at, once, when all else is done", () => {
    const hosted = new Hosted();
    expect(statesOf(hosted.look("nodes"))).toEqual([]);
    expect(statesOf(hosted.look("engine"))).toHaveLength(1);
    hosted.edit("shop/money.py", `${money}\n`);
    const replies = hosted.rest();
    expect(replies.at(-1)?.kind).toBe("engine");
    expect(statesOf(replies)).toHaveLength(1);
    expect(hosted.rest()).toEqual([]);
    // Nothing has happened since.
    expect(statesOf(hosted.look("engine"))).toEqual([]);
    hosted.look("tokens");
    hosted.edit("shop/money.py", money);
    expect(statesOf(hosted.rest())).toEqual([]);
  });

  it("says what an edit re-checked, and because of what", () => {
    const hosted = new Hosted();
    expect(stateOf(hosted.look("engine")).edit).toBeNull();
    hosted.edit("shop/money.py", money.replace("amount % CENTS:02", "amount % CENTS:03"));
    const { edit } = stateOf(hosted.rest());
    expect(edit?.sentence).toBe(
      "this edit re-checked 1 of 12 files: `show`'s body changed, its name and signature did not",
    );
    expect(edit?.rechecked).toEqual(["shop/money.py"]);
    expect(edit?.events[0]).toMatchObject({ query: "text", of: "shop/money.py", kind: "changed", hasRun: true });
    const [comparison] = edit?.comparisons ?? [];
    expect(comparison).toMatchObject({ path: "shop/money.py", gone: 1, new: 1 });
    // Another name: those who read it are checked again too.
    hosted.edit("shop/money.py", money.replace("def share", "def portion"));
    const after = stateOf(hosted.rest()).edit;
    expect(after?.rechecked).toEqual(["shop/money.py", "shop/tax.py"]);
    expect(after?.comparisons[0]?.symbols.map(({ state, name }) => `${name} ${state}`)).toContain("portion new");
    // What is new stands where the text has it now.
    const line = money.split("\n").findIndex((text) => text.startsWith("def share")) + 1;
    const named = { start: { line, column: 5 }, end: { line, column: 12 } };
    const portion = after?.comparisons[0];
    expect(portion?.symbols.find(({ name }) => name === "portion")?.span).toEqual(named);
    expect(portion?.symbols.find(({ name }) => name === "share")?.span).toBeNull();
    expect(portion?.rows.find(({ payload, state }) => payload === "portion" && state === "new")?.span).toEqual(named);
  });

  it("frees all trees at once, and gives them back as the policy says", () => {
    const hosted = new Hosted();
    const before = stateOf(hosted.look("engine"));
    expect(before.files.filter(({ isResident }) => isResident).map(({ path }) => path)).toEqual([]);
    hosted.look("nodes");
    expect(stateOf(hosted.look("engine")).files.filter(({ isResident }) => isResident)).toHaveLength(1);
    const freed = stateOf(hosted.look("engine", [{ do: "freeAll" }]));
    expect(freed.files.some(({ isResident }) => isResident)).toBe(false);
    expect(freed.statistics.tree_bytes_resident).toBe(0);
    const kept = stateOf(hosted.look("engine", [], "never"));
    expect(kept.policy).toBe("never");
    hosted.edit("shop/tax.py", "x = 1\n");
    expect(stateOf(hosted.rest()).files.find(({ path }) => path === "shop/tax.py")?.isResident).toBe(true);
  });

  it("tells how the bytes of trees went, so that the last event leaves what is there now", () => {
    const hosted = new Hosted();
    const { treeEvents, statistics } = stateOf(hosted.look("engine"));
    expect(treeEvents.at(-1)?.treeBytes).toBe(statistics.tree_bytes_resident);
    expect(Math.max(...treeEvents.map(({ treeBytes }) => treeBytes))).toBe(statistics.tree_bytes_peak);
    expect(treeEvents.filter(({ kind }) => kind === "parsed")).toHaveLength(statistics.parses);
    expect(treeEvents.filter(({ kind }) => kind === "freed")).toHaveLength(statistics.trees_freed);
  });

  it("measures the policies without moving a counter", () => {
    const hosted = new Hosted();
    const before = stateOf(hosted.look("engine")).statistics;
    const replies = hosted.look("engine", [{ do: "measurePolicies", budget: 8000 }]);
    const measured = replies.flatMap((reply) => (reply.kind === "policies" ? JSON.parse(reply.measured) : []));
    expect(measured.map(({ policy }) => policy)).toEqual(["after-check", "never", "8000"]);
    const [afterCheck, never, budget] = measured;
    expect(afterCheck.residentBytes).toBe(0);
    expect(never.freed).toBe(0);
    expect(never.reparsesLooking).toBe(0);
    expect(afterCheck.reparsesLooking).toBe(12);
    expect(afterCheck.peakBytes).toBeLessThan(budget.peakBytes);
    expect(budget.residentBytes).toBeLessThanOrEqual(8000);
    expect(budget.peakBytes).toBeLessThan(never.peakBytes);
    for (const { reparses } of measured) expect(reparses).toBe(0);
    expect(statesOf(replies)).toEqual([]);
    expect(stateOf(hosted.look("engine", [{ do: "freeAll" }], "never")).statistics).toEqual(before);
  });

  it("gives its session as a script", () => {
    const hosted = new Hosted();
    hosted.edit("shop/tax.py", "x = 1\n");
    const replies = hosted.look("engine", [{ do: "script", id: 7 }]);
    const reply = replies.find(({ kind }) => kind === "script");
    if (reply?.kind !== "script") throw new Error("no script");
    expect(reply.id).toBe(7);
    const script = JSON.parse(reply.script ?? "null");
    expect(Object.keys(script.files)).toHaveLength(12);
    expect(script.steps.map((step: { do: string }) => step.do)).toEqual(["read", "check", "edit", "show", "check"]);
  });
});

describe("the view of the engine", () => {
  it("keeps samples of memory while one session lasts", () => {
    const workspace = new Workspace();
    const view = new EngineView(workspace, {
      freeAll() {},
      resume() {},
      measurePolicies() {},
      script: async () => null,
    });
    const state = stateOf(new Hosted().look("engine"));
    workspace.setChecker({ is: "ready" });
    workspace.acceptEngine({ state, heapBytes: 1 << 24, usedBytes: 1 << 20 });
    workspace.acceptEngine({ state: { ...state, now: state.now + 1 }, heapBytes: 1 << 25, usedBytes: 1 << 20 });
    expect(view.samples.get().map(({ heapBytes }) => heapBytes)).toEqual([1 << 24, 1 << 25]);
    expect(view.samples.get()[0]?.otherBytes).toBeGreaterThan(1000);
    workspace.setChecker({ is: "restarting", reason: "a test" });
    expect(view.samples.get()).toEqual([]);
    expect(view.report.get()).toBeNull();
  });

  it("writes bytes with two to three digits", () => {
    expect([0, 999, 1000, 9949, 9951, 999_400, 999_600, 16_777_216].map(byteCount)).toEqual([
      ...["0 B", "999 B", "1.0 kB", "9.9 kB", "10 kB", "999 kB", "1.0 MB", "17 MB"],
    ]);
  });
});
