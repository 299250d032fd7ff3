import { describe, expect, it } from "vitest";
import { removalEdit, scanToml, settingEdit, type TomlEdit } from "../../web/src/model/toml";

const apply = (text: string, edit: TomlEdit | null): string =>
  edit === null ? text : text.slice(0, edit.start) + edit.text + text.slice(edit.end);

const entries = (text: string) =>
  scanToml(text).entries.map(({ path, value }) => `${path.join(".")}=${text.slice(value.start, value.end)}`);

describe("a TOML text", () => {
  it("is told entry by entry", () => {
    expect(
      entries('a = 1 # one\n[t]\n"b c" = "x # y"\nd.e = [1, # two\n "]"]\n[t.u]\nf={ g = 1, h = { i = 2 } }\n'),
    ).toEqual([
      "a=1",
      't.b c="x # y"',
      't.d.e=[1, # two\n "]"]',
      "t.u.f={ g = 1, h = { i = 2 } }",
      "t.u.f.g=1",
      "t.u.f.h={ i = 2 }",
      "t.u.f.h.i=2",
    ]);
    expect(entries('a = """x\n[b]\n"""\nc = 1')).toEqual(['a="""x\n[b]\n"""', "c=1"]);
  });

  it("may be broken anywhere", () => {
    for (const text of [
      "[",
      "[a",
      "a",
      "a =",
      'a = "',
      "a = [",
      "a = {",
      "a = { b",
      "= 1\nb = 2",
      "a = [}\nb = 1",
      '"',
      "]",
    ])
      expect(() => scanToml(text)).not.toThrow();
    expect(entries("a = [}\nb = 1\n")).toContain("b=1");
    // Whatever is there, it ends.
    const signs = ["[", "]", "{", "}", "=", '"', "'", "#", "\n", ".", ",", " ", "a", '"""'];
    let seed = 7;
    const next = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed;
    };
    for (let round = 0; round < 3000; ++round)
      scanToml(Array.from({ length: 12 }, () => signs[next() % signs.length]).join(""));
  });

  it("may mean harm", { timeout: 60_000 }, () => {
    for (const [piece, times] of [
      ["[", 100_000],
      ["{a=", 100_000],
      ["[{a=", 50_000],
      [",", 4_000_000],
      ["#\n", 200_000],
      ["a.", 200_000],
    ] as const)
      for (const before of ["", "a = ", "a = [", "a = { b = "]) {
        const text = `${before}${piece.repeat(times)}\n]\n}\n[t]\nlast = 1\n`;
        expect(() => scanToml(text), `${before}${piece}`).not.toThrow();
      }
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(entries(`a = ${deep}\nb = 1\n`)).toContain("b=1");
    expect(scanToml(`a = "${"\\x".repeat(1_000_000)}"\nb = 1\n`).entries).toHaveLength(2);
    const header = `[${"a.".repeat(100_000)}b]\n${"a = 1\n".repeat(100_000)}`;
    expect(scanToml(header).entries).toHaveLength(100_000);
  });
});

describe("a setting", () => {
  const set = (text: string, path: string[], value: string) => apply(text, settingEdit(text, path, value));

  it("takes the place of what was there, and nothing else changes", () => {
    const text = "# mine\n[rules] # r\na = 'warn'   # why\n\nb = 1\n";
    expect(set(text, ["rules", "a"], '"error"')).toBe('# mine\n[rules] # r\na = "error"   # why\n\nb = 1\n');
    expect(settingEdit(text, ["rules", "b"], "1")).toBe(null);
  });

  it("is put behind the last of its table", () => {
    expect(set("", ["rules", "a"], "1")).toBe("[rules]\na = 1\n");
    expect(set("[environment]\nx = 1\n", ["rules", "a"], "1")).toBe("[environment]\nx = 1\n\n[rules]\na = 1\n");
    expect(set("[environment]\nx = 1", ["rules", "a"], "1")).toBe("[environment]\nx = 1\n\n[rules]\na = 1\n");
    expect(set("[rules]\nb = 2 # two\n\n# next\n[t]\n", ["rules", "a"], "1")).toBe(
      "[rules]\nb = 2 # two\na = 1\n\n# next\n[t]\n",
    );
    expect(set("[rules] # none\n[t]\n", ["rules", "a"], "1")).toBe("[rules] # none\na = 1\n[t]\n");
    expect(set("[rules]\r\nb = 2\r\n", ["rules", "a"], "1")).toBe("[rules]\r\nb = 2\r\na = 1\r\n");
    expect(set("[t]\n", ["x"], "1")).toBe("x = 1\n[t]\n");
  });

  it("goes into braces where the table has them", () => {
    expect(set("rules = { b = 2 }\n", ["rules", "a"], "1")).toBe("rules = { b = 2, a = 1 }\n");
    expect(set("rules = {}\n", ["rules", "a"], "1")).toBe("rules = { a = 1 }\n");
    expect(set("rules.b = 2\n", ["rules", "b"], "1")).toBe("rules.b = 1\n");
    expect(set("rules.b = 2\n[t]\n", ["rules", "a"], "1")).toBe("rules.b = 2\nrules.a = 1\n[t]\n");
    expect(set("[tool]\np.b = 2\n", ["tool", "p", "a"], "1")).toBe("[tool]\np.b = 2\np.a = 1\n");
  });

  it("is taken out with its line", () => {
    const remove = (text: string, path: string[]) => apply(text, removalEdit(text, path));
    expect(remove("[rules]\na = 1 # why\nb = 2\n", ["rules", "a"])).toBe("[rules]\nb = 2\n");
    expect(remove("[rules]\na = 1", ["rules", "a"])).toBe("[rules]\n");
    expect(remove("rules = { a = 1, b = 2 }\n", ["rules", "a"])).toBe("rules = { b = 2 }\n");
    expect(remove("rules = { a = 1, b = 2 }\n", ["rules", "b"])).toBe("rules = { a = 1 }\n");
    expect(removalEdit("[rules]\n", ["rules", "a"])).toBe(null);
  });
});
