// Stubs of the standard library in the page: loaded when something needs them, and shown to be read.
import { beforeAll, describe, expect, it } from "vitest";
import { pack } from "../../scripts/lib/stubs.mjs";
import { CheckerClient, type LibraryLoader } from "../../web/src/engine/client";
import { CheckerHost } from "../../web/src/engine/host";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import { Stubs } from "../../web/src/model/stubs";
import { Workspace } from "../../web/src/model/workspace";
import { loadChecker, settled, TestPort, TestTimers } from "./checker";

let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

const texts = {
  "stdlib/VERSIONS": "builtins: 3.0-\nshelf: 3.0-\ndepot: 3.0-\n",
  "stdlib/builtins.pyi": "class int: ...\ndef print(x): ...\n",
  "stdlib/shelf.pyi": "from depot import Box\n'😀'; width: int\ndef store(box: Box) -> int: ...\n",
  "stdlib/depot.pyi": "class Box: ...\n",
  LICENSE: "none",
  "commit.txt": "0",
};
const library = new Uint8Array(
  pack(Object.entries(texts).map(([name, text]) => ({ name: Buffer.from(name), text: Buffer.from(text) }))),
);
const shelf = "typeshed:stdlib/shelf.pyi";
const at = (line: number, column: number) => ({ line, column });

class Visit {
  readonly workspace = new Workspace();
  readonly ports: TestPort[] = [];
  readonly client: CheckerClient;
  readonly stubs: Stubs;
  readonly file: number;

  constructor(text: string, load: LibraryLoader = async () => library) {
    this.file = this.workspace.create("a.py", text);
    const open = () => {
      const port = new TestPort(new CheckerHost(module));
      this.ports.push(port);
      return port;
    };
    this.client = new CheckerClient(this.workspace, open, new TestTimers(), { loadLibrary: load });
    this.stubs = new Stubs(this.workspace, this.client);
  }

  /** Until nobody has anything more to say. */
  async rest(): Promise<void> {
    for (let i = 0; i < 10; ++i) {
      await settled();
      await this.ports.at(-1)?.answerAll();
    }
  }

  async answerOf<T>(promise: Promise<T>): Promise<T> {
    await this.rest();
    return promise;
  }

  get problems(): (string | undefined)[] {
    return [...(this.workspace.checked.get().get(this.file)?.diagnostics ?? [])].map(({ rule }) => rule);
  }
}

