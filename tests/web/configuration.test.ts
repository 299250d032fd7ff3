import { describe, expect, it } from "vitest";
import { CheckerClient } from "../../web/src/engine/client";
import { CheckerHost } from "../../web/src/engine/host";
import { configurationKeys, platforms, settings } from "../../web/src/generated/configuration";
import { rules } from "../../web/src/generated/syntax";
import { configurationEdit } from "../../web/src/model/configuration";
import { Known } from "../../web/src/model/configuration_words";
import { freshnessOfCheck } from "../../web/src/model/freshness";
import { readForm } from "../../web/src/model/settings_form";
import { Workspace } from "../../web/src/model/workspace";
import { loadChecker, settled, TestPort, TestTimers } from "./checker";

const module = await loadChecker();

async function opened(files: Readonly<Record<string, string>>) {
  const workspace = new Workspace();
  for (const [path, text] of Object.entries(files)) workspace.add([{ path, text }]);
  const ports: TestPort[] = [];
  new CheckerClient(
    workspace,
    () => {
      const port = new TestPort(new CheckerHost(module));
      ports.push(port);
      return port;
    },
    new TestTimers(),
  );
  const page = {
    workspace,
    ports,
    id: (path: string) => workspace.fileAt(path) ?? -1,
    async rest() {
      await settled();
      await ports.at(-1)?.answerAll();
    },
    problems(path: string) {
      return (
        workspace.checked
          .get()
          .get(page.id(path))
          ?.diagnostics.map(({ rule }) => rule) ?? null
      );
    },
  };
  workspace.activate(page.id(Object.keys(files)[0] ?? ""));
  await page.rest();
  return page;
}

