import { describe, expect, it } from "vitest";
import { Settings } from "../../web/src/model/settings";
import { SourceFile } from "../../web/src/model/source_file";
import { Workspace } from "../../web/src/model/workspace";

const at = (line: number, column: number) => ({ start: { line, column }, end: { line, column } });
const paths = (workspace: Workspace): string[] => workspace.tabs.get().map((tab) => tab.path);

describe("Workspace", () => {
  it("gives every file a path of its own", () => {
    const workspace = new Workspace();
    workspace.create("a.py");
    workspace.create("a.py");
    const third = workspace.create("folder.d/noending");
    expect(paths(workspace)).toEqual(["a.py", "a_2.py", "folder.d/noending"]);
    expect(workspace.rename(third, " a.py ")).toBe("a_3.py");
    expect(workspace.rename(third, "   ")).toBe("a_3.py");
    expect(workspace.rename(third, "b.py")).toBe("b.py");
  });

  it("shows a neighbour of what is closed", () => {
    const workspace = new Workspace();
    const [a, b, c] = ["a", "b", "c"].map((path) => workspace.create(path));
    workspace.activate(b ?? 0);
    workspace.close(b ?? 0);
    expect(workspace.active.get()).toBe(c);
    workspace.close(c ?? 0);
    expect(workspace.active.get()).toBe(a);
    workspace.close(a ?? 0);
    expect(workspace.active.get()).toBeNull();
  });

  it("comes back to where a file was left", () => {
    const workspace = new Workspace();
    const a = workspace.create("a");
    workspace.focusText(at(3, 4));
    const b = workspace.create("b");
    expect(workspace.focus.get()).toBeNull();
    workspace.activate(a);
    expect(workspace.focus.get()).toEqual({ at: "text", span: at(3, 4) });
    workspace.close(b);
    expect(workspace.focus.get()).toEqual({ at: "text", span: at(3, 4) });
  });

  it("does not stumble over files that are gone", () => {
    const workspace = new Workspace();
    const id = workspace.create("a");
    workspace.close(id);
    workspace.close(id);
    workspace.edit(id, [{ span: at(1, 1), text: "x" }]);
    workspace.activate(id);
    workspace.acceptCheck(id, {
      version: 1,
      summary: { bytes: 0, lines: 1, nodes: 1, treeBytes: 0, parseMs: 0 },
      diagnostics: [],
      omitted: 0,
      checkMs: 0,
    });
    expect(workspace.checked.get().size).toBe(0);
    expect(workspace.active.get()).toBeNull();
  });
});

describe("a project", () => {
  const files = (...paths: string[]) => paths.map((path) => ({ path, text: `# ${path}` }));

  it("is the page's own files, as they are now", () => {
    const workspace = new Workspace();
    const a = workspace.create("a.py", "\uFEFFx\r\n");
    workspace.create("b.py", "y");
    workspace.activate(workspace.holdStub("typeshed:stdlib/re.pyi", "z"));
    workspace.edit(a, [{ span: at(1, 2), text: " = 1" }]);
    const project = {
      files: [
        { path: "a.py", text: "\uFEFFx = 1\r\n" },
        { path: "b.py", text: "y" },
      ],
      active: null,
    };
    expect(workspace.project()).toEqual(project);
    workspace.activate(a);
    expect(workspace.project()).toEqual({ ...project, active: "a.py" });
  });

  it("becomes another one at once", () => {
    const workspace = new Workspace();
    workspace.replace({ files: files("a.py", "b.py", "c.py"), active: "b.py" });
    const [, b] = workspace.tabs.get();
    const stub = workspace.holdStub("typeshed:stdlib/re.pyi", "z");
    workspace.activate(stub);
    workspace.focusText(at(1, 1));
    const next = { files: [{ path: "c.py", text: "new" }, ...files("d.py", "b.py")], active: "c.py" };
    // Whoever watches never meets a tab without its file, nor sees one that has no tab.
    workspace.tabs.subscribe(() => {
      for (const tab of workspace.tabs.get()) expect(workspace.file(tab.id)).toBeDefined();
      expect(workspace.tabs.get().map(({ id }) => id)).toContain(workspace.active.get());
    });
    workspace.active.subscribe(() =>
      expect(workspace.tabs.get().map(({ id }) => id)).toContain(workspace.active.get()),
    );
    workspace.replace(next);
    expect(workspace.project()).toEqual(next);
    expect(paths(workspace)).toEqual(["c.py", "d.py", "b.py", "typeshed:stdlib/re.pyi"]);
    // What stays the same is the same file.
    expect(workspace.tabs.get()[2]?.id).toBe(b?.id);
    workspace.replace({ files: [], active: null });
    expect(paths(workspace)).toEqual(["typeshed:stdlib/re.pyi"]);
    expect(workspace.active.get()).toBe(stub);
  });

  it("has no path twice, whatever it is made of", () => {
    const workspace = new Workspace();
    workspace.replace({ files: [...files("a.py", "a.py"), { path: "a.py", text: "" }], active: "nowhere" });
    expect(paths(workspace)).toEqual(["a.py", "a_2.py", "a_3.py"]);
    expect(workspace.project().active).toBe("a.py");
    workspace.replace({ files: files("a.py", "a.py"), active: "a_2.py" });
    expect(paths(workspace)).toEqual(["a.py", "a_2.py"]);
    expect(workspace.project().active).toBe("a_2.py");
  });

  it("keeps nothing of what is gone", () => {
    const workspace = new Workspace();
    workspace.replace({ files: files("a.py"), active: "a.py" });
    const id = workspace.active.get() ?? 0;
    const summary = { bytes: 0, lines: 1, nodes: 1, treeBytes: 0, parseMs: 0 };
    workspace.acceptCheck(id, { version: 1, summary, diagnostics: [], omitted: 0, checkMs: 0 });
    workspace.replace({ files: [{ path: "a.py", text: "" }], active: "a.py" });
    expect(workspace.file(id)).toBeUndefined();
    expect(workspace.checked.get().size).toBe(0);
  });
});

describe("SourceFile", () => {
  it("tells what changed since a version, as far back as it knows", () => {
    const file = new SourceFile(1, "");
    for (let i = 0; i < 600; ++i) file.edit([{ span: at(1, 1), text: "x" }]);
    expect(file.version).toBe(601);
    expect(file.editsSince(601)).toEqual([]);
    expect(file.editsSince(599)?.length).toBe(2);
    expect(file.editsSince(400)?.length).toBe(201);
    expect(file.editsSince(1)).toBeNull();
    expect(file.editsSince(602)).toBeNull();
  });
});

describe("Settings", () => {
  it.each([null, "", "{", "[]", "7", '{"theme":"pink","knowsTable":1}'])("takes %j for no choice", (kept) => {
    const settings = new Settings({ load: () => kept, save() {} });
    expect(settings.choices.get()).toMatchObject({
      theme: null,
      knowsTable: false,
      drawsNames: true,
      textSize: "usual",
    });
  });

  it("keeps what was chosen", () => {
    let kept: string | null = null;
    const keeper = {
      load: () => kept,
      save(text: string) {
        kept = text;
      },
    };
    new Settings(keeper).choose({ theme: "dark" });
    new Settings(keeper).choose({ knowsTable: true, bands: true, drawsNames: false, textSize: "huge" });
    expect(new Settings(keeper).choices.get()).toMatchObject({
      theme: "dark",
      knowsTable: true,
      bands: true,
      drawsNames: false,
      textSize: "huge",
      showsNotes: false,
    });
  });
});
