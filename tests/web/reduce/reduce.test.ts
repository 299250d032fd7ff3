import { beforeAll, describe, expect, it } from "vitest";
import type { PellucidModule } from "../../../web/src/engine/pellucid";
import { SessionJudge } from "../../../web/src/engine/session_judge";
import type { ConfigurationText } from "../../../web/src/model/configuration";
import type { ProjectFile } from "../../../web/src/model/project";
import type { Diagnostic } from "../../../web/src/model/results";
import { fewest } from "../../../web/src/reduce/fewest";
import type { Sought } from "../../../web/src/reduce/judge";
import { type Reduced, reduce } from "../../../web/src/reduce/reduce";
import { loadChecker } from "../checker";
import { plant, planted } from "./planted";

let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

const lineCount = (files: readonly ProjectFile[]) =>
  files.reduce((sum, { text }) => sum + text.split("\n").filter((line) => line.trim() !== "").length, 0);

function problems(files: readonly ProjectFile[], path: string): Diagnostic[] {
  const session = new module.Session(14);
  const handles = new Map(files.map((file) => [file.path, session.open(file.path, file.text)]));
  const found = JSON.parse(session.diagnostics(handles.get(path) ?? 0)) as Diagnostic[];
  session.delete();
  return found;
}

function soughtOf(files: readonly ProjectFile[], rule: string, near?: number): Sought {
  const found = problems(files, "main.py").filter((problem) => problem.rule === rule);
  const chosen = near === undefined ? found[0] : found.find(({ range }) => range.start.line >= near);
  if (chosen === undefined) throw new Error(`nothing of ${rule} in\n${files[0]?.text}`);
  return { path: "main.py", rule, message: chosen.message };
}

function reduced(
  files: readonly ProjectFile[],
  sought: Sought,
  configuration: ConfigurationText | null = null,
  seconds = 10,
): Reduced {
  const judge = new SessionJudge(module, configuration, null);
  const end = performance.now() + seconds * 1000;
  const result = reduce(files, sought, judge, { now: () => performance.now(), end });
  if (result === null) throw new Error("the project does not show it");
  return result;
}

describe("what cannot be left out", () => {
  it("is found, and in few steps where it is little", () => {
    let asked = 0;
    const items = Array.from({ length: 1000 }, (_, i) => i);
    const kept = fewest(items, (some) => {
      asked += 1;
      return some.includes(17) && some.includes(805);
    });
    expect(kept).toEqual([17, 805]);
    expect(asked).toBeLessThan(100);
  });

  it("is nothing if nothing is needed, and all if all is", () => {
    expect(fewest([1, 2, 3], () => true)).toEqual([]);
    expect(fewest([1, 2, 3], (some) => some.length === 3)).toEqual([1, 2, 3]);
  });
});

describe("a configured project", () => {
  it("is judged as it is configured", () => {
    const text =
      "import sys\n\nif sys.platform == 'win32':\n    chosen = 1\n    del chosen\n    print(chosen)\n\n\ndef more():\n    return 1\n";
    const files = [{ path: "main", text }];
    const configuration = {
      text: '[tool.pellucid.environment]\npython-platform = "win32"\n[tool.pellucid.rules]\nall = "info"\n',
      isPyproject: true,
    };
    const sought = { path: "main", rule: "unresolved-reference", message: "`chosen` has been deleted" };
    expect(new SessionJudge(module, null, null).shows(files, sought)).toBe(false);
    expect(reduced(files, sought, configuration).files).toEqual([{ path: "main", text: "del chosen\nchosen\n" }]);
  });
});

describe("a planted problem", () => {
  for (const [seed, problem] of planted.entries())
    it(`${seed + 1}: ${problem.rule}, ${problem.pieces[0]?.split("\n")[0]}`, { timeout: 20_000 }, () => {
      const files = plant(problem, seed);
      expect(lineCount(files)).toBeGreaterThan(500);
      const sought = soughtOf(files, problem.rule);
      const begin = performance.now();
      const result = reduced(files, sought);
      const seconds = (performance.now() - begin) / 1000;
      if (process.env.PELLUCID_SHOW)
        console.log(
          problem.rule,
          seconds.toFixed(1),
          result.judged,
          "\n",
          result.files.map(({ path, text }) => `--- ${path}\n${text}`).join("\n"),
        );
      expect(problems(result.files, "main.py")).toContainEqual(
        expect.objectContaining({ rule: problem.rule, message: result.sought.message }),
      );
      expect(lineCount(result.files)).toBeLessThanOrEqual(1.5 * problem.smallest);
      expect(seconds).toBeLessThan(10);
    });
});
