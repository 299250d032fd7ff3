import { describe, expect, it } from "vitest";
import { draftLimits } from "../../web/src/model/draft_history";
import { StorageTrouble } from "../../web/src/model/draft_keeper";
import type { Project } from "../../web/src/model/project";
import { Browser } from "./draft_surroundings";
import { numbers, randomProject } from "./random_projects";

const projectOf = (text: string): Project => ({ files: [{ path: "a.py", text }], active: "a.py" });
const example = projectOf("example");
const shared = projectOf("shared");

describe("a draft", { timeout: 30_000 }, () => {
  it("is the example until it is changed, and then is kept", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    expect(tab.text).toBe("example");
    tab.workspace.create("b.py");
    tab.workspace.close(tab.workspace.active.get() ?? 0);
    await tab.pass(1000);
    expect(browser.keeper.drafts.size).toBe(0);
    tab.type("!");
    expect(tab.drafts.state.get()).toEqual({ is: "unsaved" });
    await tab.pass(1000);
    expect(tab.drafts.state.get()).toEqual({ is: "saved" });
    expect(browser.keeper.drafts.size).toBe(1);
    await tab.reload(true);
    expect(tab.text).toBe("example!");
    tab.end();
    const next = await browser.open();
    expect(next.text).toBe("example!");
    expect(next.drafts.shown.get()).toEqual({ is: "mine" });
  });

  it("has its last characters when the page ends right after them", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.type("1");
    await tab.pass(1000);
    tab.type("2");
    // Under way, and never there.
    void tab.drafts.save();
    tab.type("3");
    await tab.reload();
    expect(tab.text).toBe("example123");
    tab.type("4");
    await tab.reload();
    expect(tab.text).toBe("example1234");
    expect(browser.keeper.drafts.size).toBe(1);
  });

  it("loses no character in random edits, ends and reloads", async () => {
    for (let seed = 1; seed <= 60; ++seed) {
      const random = numbers(seed);
      const below = (end: number) => Math.floor(random() * end);
      const browser = new Browser(example);
      const tab = await browser.open();
      for (let step = 0; step < 60; ++step) {
        const before = tab.workspace.project();
        switch (below(9)) {
          case 0:
            tab.workspace.create(`f${below(4)}.py`, "x");
            break;
          case 1:
            if (tab.workspace.tabs.get().length > 1) tab.workspace.close(tab.workspace.active.get() ?? 0);
            break;
          case 2:
            await tab.pass(below(400));
            break;
          case 3:
            void tab.drafts.save();
            break;
          case 4:
            await tab.pass(10_000);
            await tab.reload(true);
            expect(tab.workspace.project()).toEqual(before);
            break;
          case 5:
            await tab.reload();
            expect(tab.workspace.project().files).toEqual(before.files);
            break;
          case 6:
            tab.drafts.replace(randomProject(random));
            break;
          default:
            tab.type(String.fromCharCode(97 + below(26)));
        }
      }
    }
  });

  it("is written with a pause, however much is typed during a write", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    const save = browser.keeper.save.bind(browser.keeper);
    let writes = 0;
    browser.keeper.save = async (draft) => {
      if (++writes < 5) tab.type("x");
      await save(draft);
    };
    tab.type("x");
    await tab.drafts.save();
    expect(writes).toBe(1);
    expect(tab.drafts.state.get()).toEqual({ is: "unsaved" });
    writes = 5;
    await tab.pass(1000);
    expect(tab.drafts.state.get()).toEqual({ is: "saved" });
    await tab.reload(true);
    expect(tab.text).toBe("examplexx");
  });

  it("loses no more than the last moment when the page is killed", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    for (let i = 0; i < 50; ++i) {
      tab.type("x");
      await tab.pass(100);
    }
    await tab.reload(true);
    expect(tab.text.length).toBeGreaterThanOrEqual("example".length + 47);
  });

  it("is the same for 200 random projects", async () => {
    const random = numbers(7);
    for (let i = 0; i < 200; ++i) {
      const project = randomProject(random);
      const browser = new Browser(example);
      const tab = await browser.open();
      await tab.drafts.start(project);
      const { files } = tab.workspace.project();
      expect(files).toEqual(project.files);
      await tab.reload(i % 2 === 0);
      expect(tab.workspace.project()).toEqual({ files, active: project.active ?? files[0]?.path ?? null });
    }
  });
});

