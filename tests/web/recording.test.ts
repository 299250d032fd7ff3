import { describe, expect, it } from "vitest";
import { Recording } from "../../web/src/engine/recording";
import { usualSeverities } from "../../web/src/model/configuration";

const steps = (recording: Recording) => JSON.parse(recording.script() ?? "null").steps;

describe("a recording of what comes to the checker", () => {
  it("is a script, with the files that were there first apart", () => {
    const recording = new Recording();
    recording.begin(12);
    recording.open("a.py", new TextEncoder().encode("\ufeffx = '😀'\r\n"));
    recording.open("b.py", "y\n");
    recording.show("a.py");
    recording.check("a.py", false);
    recording.check("b.py", false);
    recording.edit("a.py", [1, 5, 1, 9, 2, 1, 2, 1], ["1", "z\n"]);
    recording.ask("a.py", "hover", JSON.stringify({ file: 7, at: { line: 1, column: 1 } }));
    recording.open("c.py", "");
    expect(JSON.parse(recording.script() ?? "")).toEqual({
      columns: "utf-16",
      configuration: { environment: { "python-version": "3.12" } },
      files: { "a.py": "\ufeffx = '😀'\r\n", "b.py": "y\n" },
      steps: [
        { do: "show", file: "a.py" },
        { do: "check", files: ["a.py", "b.py"] },
        {
          do: "edit",
          file: "a.py",
          edits: [
            { range: { start: { line: 1, column: 5 }, end: { line: 1, column: 9 } }, text: "1" },
            { range: { start: { line: 2, column: 1 }, end: { line: 2, column: 1 } }, text: "z\n" },
          ],
        },
        { do: "ask", file: "a.py", question: "hover", at: { line: 1, column: 1 } },
        { do: "open", file: "c.py", text: "" },
      ],
    });
  });

  it("tells a configuration as far as it is not the usual one", () => {
    const recording = new Recording();
    const usual = { python: 13, platform: "linux", extraPaths: [], severities: usualSeverities };
    recording.configure({ ...usual, platform: "all", extraPaths: ["lib"] });
    recording.open("a.py", "");
    recording.configure({ ...usual, severities: { ...usualSeverities, "unused-import": "error" } });
    const script = JSON.parse(recording.script() ?? "");
    const environment = { "python-version": "3.13", "python-platform": "all", "extra-paths": ["lib"] };
    expect(script.configuration).toEqual({ environment });
    expect(script.steps).toEqual([
      {
        do: "configure",
        configuration: { environment: { "python-version": "3.13" }, rules: { "unused-import": "error" } },
      },
    ]);
  });

  it("tells what is repeated once", () => {
    const recording = new Recording();
    recording.open("a.py", "");
    recording.show("a.py");
    recording.show("a.py");
    recording.nodes("a.py");
    recording.nodes("a.py");
    expect(steps(recording)).toHaveLength(2);
    // Steps of a check of many files; what was told of a file alone is another check.
    recording.read(1);
    recording.read(3);
    recording.check("a.py", true);
    recording.check("a.py", false);
    expect(steps(recording).slice(2)).toEqual([
      { do: "read", times: 4 },
      { do: "check", files: ["a.py"], alone: true },
      { do: "check", files: ["a.py"] },
    ]);
    // After a rename it is the same file that is shown.
    recording.rename("a.py", "b.py");
    recording.show("b.py");
    expect(steps(recording)).toHaveLength(6);
  });

  it("holds a thousand keystrokes of which each has hundreds of files checked", () => {
    const recording = new Recording();
    recording.open("a.py", "");
    recording.show("a.py");
    for (let key = 0; key < 1000; ++key) {
      recording.edit("a.py", [1, 1, 1, 1], ["x"]);
      for (let file = 0; file < 300; ++file) recording.check(`${file}.py`, false);
    }
    expect(steps(recording)).toHaveLength(2001);
  });

  it("is none once it has become too long, and holds nothing then", () => {
    const recording = new Recording();
    recording.open("a.py", "");
    recording.show("a.py");
    for (let i = 0; i < 9; ++i) recording.setText("a.py", "x".repeat(1_000_000));
    expect(recording.script()).toBeNull();
    recording.freeAll();
    expect(recording.script()).toBeNull();
  });
});