describe("the configuration file", () => {
  it("is followed, and no file in Python", async () => {
    const page = await opened({
      "a.py": "import os\ntype X = int\n",
      "pellucid.toml": '[environment]\npython-version = "3.11"\n[rules]\nunused-import = "ignore"\n',
    });
    expect(page.workspace.python.get()).toBe(11);
    expect(page.problems("a.py")).toEqual(["invalid-syntax"]);
    expect(page.problems("pellucid.toml")).toEqual([]);
    page.workspace.close(page.id("pellucid.toml"));
    await page.rest();
    expect(page.workspace.configured.get().followed).toBeNull();
    expect(page.workspace.python.get()).toBe(14);
    expect(page.problems("a.py")).toEqual(["unused-import"]);
  });

  it("with a fault leaves what was followed, also for a new worker", async () => {
    const page = await opened({ "a.py": "type X = int\n", "pellucid.toml": '[environment]\npython-version = "3.8"\n' });
    const id = page.id("pellucid.toml");
    const span = { start: { line: 2, column: 20 }, end: { line: 2, column: 21 } };
    page.workspace.edit(id, [{ span, text: "2" }]);
    await page.rest();
    const followed = { text: '[environment]\npython-version = "3.8"\n', isPyproject: false };
    expect(page.workspace.configured.get()).toMatchObject({ python: 8, followed });
    expect(page.problems("a.py")).toEqual(["invalid-syntax"]);
    const fault = page.workspace.checked.get().get(id)?.diagnostics[0];
    expect(fault?.range).toMatchObject({ start: { line: 2, column: 18 }, end: { line: 2, column: 23 } });
    page.ports[0]?.onReply({ kind: "failed", reason: "for a test" });
    await page.rest();
    expect(page.ports).toHaveLength(2);
    expect(page.workspace.python.get()).toBe(8);
    expect(page.problems("a.py")).toEqual(["invalid-syntax"]);
  });

  it("of another project leaves nothing for one with a fault", async () => {
    const page = await opened({ "a.py": "type X = int\n", "pellucid.toml": '[environment]\npython-version = "3.8"\n' });
    expect(page.problems("a.py")).toEqual(["invalid-syntax"]);
    const files = [
      { path: "a.py", text: "type X = int\n" },
      { path: "pellucid.toml", text: "slip = 1\n" },
    ];
    page.workspace.replace({ files, active: "a.py" });
    await page.rest();
    expect(page.problems("pellucid.toml")).toHaveLength(1);
    expect(page.problems("a.py")).toEqual([]);
    expect(page.workspace.configured.get()).toMatchObject({ python: 14, followed: null });
  });

  it("that has gone with the checker is followed no more once there is a checker again", async () => {
    const page = await opened({ "a.py": "type X = int\n", "pellucid.toml": '[environment]\npython-version = "3.8"\n' });
    page.ports[0]?.onReply({ kind: "failed", reason: "for a test" });
    page.workspace.replace({ files: [{ path: "a.py", text: "type X = int\n" }], active: "a.py" });
    await page.rest();
    expect(page.ports).toHaveLength(2);
    expect(page.problems("a.py")).toEqual([]);
    expect(page.workspace.python.get()).toBe(14);
    expect(page.workspace.configured.get()).toMatchObject({ file: null, followed: null });
  });

  it("changes nothing of what is said where a comment comes into it", async () => {
    const page = await opened({ "a.py": "import os\n", "pellucid.toml": '[rules]\nimports = "error"\n' });
    const before = page.workspace.checked.get().get(page.id("a.py"));
    expect(before).toBeDefined();
    const start = { line: 1, column: 1 };
    page.workspace.edit(page.id("pellucid.toml"), [{ span: { start, end: start }, text: "# why\n" }]);
    await page.rest();
    expect(page.workspace.configured.get().version).toBe(2);
    expect(page.workspace.checked.get().get(page.id("a.py"))).toBe(before);
  });

  it("that is one no more, and a file that is no Python any more, have no problems", async () => {
    const page = await opened({ "a.py": "x = (\n", "notes.md": "#", "pyproject.toml": "[tool.pellucid]\nslip = 1\n" });
    const [python, notes, former] = [page.id("a.py"), page.id("notes.md"), page.id("pyproject.toml")];
    const told = () => [...page.workspace.checked.get().keys()].sort((a, b) => a - b);
    expect(told()).toEqual([python, former]);
    page.workspace.activate(notes);
    expect(freshnessOfCheck(page.workspace)).toBeNull();
    page.workspace.add([{ path: "pellucid.toml", text: "" }]);
    await page.rest();
    expect(told()).toEqual([python, page.id("pellucid.toml")]);
    page.workspace.rename(python, "a.txt");
    await page.rest();
    expect(told()).toEqual([page.id("pellucid.toml")]);
    page.workspace.rename(python, "b.py");
    await page.rest();
    expect(page.problems("b.py")).toEqual(["invalid-syntax"]);
  });

  it("has what was meant put in the place of what was not", async () => {
    const mended = async (path: string, text: string) => {
      const page = await opened({ "a.py": "", [path]: text });
      const id = page.id(path);
      for (const { fix } of page.workspace.checked.get().get(id)?.diagnostics ?? [])
        if (fix !== null)
          page.workspace.edit(
            id,
            fix.edits.map((edit) => ({ span: edit.range, text: edit.text })),
          );
      return page.workspace.file(id)?.text.toString();
    };
    for (const [text, meant] of [
      ['[rules]\nunused-imprt = "warn"\n', '[rules]\nunused-import = "warn"\n'],
      ['rules.unused-imprt = "warn"\n', 'rules.unused-import = "warn"\n'],
      ['[rules]\n"unused-imprt" = "warn"\n', '[rules]\n"unused-import" = "warn"\n'],
      ['[enviroment]\npython-version = "3.9"\n', '[environment]\npython-version = "3.9"\n'],
      ['enviroment.python-version = "3.9"\n', 'environment.python-version = "3.9"\n'],
      ['[environment]\npyton-version = "3.9"\n', '[environment]\npython-version = "3.9"\n'],
      ['environment.python-platform = "windows" # 😀\n', 'environment.python-platform = "win32" # 😀\n'],
    ] as const)
      expect(await mended("pellucid.toml", text)).toBe(meant);
    expect(await mended("pyproject.toml", "[tool.pellucid.rule]\n")).toBe("[tool.pellucid.rules]\n");
    const unclear = '[rules]\nqqq = "warn"\nall = "no"\n[environment]\npython-version = "3.99"\n';
    expect(await mended("pellucid.toml", unclear)).toBe(unclear);
  });

  it("is written by a choice of Python, and made if need be", async () => {
    const page = await opened({ "a.py": "type X = int\n" });
    page.workspace.setPython(9);
    await page.rest();
    expect(page.workspace.project().files[1]).toEqual({
      path: "pellucid.toml",
      text: '[environment]\npython-version = "3.9"\n',
    });
    expect(page.problems("a.py")).toEqual(["invalid-syntax"]);
    expect(page.workspace.active.get()).toBe(page.id("a.py"));
    page.workspace.setPython(14);
    await page.rest();
    expect(page.problems("a.py")).toEqual([]);
  });

  it("may be a table of another project file", async () => {
    const page = await opened({
      "a.py": "import os\n",
      "pyproject.toml": '[project]\nname = "x"\n\n[tool.pellucid.rules]\nimports = "error"\n',
    });
    expect(page.workspace.configured.get().severities["unused-import"]).toBe("error");
    page.workspace.configure(["rules", "unused-import"], "ignore");
    await page.rest();
    expect(page.problems("a.py")).toEqual([]);
  });
});