describe("two tabs", () => {
  it("never write the same draft, even if one was duplicated", async () => {
    const browser = new Browser(example);
    const first = await browser.open();
    first.type("1");
    await first.pass(1000);
    const duplicate = await browser.open(first.session);
    const second = await browser.open();
    for (const tab of [duplicate, second]) {
      expect(tab.text).toBe("example1");
      expect(tab.drafts.shown.get()).toEqual({ is: "copy" });
    }
    expect(browser.keeper.drafts.size).toBe(1);
    duplicate.type(" duplicate");
    second.type(" second");
    first.type(" first");
    for (const tab of [first, duplicate, second]) await tab.pass(1000);
    for (const tab of [second, first, duplicate]) await tab.reload();
    expect([first, duplicate, second].map((tab) => tab.text)).toEqual([
      "example1 first",
      "example1 duplicate",
      "example1 second",
    ]);
    expect(browser.keeper.drafts.size).toBe(3);
    expect(await first.drafts.show(second.drafts.id)).toBe(false);
    second.end();
    expect(await first.drafts.show(second.drafts.id)).toBe(true);
    expect(first.text).toBe("example1 second");
  });
});

describe("a shared copy", () => {
  it("stands beside the draft, which comes back as it was", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.type(" mine");
    tab.drafts.openShared(shared);
    expect(tab.text).toBe("shared");
    expect(tab.drafts.shown.get()).toEqual({ is: "shared" });
    await new Promise(setImmediate);
    expect([...browser.keeper.drafts.values()].map(({ project }) => project)).toEqual([projectOf("example mine")]);
    tab.type("!");
    await tab.reload();
    expect(tab.text).toBe("shared!");
    expect(tab.drafts.shown.get()).toEqual({ is: "shared" });
    // The address still has the link.
    tab.drafts.openShared(shared);
    expect(tab.text).toBe("shared!");
    await tab.drafts.backToMine();
    expect(tab.text).toBe("example mine");
    expect(tab.drafts.shown.get()).toEqual({ is: "mine" });
    // Whoever comes next sees what was the visitor's own last.
    await tab.reload();
    expect(tab.text).toBe("example mine");
    tab.end();
    expect((await browser.open()).text).toBe("example mine");
  });

  it("is not kept if nobody changes it", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.drafts.openShared(shared);
    await tab.pass(1000);
    await tab.reload();
    expect(tab.text).toBe("example");
    tab.drafts.openShared(shared);
    tab.drafts.openShared(projectOf("another"));
    await tab.drafts.backToMine();
    expect(tab.text).toBe("example");
    expect(browser.keeper.drafts.size).toBe(0);
    expect(await tab.drafts.backToMine()).toBeNull();
  });

  it("becomes the draft, and what was stays among the drafts", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.type(" mine");
    await tab.pass(1000);
    tab.drafts.openShared(shared);
    await tab.pass(1000);
    expect(await tab.drafts.keepAsMine()).toBeNull();
    await tab.pass(0);
    expect(tab.drafts.shown.get()).toEqual({ is: "mine" });
    await tab.reload(true);
    expect(tab.text).toBe("shared");
    tab.end();
    const next = await browser.open();
    expect(next.text).toBe("shared");
    const [, mine] = (await next.drafts.heads()) ?? [];
    expect(await next.drafts.show(mine?.id ?? "")).toBe(true);
    expect(next.text).toBe("example mine");
  });

  it("leaves what could not be kept where it was", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    browser.keeper.trouble = new StorageTrouble("full");
    tab.type(" mine");
    tab.drafts.openShared(shared);
    expect(tab.text).toBe("shared");
    expect(await tab.drafts.backToMine()).toBeNull();
    expect(tab.text).toBe("example mine");
  });

  it("that was changed and cannot be kept can be had back", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.type(" mine");
    tab.drafts.openShared(shared);
    await tab.pass(1000);
    browser.keeper.trouble = new StorageTrouble("full");
    tab.type("!");
    const back = await tab.drafts.backToMine();
    expect(tab.text).toBe("example mine");
    tab.type("?");
    back?.();
    expect(tab.text).toBe("shared!");
    expect(tab.drafts.shown.get()).toEqual({ is: "shared" });
    browser.keeper.trouble = null;
    await tab.drafts.retry();
    expect(browser.keeper.drafts.get(tab.drafts.id)?.project).toEqual(projectOf("shared!"));
    expect(await tab.drafts.backToMine()).toBeNull();
    expect(tab.text).toBe("example mine?");
  });

  it("is left once, however often that is asked for", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.type(" mine");
    await tab.pass(1000);
    const mine = tab.drafts.id;
    tab.drafts.openShared(shared);
    await Promise.all([tab.drafts.backToMine(), tab.drafts.show(mine), tab.drafts.backToMine()]);
    expect(tab.drafts.id).toBe(mine);
    expect([...(await tab.drafts.held())]).toEqual([mine]);
    await tab.drafts.start(shared);
    expect(await Promise.all([tab.drafts.show(mine), tab.drafts.show(mine)])).toEqual([true, true]);
    expect([...(await tab.drafts.held())]).toEqual([mine]);
  });

  it("becomes the draft even while it is written as a copy", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.drafts.openShared(shared);
    tab.type("!");
    void tab.drafts.save();
    tab.drafts.keepAsMine();
    await tab.pass(0);
    expect(browser.keeper.drafts.get(tab.drafts.id)?.sharedFrom).toBeNull();
  });
});

