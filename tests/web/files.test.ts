import { describe, expect, it } from "vitest";
import { DoneList } from "../../web/src/model/done";
import { FileActions } from "../../web/src/model/file_actions";
import { fileTree } from "../../web/src/model/file_tree";
import { Opening } from "../../web/src/model/opening";
import { Workspace } from "../../web/src/model/workspace";
import { Browser } from "./draft_surroundings";

function setUp(...paths: string[]) {
  const workspace = new Workspace();
  workspace.replace({ files: paths.map((path) => ({ path, text: `# ${path}` })), active: paths[0] ?? null });
  const done = new DoneList();
  const files = new FileActions(workspace, done);
  const id = (path: string) => workspace.fileAt(path) ?? 0;
  const now = () => workspace.tabs.get().map(({ path }) => path);
  return { workspace, done, files, id, now };
}

describe("the tree of files", () => {
  it("has every folder once, where its first file stands", () => {
    const { workspace } = setUp("a.py", "shop/x/deep.py", "b.py", "shop/cart.py", "shop/x/other.py");
    workspace.holdStub("typeshed:stdlib/re.pyi", "");
    expect(
      fileTree(workspace.tabs.get()).map(({ depth, name, file }) => `${depth} ${name}${file === null ? "/" : ""}`),
    ).toEqual(["0 a.py", "0 shop/", "1 x/", "2 deep.py", "2 other.py", "1 cart.py", "0 b.py"]);
  });

  it("goes as deep as paths do", () => {
    const { workspace } = setUp(`${"a/".repeat(490)}b.py`);
    expect(fileTree(workspace.tabs.get()).length).toBe(491);
  });
});

describe("files", () => {
  it("are renamed to paths only", () => {
    const { files, id, now } = setUp("a.py", "b.py");
    expect(files.rename(id("a.py"), "../a.py")).toBe("it leads out of the project");
    expect(files.rename(id("a.py"), " shop/a.py ")).toBeNull();
    expect(files.rename(id("b.py"), "shop/a.py")).toBeNull();
    expect(now()).toEqual(["shop/a.py", "shop/a_2.py"]);
  });

  it("move with their folder", () => {
    const { files, now } = setUp("shop/a.py", "shop/x/b.py", "shopping.py", "c.py");
    expect(files.renameFolder("shop", "tools/shop/")).toBeNull();
    expect(now()).toEqual(["tools/shop/a.py", "tools/shop/x/b.py", "shopping.py", "c.py"]);
    expect(files.renameFolder("tools/shop", "")).toBeNull();
    expect(now()).toEqual(["a.py", "x/b.py", "shopping.py", "c.py"]);
    expect(files.renameFolder("x", "..")).toBe("it leads out of the project");
  });

  it("change places", () => {
    const { files, id, now } = setUp("a.py", "shop/x.py", "b.py", "shop/y.py");
    expect(files.step(id("a.py"), -1, "tabs")).toBe(false);
    expect(files.step(id("b.py"), -1, "folder")).toBe(true);
    expect(now()).toEqual(["b.py", "a.py", "shop/x.py", "shop/y.py"]);
    files.putBefore(id("b.py"), id("shop/y.py"));
    expect(now()).toEqual(["a.py", "shop/x.py", "shop/b.py", "shop/y.py"]);
    files.putInto(id("a.py"), "shop");
    expect(now()).toEqual(["shop/x.py", "shop/b.py", "shop/y.py", "shop/a.py"]);
    files.putInto(id("shop/b.py"), "");
    expect(now()).toEqual(["shop/x.py", "shop/y.py", "shop/a.py", "b.py"]);
  });

  it("that are deleted come back, one or a folder", () => {
    const { workspace, files, done, id, now } = setUp("a.py", "shop/x.py", "b.py", "shop/y.py");
    const before = workspace.project();
    files.remove(id("a.py"));
    done.undo();
    expect(workspace.project()).toEqual(before);
    files.removeFolder("shop");
    expect(now()).toEqual(["a.py", "b.py"]);
    expect(done.last.get()?.text).toBe("shop/ is deleted, with 2 files.");
    done.undo();
    expect(workspace.project()).toEqual(before);
    expect(done.last.get()).toBeNull();
  });
});

describe("what arrives", () => {
  const arrival = (paths: string[], because: string | null = null) => ({
    files: paths.map((path) => ({ path, text: "" })),
    leftOut: because === null ? [] : [{ path: "x", because }],
  });

  it("as files stands beside those that there are", async () => {
    const tab = await new Browser({ files: [{ path: "a.py", text: "" }], active: "a.py" }).open();
    const done = new DoneList();
    const opening = new Opening(tab.workspace, tab.drafts, done);
    await opening.open({ is: "files", ...arrival(["notes.txt", "b.py"]) });
    expect(tab.workspace.project()).toMatchObject({ active: "b.py", files: [{ path: "a.py" }, {}, {}] });
    expect(done.last.get()).toBeNull();
    await opening.open({ is: "files", ...arrival([], "it is no text") });
    expect(done.last.get()?.text).toBe("Nothing was opened. x was left out, since it is no text.");
  });

  it("under a name that is taken is what is shown, and not what had the name", async () => {
    const tab = await new Browser({ files: [{ path: "a.py", text: "there" }], active: "a.py" }).open();
    const opening = new Opening(tab.workspace, tab.drafts, new DoneList());
    await opening.open({ is: "files", files: [{ path: "a.py", text: "dropped" }], leftOut: [] });
    expect(tab.workspace.project().active).toBe("a_2.py");
    expect(tab.text).toBe("dropped");
  });

  it("as a project is a draft of its own, and is taken back", async () => {
    const tab = await new Browser({ files: [{ path: "a.py", text: "" }], active: "a.py" }).open();
    const done = new DoneList();
    const opening = new Opening(tab.workspace, tab.drafts, done);
    const before = tab.drafts.id;
    const incoming = arrival(["main.py"]);
    await opening.open({
      is: "project",
      name: "shop",
      project: { files: incoming.files, active: "main.py" },
      ...incoming,
    });
    expect(tab.workspace.project().files.map(({ path }) => path)).toEqual(["main.py"]);
    expect(tab.drafts.id).not.toBe(before);
    done.undo();
    await new Promise(setImmediate);
    expect(tab.workspace.project().files.map(({ path }) => path)).toEqual(["a.py"]);
  });
});
