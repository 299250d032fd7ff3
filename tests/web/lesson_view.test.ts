// A lesson in the page, over the real checker: what it opens, offers and tells, and when.

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CheckerClient } from "../../web/src/engine/client";
import { CheckerHost } from "../../web/src/engine/host";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import { defaultPython, newestPython, oldestPython } from "../../web/src/generated/syntax";
import { LessonView } from "../../web/src/lessons/lesson_view";
import { LessonLibrary } from "../../web/src/lessons/library";
import { lessonLink, readLessonLink } from "../../web/src/lessons/link";
import { Workspace } from "../../web/src/model/workspace";
import { loadChecker, settled, TestPort, TestTimers } from "./checker";

const folder = resolve(import.meta.dirname, "../../public/lessons");
const pythons = { oldest: oldestPython, newest: newestPython, usual: defaultPython };
let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

function page(load: (file: string) => string = (file) => readFileSync(resolve(folder, file), "utf8")) {
  const workspace = new Workspace();
  workspace.create("mine.py", "mine = 1\n");
  const ports: TestPort[] = [];
  const open = () => {
    const port = new TestPort(new CheckerHost(module));
    ports.push(port);
    return port;
  };
  const checker = new CheckerClient(workspace, open, new TestTimers());
  const library = new LessonLibrary(async (file) => load(file), pythons);
  const view = new LessonView(
    workspace,
    checker,
    async () => library,
    (project) => workspace.replace(project),
  );
  /** Until nothing is under way any more. */
  const rest = async () => {
    for (let i = 0; i < 60; ++i) {
      await settled();
      await ports[0]?.answerAll();
    }
  };
  return { workspace, view, rest };
}

const textOf = (workspace: Workspace) => workspace.project().files.map(({ path }) => path);

describe("a lesson that is open", () => {
  it("tells nothing before it is answered, and traces the name then", async () => {
    const { workspace, view, rest } = page();
    await view.open({ name: "locals", step: 1 });
    expect(workspace.picks.get()).toMatchObject({ asked: { span: { start: { line: 6, column: 12 } } }, places: [] });
    await rest();
    expect(textOf(workspace)).toEqual(["main.py"]);
    expect(workspace.view.get().table).toBe("nodes");
    expect(view.answering.get()?.choices?.map(({ isRight }) => isRight)).toEqual([false, true, false, false]);
    expect(workspace.picks.get()?.places.map(({ state }) => state)).toEqual(["open", "open"]);
    view.choose(0);
    expect(workspace.picks.get()?.places.map(({ state }) => state)).toEqual(["wrong", "open"]);
    expect(view.answering.get()?.isDone).toBe(false);
    workspace.picks.get()?.places[1]?.pick();
    expect(view.answering.get()).toMatchObject({ isDone: true, isShown: false, chosen: [0, 1] });
    expect(workspace.picks.get()).toBeNull();
    expect(workspace.view.get().table).toBe("name");
    expect(workspace.focus.get()).toMatchObject({ at: "text", span: { start: { line: 6, column: 12 } } });
    // What was answered stays so while one goes about in the lesson.
    expect(view.go(1)).toBe(true);
    await rest();
    expect(view.answering.get()?.isDone).toBe(false);
    expect(view.go(-1)).toBe(true);
    expect(view.answering.get()?.isDone).toBe(true);
    expect(view.go(-1)).toBe(false);
  });

  it("asks until each of several answers is found, and shows them to whoever gives up", async () => {
    const { view, rest } = page();
    await view.open({ name: "conditional", step: 1 });
    await rest();
    const right = [...(view.answering.get()?.choices ?? []).keys()].filter(
      (at) => view.answering.get()?.choices?.[at]?.isRight,
    );
    expect(right).toHaveLength(2);
    view.choose(right[0] ?? -1);
    expect(view.answering.get()?.isDone).toBe(false);
    view.reveal();
    expect(view.answering.get()).toMatchObject({ isDone: true, isShown: true, chosen: right });
  });

  it("opens the Python that the step is about", async () => {
    const { workspace, view, rest } = page();
    await view.open({ name: "annotations", step: 1 });
    await rest();
    expect(textOf(workspace)).toEqual(["main.py", "pellucid.toml"]);
    expect(workspace.python.get()).toBe(13);
    view.go(1);
    await rest();
    expect(textOf(workspace)).toEqual(["main.py"]);
    expect(workspace.python.get()).toBe(14);
  });

  it("opens the files of a step again if another project is shown by then", async () => {
    const { workspace, view } = page(
      () => "---\ntitle: T\n---\n\n## A\n\n```python\nx = 1\n```\n\nWords.\n\n## B\n\nWords.\n",
    );
    await view.open({ name: "locals", step: 1 });
    expect(textOf(workspace)).toEqual(["main.py"]);
    workspace.create("more.py");
    view.go(1);
    expect(textOf(workspace)).toEqual(["main.py", "more.py"]);
    workspace.replace({ files: [{ path: "mine.py", text: "" }], active: "mine.py" });
    view.forgetFiles();
    view.go(-1);
    expect(textOf(workspace)).toEqual(["main.py"]);
  });

  it("says what is wrong with a file, and with an index", async () => {
    const { view } = page((file) => {
      if (file === "index.md") return "words\n";
      throw new Error("There is no such lesson.");
    });
    await view.open({ name: "other", step: 1 });
    expect(view.screen.get()).toEqual({ is: "broken", problems: ["There is no such lesson."] });
    await view.open({ name: "../other", step: 1 });
    expect(view.screen.get()).toMatchObject({ is: "broken" });
    await view.openList();
    expect(view.screen.get()).toMatchObject({
      is: "broken",
      problems: [expect.stringMatching(/^lessons\/index\.md:1: /), expect.anything()],
    });
    view.close();
    expect(view.screen.get()).toEqual({ is: "closed" });
  });

  it("is a place in a link", () => {
    expect(readLessonLink("?lesson=locals&step=3")).toEqual({ name: "locals", step: 3 });
    expect(readLessonLink("?lesson=locals&step=x")).toEqual({ name: "locals", step: 1 });
    expect(readLessonLink("?lessons")).toBe("list");
    expect(readLessonLink("?step=2")).toBeNull();
    expect(lessonLink("?safe=1&step=9", { name: "a", step: 2 })).toBe("?safe=1&lesson=a&step=2");
    expect(lessonLink("?lesson=a&step=2", null)).toBe("");
  });
});

describe("every question", () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "index.md");

  it.each(names)("of %s can be answered from what is offered", async (file) => {
    const { workspace, view, rest } = page();
    await view.open({ name: file.replace(/\.md$/, ""), step: 1 });
    do {
      await rest();
      const screen = view.screen.get();
      if (screen.is !== "step") throw new Error(JSON.stringify(screen));
      const { question } = screen.step;
      if (question === null) continue;
      const choices = view.answering.get()?.choices ?? [];
      const where = `${file}:${screen.step.line}`;
      expect(
        choices.filter(({ isRight }) => isRight),
        where,
      ).toHaveLength(question.answers.length);
      expect(
        choices.some(({ isRight }) => !isRight),
        where,
      ).toBe(true);
      for (const [at, { isRight }] of choices.entries()) if (isRight) view.choose(at);
      expect(view.answering.get()?.isDone, where).toBe(true);
      expect(workspace.view.get().table, where).toBe("name");
    } while (view.go(1));
  });
});