it("is shown at once, whatever is being written", { timeout: 30_000 }, async () => {
  for (let seed = 1; seed <= 40; ++seed) {
    const random = numbers(seed);
    const below = (end: number) => Math.floor(random() * end);
    const browser = new Browser(example);
    const tab = await browser.open();
    let mine = "example";
    for (let step = 0; step < 30; ++step) {
      const isMine = tab.drafts.shown.get().is === "mine";
      switch (below(6)) {
        case 0:
          tab.drafts.openShared(projectOf(`shared ${below(3)}`));
          expect(tab.text).toMatch(/^shared/);
          break;
        case 1:
          await tab.drafts.backToMine();
          expect(tab.text).toBe(mine);
          break;
        case 2:
          await tab.pass(below(400));
          break;
        case 3:
          void tab.drafts.save();
          break;
        case 4:
          await tab.reload();
          break;
        default:
          tab.type("x");
          if (isMine) mine += "x";
      }
    }
    await tab.pass(1000);
    await tab.drafts.backToMine();
    await tab.pass(1000);
    expect(tab.text).toBe(mine);
    await tab.reload(true);
    expect(tab.text).toBe(mine);
  }
});

describe("history", () => {
  it("has what was reset, and what came instead", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    tab.type(" mine");
    const undo = tab.drafts.reset();
    expect(tab.text).toBe("example");
    tab.type(" anew");
    undo();
    expect(tab.text).toBe("example mine");
    const versions = await tab.drafts.versions();
    const texts = await Promise.all(
      versions.map(async ({ number }) => (await tab.drafts.version(number))?.files[0]?.text),
    );
    expect(texts).toEqual(["example anew", "example mine"]);
    expect(versions.map(({ reason }) => reason)).toEqual(["replaced", "replaced"]);
  });

  it("keeps a state now and then, and before much is deleted", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    const reasons = async () => (await tab.drafts.versions()).map(({ reason }) => reason);
    tab.type("x".repeat(1000));
    await tab.pass(1000);
    tab.type("y");
    await tab.pass(1000);
    expect(await reasons()).toEqual([]);
    const id = tab.workspace.active.get() ?? 0;
    tab.workspace.edit(id, [{ span: { start: { line: 1, column: 1 }, end: { line: 1, column: 1000 } }, text: "" }]);
    await tab.pass(1000);
    expect(await reasons()).toEqual(["deletion"]);
    await tab.pass(draftLimits.betweenVersions);
    tab.type("z");
    await tab.pass(1000);
    expect(await reasons()).toEqual(["time", "deletion"]);
    // Another day.
    await tab.reload();
    browser.now += 1e8;
    tab.type("!");
    await tab.pass(1000);
    expect(await reasons()).toEqual(["time", "time", "deletion"]);
  });

  it("has a limit, and the oldest go", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    for (let i = 0; i < draftLimits.versions + 20; ++i) {
      tab.type("x");
      await tab.pass(draftLimits.betweenVersions);
    }
    const versions = await tab.drafts.versions();
    expect(versions.length).toBe(draftLimits.versions);
    expect(browser.keeper.kept.get(tab.drafts.id)?.length).toBe(draftLimits.versions);
    expect(versions[0]?.number).toBe(draftLimits.versions + 19);
  });

  it("of large drafts is shorter, and never without the latest", async () => {
    const browser = new Browser(example);
    const tab = await browser.open();
    const half = "x".repeat(draftLimits.versionBytes / 5);
    for (const text of ["a", "b", "c", "d", "e"]) {
      tab.drafts.replace(projectOf(text + half));
      await tab.pass(1000);
    }
    expect((await tab.drafts.versions()).length).toBe(2);
    tab.drafts.replace(projectOf(half.repeat(3)));
    tab.drafts.replace(example);
    expect((await tab.drafts.versions()).length).toBe(1);
  });
});

it("that is begun leaves the one before where one can go back to it", async () => {
  const browser = new Browser(example);
  const tab = await browser.open();
  const back = await tab.drafts.start(shared);
  expect(tab.text).toBe("shared");
  await back?.();
  expect(tab.text).toBe("example");
  tab.type(" mine");
  const again = await tab.drafts.start(shared);
  tab.type("!");
  await again?.();
  expect(tab.text).toBe("example mine");
  const texts = [...browser.keeper.drafts.values()].map(({ project }) => project.files[0]?.text);
  expect(texts).toContain("shared!");
});

