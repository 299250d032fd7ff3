import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Draft } from "../../web/src/model/draft_keeper";
import type { Project } from "../../web/src/model/project";
import { IndexedDrafts } from "../../web/src/storage/indexed_drafts";
import { numbers, randomProject } from "./random_projects";

const project: Project = { files: [{ path: "a.py", text: "x" }], active: "a.py" };
const draft = (id: string, savedAt: number, content = project): Draft => ({
  ...{ id, savedAt, sharedFrom: null },
  project: content,
});
const version = (number: number) => ({ number, at: number, reason: "time" as const, files: 1, bytes: 10 });

/** Enough of the browser's, whose entries are its properties. */
class Words {
  [key: string]: unknown;
}
Object.defineProperties(Words.prototype, {
  setItem: {
    value(this: Words, key: string, text: string) {
      this[key] = text;
    },
  },
  removeItem: {
    value(this: Words, key: string) {
      delete this[key];
    },
  },
});

let words = new Words();
const open = () => new IndexedDrafts(() => words as unknown as Storage);

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  words = new Words();
});

describe("drafts in the browser's database", { timeout: 30_000 }, () => {
  it("are what they were, whatever they hold", async () => {
    const random = numbers(11);
    const projects = Array.from({ length: 200 }, () => randomProject(random));
    projects.push({ files: [{ path: "large.py", text: "名前 = 1\n".repeat(150_000) }], active: null });
    const keeper = open();
    for (const [i, one] of projects.entries()) await keeper.save(draft(`d${i}`, i, one));
    const next = open();
    for (const [i, one] of projects.entries()) expect(await next.load(`d${i}`)).toEqual(draft(`d${i}`, i, one));
    const heads = await next.heads();
    expect(heads.map(({ id }) => id)).toEqual(projects.map((_, i) => `d${i}`).reverse());
    expect(heads.at(-1)?.paths).toEqual(projects[0]?.files.map(({ path }) => path));
  });

  it("are what they were out of the last words of a page, too", async () => {
    const random = numbers(12);
    const projects = Array.from({ length: 200 }, () => randomProject(random));
    const keeper = open();
    await keeper.heads();
    for (const [i, one] of projects.entries()) expect(keeper.saveAtOnce(draft(`d${i}`, i, one))).toBe(true);
    const next = open();
    for (const [i, one] of projects.entries()) expect(await next.load(`d${i}`)).toEqual(draft(`d${i}`, i, one));
    expect(Object.keys(words)).toEqual([]);
  });

  it("take the newer of what was saved and what was said last", async () => {
    const keeper = open();
    await keeper.save(draft("newer", 5));
    keeper.saveAtOnce(draft("newer", 6, { ...project, active: null }));
    keeper.saveAtOnce(draft("older", 5, { ...project, active: null }));
    await keeper.save(draft("older", 6));
    keeper.saveAtOnce(draft("late", 2));
    await keeper.save(draft("late", 1));
    expect(Object.keys(words).length).toBe(2);
    const next = open();
    expect((await next.load("newer"))?.project.active).toBeNull();
    expect((await next.load("older"))?.project.active).toBe("a.py");
    expect((await next.load("late"))?.savedAt).toBe(2);
  });

  it("do not stumble over what others wrote there", async () => {
    for (const text of ["", "{", "null", "7", "[]", '{"id":"x"}', '{"id":"x","savedAt":1,"project":{"files":[{}]}}'])
      words[`pellucid.draft.${text}`] = text;
    words.unrelated = "stays";
    expect(await open().heads()).toEqual([]);
    expect(Object.keys(words)).toEqual(["unrelated"]);
  });

  it("have a history of their own, which goes with them", async () => {
    const keeper = open();
    for (const id of ["a", "b"]) {
      await keeper.save(draft(id, 1));
      for (const number of [1, 2, 3])
        await keeper.keepVersion(id, version(number), { files: [], active: `${id}${number}` });
    }
    await keeper.dropVersions("a", [1]);
    expect((await keeper.versions("a")).map(({ number }) => number)).toEqual([3, 2]);
    expect((await keeper.version("a", 2))?.active).toBe("a2");
    expect(await keeper.version("a", 1)).toBeNull();
    await keeper.remove("a");
    expect(await keeper.load("a")).toBeNull();
    expect(await keeper.versions("a")).toEqual([]);
    expect((await keeper.versions("b")).length).toBe(3);
    expect((await keeper.heads()).map(({ id }) => id)).toEqual(["b"]);
  });
});

describe("last words", () => {
  it("go with the draft that is deleted", async () => {
    const keeper = open();
    await keeper.save(draft("a", 1));
    keeper.saveAtOnce(draft("a", 2));
    await keeper.remove("a");
    expect(Object.keys(words)).toEqual([]);
    expect(await open().heads()).toEqual([]);
  });

  it("that find no room stay, and keep nobody from the drafts", async () => {
    const keeper = open();
    await keeper.save(draft("old", 1));
    keeper.saveAtOnce(draft("large", 2));
    keeper.saveAtOnce(draft("small", 3, { ...project, active: null }));
    const { put } = IDBObjectStore.prototype;
    const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
      if ((args[0] as Partial<Draft>).id === "large") throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, args);
    });
    const next = open();
    expect((await next.heads()).map(({ id }) => id)).toEqual(["small", "old"]);
    expect(Object.keys(words)).toEqual(["pellucid.draft.large"]);
    full.mockRestore();
    await next.remove("old");
    expect((await open().heads()).map(({ id }) => id)).toEqual(["small", "large"]);
  });
});

describe("a database that does not work", () => {
  it("says why", async () => {
    vi.stubGlobal("indexedDB", undefined);
    await expect(open().heads()).rejects.toMatchObject({ is: "forbidden" });
    const throwing = (name: string) => ({
      open() {
        throw new DOMException("no", name);
      },
    });
    for (const [name, is] of [
      ["SecurityError", "forbidden"],
      ["VersionError", "newer"],
      ["QuotaExceededError", "full"],
      ["UnknownError", "broken"],
    ] as const) {
      vi.stubGlobal("indexedDB", throwing(name));
      await expect(open().save(draft("a", 1))).rejects.toMatchObject({ is });
    }
  });

  it("is tried again, and works once it does", async () => {
    const working = indexedDB;
    vi.stubGlobal("indexedDB", undefined);
    const keeper = open();
    await expect(keeper.save(draft("a", 1))).rejects.toMatchObject({ is: "forbidden" });
    vi.stubGlobal("indexedDB", working);
    await keeper.save(draft("a", 2));
    expect((await open().load("a"))?.savedAt).toBe(2);
  });
});
