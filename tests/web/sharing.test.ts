// Links as the page opens them: what of the project they leave alone, and what is said of them.

import { expect, it } from "vitest";
import { encode } from "../../web/src/links/codec";
import { Sharing } from "../../web/src/links/sharing";
import type { SharedView } from "../../web/src/links/state";
import type { Project } from "../../web/src/model/project";
import { Store } from "../../web/src/model/store";
import type { TraceView } from "../../web/src/model/trace_view";
import { Workspace } from "../../web/src/model/workspace";

const site = { address: "https://example.com/", staysHere: true, builds: async () => [], go: () => {} };

async function opened(project: Project, view: SharedView | null = null, traced: string | null = null) {
  const workspace = new Workspace();
  const card = new Store<number | null>(null);
  const known = new Store(traced === null ? null : { about: traced });
  const showCard = (shown: number) => card.set(shown);
  const trace = { trace: known, card, showCard } as unknown as TraceView;
  const sharing = new Sharing(workspace, trace, "build", site, async (one) => workspace.replace(one));
  expect(await sharing.open(await encode({ project, python: 9, build: "build", view }))).toBe("here");
  return { workspace, sharing, known, card };
}

it("a link sets the version of Python only where no configuration does", async () => {
  const file = { path: "a.py", text: "x = 1\n" };
  const plain = await opened({ files: [file], active: "a.py" });
  expect(plain.workspace.project().files.map(({ path }) => path)).toEqual(["a.py", "pellucid.toml"]);
  for (const path of ["pellucid.toml", "pyproject.toml"]) {
    const files = [file, { path, text: "# what it says stays\n" }];
    const { workspace } = await opened({ files, active: "a.py" });
    expect(workspace.project().files).toEqual(files);
  }
});

it("a link leads to its step, whether the trace is known before or comes later", async () => {
  const start = { line: 1, column: 5 };
  const view: SharedView = { table: "name", selection: { start, end: start }, problem: null, step: 2 };
  const project = { files: [{ path: "a.py", text: "x = x\n" }], active: "a.py" };
  const before = await opened(project, view, "1:5");
  await Promise.resolve();
  expect(before.card.get()).toBe(2);
  const later = await opened(project, view, "1:1");
  later.known.set({ about: "1:1" });
  await Promise.resolve();
  expect(later.card.get()).toBeNull();
  later.known.set({ about: "1:5" });
  await Promise.resolve();
  expect(later.card.get()).toBe(2);
});

it("what is put away of a link does not come back", async () => {
  const start = { line: 1, column: 1 };
  const span = { start, end: start };
  const problem = { rule: "unused-import", span };
  const files = [{ path: "a.py", text: "x = 1\n" }];
  const { workspace, sharing } = await opened(
    { files, active: "a.py" },
    { table: "nodes", selection: span, problem, step: null },
  );
  const check = () =>
    workspace.acceptCheck(workspace.fileAt("a.py") ?? 0, {
      ...{ version: 1, summary: null, diagnostics: [], omitted: 0, checkMs: 0 },
    });
  check();
  expect(sharing.notice.get()?.missing).toEqual(problem);
  sharing.dismiss();
  check();
  expect(sharing.notice.get()).toBeNull();
});