it("tells of another one that is shown, and of nothing else", async () => {
  const browser = new Browser(example);
  const tab = await browser.open();
  const told: string[] = [];
  tab.drafts.current.subscribe(() => told.push(tab.drafts.shown.get().is));
  tab.type("!");
  tab.drafts.openShared(shared);
  await tab.drafts.backToMine();
  await (await tab.drafts.start(projectOf("begun")))?.();
  expect(told.splice(0)).toEqual(["shared", "mine", "mine", "mine"]);
  tab.drafts.replace(projectOf("replaced"))();
  tab.drafts.acceptCopy();
  await tab.pass(1000);
  expect(told).toEqual([]);
  tab.drafts.openShared(shared);
  tab.drafts.keepAsMine();
  expect(told).toEqual(["shared"]);
});

describe("storage", () => {
  it("that is forbidden is told of, and one goes on", async () => {
    const browser = new Browser(example);
    browser.keeper.trouble = new StorageTrouble("forbidden");
    const tab = await browser.open();
    expect(tab.text).toBe("example");
    expect(tab.drafts.state.get()).toEqual({ is: "failing", trouble: "forbidden" });
    tab.type("!");
    await tab.pass(1000);
    expect(tab.text).toBe("example!");
    expect(tab.drafts.saveAtOnce()).toBe(false);
    // To start anew would lose it.
    expect(await tab.drafts.start(shared)).toBeNull();
    const undo = tab.drafts.reset();
    undo();
    expect(tab.text).toBe("example!");
    browser.keeper.trouble = null;
    tab.type("?");
    await tab.pass(1000);
    expect(tab.drafts.state.get()).toEqual({ is: "saved" });
    await tab.reload(true);
    expect(tab.text).toBe("example!?");
  });

  it("that is forbidden loses no draft beside a shared copy", async () => {
    const browser = new Browser(example);
    browser.keeper.trouble = new StorageTrouble("forbidden");
    const tab = await browser.open();
    tab.type(" typed");
    tab.drafts.openShared(shared);
    expect(tab.text).toBe("shared");
    // Both would be left, and one of them is kept nowhere.
    expect(await tab.drafts.start(projectOf("another"))).toBeNull();
    const back = await tab.drafts.keepAsMine();
    expect(tab.drafts.shown.get()).toEqual({ is: "mine" });
    expect(tab.text).toBe("shared");
    back?.();
    expect(tab.text).toBe("example typed");
  });

  it("that is full gives up history before text", async () => {
    const browser = new Browser(projectOf("x".repeat(100)));
    const tab = await browser.open();
    browser.keeper.room = 4000;
    const before = tab.text;
    for (let i = 1; i <= 40; ++i) {
      tab.type("y".repeat(10));
      await tab.pass(draftLimits.betweenVersions);
      expect(tab.drafts.state.get()).toEqual({ is: "saved" });
      expect(browser.keeper.drafts.get(tab.drafts.id)?.project.files[0]?.text).toBe(before + "y".repeat(10 * i));
    }
    // 40 states of that length have no room, the latest has.
    const versions = await tab.drafts.versions();
    expect(versions.length).toBeLessThanOrEqual(3);
    expect((await tab.drafts.version(versions[0]?.number ?? 0))?.files[0]?.text).toBe(before + "y".repeat(390));
    // No room for any.
    tab.drafts.replace(projectOf("w".repeat(1950)));
    expect(await tab.drafts.versions()).toEqual([]);
    expect(tab.drafts.state.get()).toEqual({ is: "saved" });
  });

  it("has the latest drafts, and those that tabs show", async () => {
    const browser = new Browser(example);
    const first = await browser.open();
    first.type("first");
    await first.pass(1000);
    const tab = await browser.open();
    for (let i = 0; i < draftLimits.drafts + 5; ++i) {
      await tab.drafts.start(projectOf(`draft ${i}`));
      await tab.pass(1000);
    }
    const heads = (await tab.drafts.heads()) ?? [];
    expect(heads.length).toBe(draftLimits.drafts + 1);
    expect(heads.map(({ id }) => id)).toContain(first.drafts.id);
    const undo = await tab.drafts.remove(heads[3]?.id ?? "");
    expect(browser.keeper.drafts.has(heads[3]?.id ?? "")).toBe(false);
    await undo?.();
    expect(browser.keeper.drafts.has(heads[3]?.id ?? "")).toBe(true);
    expect(await tab.drafts.remove(first.drafts.id)).toBeNull();
    expect(await tab.drafts.remove(tab.drafts.id)).toBeNull();
  });
});