describe("what is written by the page is what the checker reads", () => {
  const session = () => new module.Session(14);
  const edited = (text: string, path: string[], value: string | null): string => {
    const edit = configurationEdit("pellucid.toml", text, path, value);
    return edit === null ? text : text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  };

  it("for every setting, in files of many shapes", () => {
    const shapes = [
      "",
      "# words",
      '[rules] # those\n\nunused-import = "warn" # why\n',
      "rules = { }\nexclude = []\n",
      'rules = { imports = "info" }\n',
      'rules.unused-import = "info"',
      '[environment]\r\nextra-paths = [\r\n  "lib", # more\r\n]\r\n',
      '[rules]\nimports = "error"\n[environment]\npython-platform = "darwin"\n',
    ];
    const reader = session();
    for (const shape of shapes)
      for (const { id } of rules) {
        const text = edited(shape, ["rules", id], "info");
        const report = JSON.parse(reader.configure(text, false));
        expect(report.faults, text).toEqual([]);
        expect(report.severities[id], text).toBe("info");
        expect(
          readForm("pellucid.toml", text)
            .groups.flatMap((one) => one.rules)
            .find((one) => one.id === id)?.own,
        ).toBe("info");
        const without = edited(text, ["rules", id], null);
        expect(JSON.parse(reader.configure(without, false)).faults, without).toEqual([]);
        const version = edited(text, ["environment", "python-version"], "3.9");
        expect(JSON.parse(reader.configure(version, false)).python, version).toBe(9);
      }
    reader.delete();
  });

  it("and every name that is offered is one", () => {
    const reader = session();
    for (const { table, name, kind } of configurationKeys) {
      const value = { version: '"3.9"', platform: '"linux"', path: '"x"', paths: '["x"]' }[kind];
      const text = `${table === "" ? "" : `[${table}]\n`}${name} = ${value}\n`;
      expect(JSON.parse(reader.configure(text, false)).faults, text).toEqual([]);
    }
    for (const platform of platforms)
      expect(JSON.parse(reader.configure(`environment.python-platform = "${platform}"`, false)).faults).toEqual([]);
    for (const setting of settings)
      expect(JSON.parse(reader.configure(`rules.all = "${setting}"`, false)).severities["unused-import"]).toBe(setting);
    reader.delete();
  });
});

describe("while the configuration is typed", () => {
  const words = (marked: string, path = "pellucid.toml") => {
    const offset = marked.indexOf("$");
    return new Known(path, marked.replace("$", "")).at(offset).words.map(({ text }) => text);
  };

  it("tables, keys and values are offered", () => {
    expect(words("[$")).toEqual(["environment", "rules"]);
    expect(words("[tool.pel$", "pyproject.toml")).toEqual(["tool.pellucid.environment", "tool.pellucid.rules"]);
    expect(words('[environment]\ntypeshed = "x"\n$')).toEqual(["python-version", "python-platform", "extra-paths"]);
    expect(words("[environment]\npython-version = $")).toContain('"3.12"');
    expect(words('[environment]\npython-platform = "$"')).toContain('"win32"');
    expect(words("[rules]\nunused-$")).toContain("unused-import");
    expect(words('[rules]\nunused-import = "warn"\nu$')).not.toContain("unused-import");
    expect(words("[rules]\nunused-import = $")).toEqual(settings.map((one) => `"${one}"`));
    expect(words("[rules]\n# $")).toEqual([]);
    expect(words("[project]\n$", "pyproject.toml")).toEqual([]);
  });

  it("what is written says what it means", () => {
    const meaning = (marked: string) => {
      const offset = marked.indexOf("$");
      return new Known("pellucid.toml", marked.replace("$", "")).meaningAt(offset)?.lines ?? null;
    };
    expect(meaning('[rules]\nunused-im$port = "warn"')?.[0]).toBe("An imported name is never used");
    expect(meaning('[environment]\npython-$version = "3.9"')?.[0]).toContain("Python");
    expect(meaning("[rules]\nnothing$ = 1")).toBe(null);
  });

  it("what only the command follows is told", () => {
    const text = '[tool.pellucid]\nexclude = ["a"]\nenvironment = { typeshed = "t", extra-paths = [] }\n';
    expect(
      readForm("pyproject.toml", text)
        .unfollowed.map(({ name }) => name)
        .sort(),
    ).toEqual(["exclude", "typeshed"]);
    expect(readForm("pellucid.toml", text).unfollowed).toEqual([]);
    const offered = new Known("pellucid.toml", "").at(0).words;
    expect(offered.find((one) => one.text === "exclude")?.summary).toContain("(the command only)");
    expect(new Known("pellucid.toml", 'exclude = ["a"]').meaningAt(2)?.lines[1]).toBe(
      "Only the command follows it: this page checks every file of the project.",
    );
  });
});