describe("a stub", () => {
  it("is shown in a tab of its own, asked about, closed and shown again", async () => {
    const visit = new Visit("import shelf\nshelf.store\n");
    const { workspace, client, stubs } = visit;
    await visit.rest();
    const asked = client.ask("definition", { file: visit.file, at: at(2, 8) });
    const [place] = (await visit.answerOf(asked))?.value ?? [];
    expect(place).toMatchObject({ path: shelf, file: null, nameSpan: { start: at(3, 5), end: at(3, 10) } });
    const held = (await visit.answerOf(stubs.hold(shelf, visit.file))) ?? 0;
    expect(workspace.tabs.get()).toHaveLength(1);
    expect(workspace.file(held)?.text.toString()).toBe(texts["stdlib/shelf.pyi"]);
    // The checker has nothing to say of it before it is shown.
    await visit.answerOf(client.ask("outline", { file: held }));
    expect(workspace.checked.get().has(held)).toBe(false);
    workspace.activate(held);
    await visit.rest();
    expect(workspace.tabs.get().map(({ path, origin }) => `${path} ${origin}`)).toEqual([
      "a.py page",
      `${shelf} library`,
    ]);
    expect(workspace.checked.get().get(held)).toMatchObject({ version: 1, diagnostics: [], summary: { lines: 4 } });
    expect(workspace.nodes.get()?.file).toBe(held);
    // From there on to another, and to the builtins.
    const further = client.ask("definition", { file: held, at: at(3, 17) });
    expect((await visit.answerOf(further))?.value).toMatchObject([{ path: "typeshed:stdlib/depot.pyi" }]);
    const width = client.ask("hover", { file: held, at: at(2, 7) });
    expect((await visit.answerOf(width))?.value?.span).toEqual({ start: at(2, 7), end: at(2, 12) });
    workspace.close(held);
    await visit.rest();
    expect(workspace.tabs.get()).toHaveLength(1);
    expect(await visit.answerOf(stubs.hold(shelf, visit.file))).toBe(held);
    await visit.answerOf(stubs.open(shelf, visit.file));
    expect(workspace.active.get()).toBe(held);
    expect(workspace.checked.get().get(held)?.version).toBe(1);
    expect(visit.ports).toHaveLength(1);
  });

  it("is neither changed nor renamed, and stands under no other name", async () => {
    const visit = new Visit("import shelf\n");
    const { workspace, stubs } = visit;
    await visit.rest();
    const held = (await visit.answerOf(stubs.hold(shelf, visit.file))) ?? 0;
    workspace.activate(held);
    workspace.edit(held, [{ span: { start: at(1, 1), end: at(1, 5) }, text: "x" }]);
    expect(workspace.rename(held, "mine.py")).toBe(shelf);
    await visit.rest();
    expect(workspace.file(held)?.version).toBe(1);
    expect(workspace.tabs.get()[1]?.path).toBe(shelf);
    expect(await visit.answerOf(stubs.hold("typeshed:stdlib/nowhere.pyi", visit.file))).toBeNull();
  });

  it("keeps its path to itself, without a tab, too", async () => {
    const visit = new Visit("import shelf\n");
    const { workspace, stubs } = visit;
    await visit.rest();
    await visit.answerOf(stubs.hold(shelf, visit.file));
    expect(workspace.rename(visit.file, shelf)).toBe("typeshed:stdlib/shelf_2.pyi");
    expect(workspace.add([{ path: shelf, text: "" }])).toHaveLength(1);
    expect(workspace.tabs.get()[1]?.path).toBe("typeshed:stdlib/shelf_3.pyi");
  });

  it("is given to all who want it at the same time", async () => {
    const visit = new Visit("import shelf\n");
    await visit.rest();
    const held = Promise.all([visit.stubs.hold(shelf, visit.file), visit.stubs.hold(shelf, visit.file)]);
    const [one, other] = await visit.answerOf(held);
    expect(one).not.toBeNull();
    expect(other).toBe(one);
  });

  it("is there for a worker that comes after another", async () => {
    const visit = new Visit("import shelf\n");
    await visit.rest();
    const held = (await visit.answerOf(visit.stubs.hold(shelf, visit.file))) ?? 0;
    visit.workspace.activate(held);
    await visit.rest();
    visit.ports[0]?.onReply({ kind: "failed", reason: "a test" });
    await visit.rest();
    expect(visit.ports).toHaveLength(2);
    const outline = visit.client.ask("outline", { file: held });
    expect((await visit.answerOf(outline))?.value.map(({ name }) => name)).toContain("store");
    expect(visit.problems).toEqual(["unused-import"]);
  });
});

describe("the library", () => {
  it("is loaded for a builtin when somebody asks, though no import needs it", async () => {
    const visit = new Visit("print()\n");
    await visit.rest();
    expect(visit.workspace.library.get().is).toBe("unneeded");
    const where = () => visit.client.ask("definition", { file: visit.file, at: at(1, 2) });
    expect((await visit.answerOf(where()))?.value).toEqual([]);
    expect(await visit.answerOf(visit.client.loadLibrary())).toBe(true);
    expect((await visit.answerOf(where()))?.value).toMatchObject([
      { path: "typeshed:stdlib/builtins.pyi", nameSpan: { start: at(2, 5), end: at(2, 10) } },
    ]);
  });

  it("is not waited for when the checker stops while it is loaded", async () => {
    let arrive: (stubs: Uint8Array) => void = () => {};
    const visit = new Visit("print()\n", () => new Promise((resolve) => (arrive = resolve)));
    await visit.rest();
    const loaded = visit.client.loadLibrary();
    for (const port of [0, 1]) {
      visit.ports[port]?.onReply({ kind: "failed", reason: "a test" });
      await settled();
    }
    expect(visit.workspace.checker.get().is).toBe("paused");
    arrive(library);
    expect(await Promise.race([loaded, settled().then(() => "waits")])).toBe(false);
  });

  it("is asked for again after it could not be loaded, and imports are then checked", async () => {
    let attempts = 0;
    const damaged = library.slice(0, 40);
    const visit = new Visit("from shelf import nothing\n", async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("the site does not answer");
      return attempts === 2 ? damaged : library;
    });
    await visit.rest();
    expect(visit.workspace.library.get()).toEqual({ is: "failed", reason: "the site does not answer" });
    expect(attempts).toBe(1);
    expect(await visit.answerOf(visit.client.loadLibrary())).toBe(false);
    expect(visit.workspace.library.get()).toMatchObject({ is: "failed", reason: expect.stringContaining("damaged") });
    expect(visit.problems).not.toContain("unresolved-import");
    expect(await visit.answerOf(visit.client.loadLibrary())).toBe(true);
    expect(visit.workspace.library.get()).toEqual({ is: "ready" });
    expect(visit.problems).toContain("unresolved-import");
  });
});
