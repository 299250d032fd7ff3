import { beforeAll, describe, expect, it } from "vitest";
import { CheckerClient } from "../../web/src/engine/client";
import { CheckerHost } from "../../web/src/engine/host";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import { movedPoint, SourceText } from "../../web/src/model/source_text";
import { Workspace } from "../../web/src/model/workspace";
import { loadChecker, type Page, settled, TestPort, TestTimers } from "./checker";

let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

/** Two files that the worker knows; `a.py` is number 1, and `b.py`, number 2, is on the screen. */
async function page(): Promise<Page & { port: TestPort }> {
  const workspace = new Workspace();
  workspace.create("a.py", "x = 1\ndef f(): return x\n");
  workspace.create("b.py", "y = 2\n");
  const ports: TestPort[] = [];
  const timers = new TestTimers();
  const open = () => {
    const port = new TestPort(new CheckerHost(module));
    ports.push(port);
    return port;
  };
  const client = new CheckerClient(workspace, open, timers);
  await settled();
  const port = ports[0];
  if (port === undefined) throw new Error("no worker was opened");
  await port.answerAll();
  return { workspace, client, ports, timers, port };
}

const inserted = (line: number, column: number, text: string) => {
  const at = { line, column };
  return [{ span: { start: at, end: at }, text }];
};
const atX = { file: 1, at: { line: 2, column: 17 } };

describe("a question", () => {
  it("is answered about any open file, with the version of its text", async () => {
    const { workspace, client, port } = await page();
    workspace.edit(1, inserted(1, 1, "# first\n"));
    const scopes = client.ask("scopes", { file: 1 });
    await settled();
    await port.answerAll();
    const answer = await scopes;
    expect(answer?.version).toBe(2);
    expect(answer?.value.scopes.map(({ title, span }) => [title, span.start.line])).toEqual([
      ["the module", 1],
      ["function `f`", 3],
    ]);
  });

  it("does not ask for the rows of the tables again", async () => {
    const { client, port } = await page();
    const trace = client.ask("trace", atX);
    await settled();
    expect(port.updates.at(-1)?.look).toBeNull();
    await port.answerAll();
    expect((await trace)?.value?.answer.text).toContain("line 1");
  });

  it("about a place goes to where the place is by the time it is sent", async () => {
    const { workspace, client, port } = await page();
    workspace.focusText({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
    await settled();
    const trace = client.ask("trace", atX);
    workspace.edit(1, inserted(2, 1, "# é\n"));
    workspace.edit(1, inserted(3, 1, "if 1:  "));
    await settled();
    await port.answerAll();
    const answer = await trace;
    expect(answer?.version).toBe(3);
    expect(answer?.value?.range.start).toMatchObject({ line: 3, column: 24 });
  });

  it("is asked again if the text changes before its turn", async () => {
    const { workspace, client, port } = await page();
    const trace = client.ask("trace", atX);
    await settled();
    workspace.edit(1, inserted(1, 1, "\n"));
    await settled();
    // The edit waits for the report; once it is sent it is ahead of the question.
    await port.answer();
    await port.answerAll();
    const answer = await trace;
    expect(port.updates.filter(({ questions }) => questions.length > 0).length).toBe(2);
    expect(answer?.version).toBe(2);
    expect(answer?.value?.range.start.line).toBe(3);
  });

  it("gives way to a newer one of its slot, wherever it is", async () => {
    const { client, port } = await page();
    const first = client.ask("trace", atX);
    await settled();
    const second = client.ask("trace", { file: 1, at: { line: 1, column: 1 } });
    const third = client.ask("trace", { ...atX, python: 8 });
    const beside = client.ask("trace", atX, "beside");
    await settled();
    expect(await first).toBeNull();
    expect(await second).toBeNull();
    await port.answerAll();
    expect((await third)?.value?.python).toBe("3.8");
    expect((await beside)?.value?.python).toBe("3.14");
    expect(port.updates.flatMap(({ questions }) => questions).length).toBe(3);
  });

  it("about no name is answered with null", async () => {
    const { client, port } = await page();
    const trace = client.ask("trace", { file: 1, at: { line: 2, column: 1 } });
    await settled();
    await port.answerAll();
    expect(await trace).toEqual({ version: 1, value: null });
  });

  it("about a file that is closed is not answered", async () => {
    const { workspace, client, port } = await page();
    const sent = client.ask("scopes", { file: 1 });
    await settled();
    const waiting = client.ask("scopes", { file: 1 }, "other");
    workspace.close(1);
    await settled();
    await port.answerAll();
    expect([await sent, await waiting, await client.ask("scopes", { file: 1 })]).toEqual([null, null, null]);
  });
});

describe("a worker that dies over a question", () => {
  it("leaves it unanswered, and answers what was not sent yet when it is back", async () => {
    const { client, ports, port } = await page();
    const sent = client.ask("scopes", { file: 1 });
    await settled();
    const waiting = client.ask("trace", atX);
    port.onReply({ kind: "failed", reason: "trap" });
    expect(await sent).toBeNull();
    await settled();
    await ports[1]?.answerAll();
    expect((await waiting)?.value?.name).toBe("x");
  });

  it("is given up when it reports and never answers", async () => {
    const { client, ports, port, timers } = await page();
    const sent = client.ask("scopes", { file: 1 });
    await settled();
    await port.answer();
    timers.pass();
    expect(await sent).toBeNull();
    await settled();
    expect(ports.length).toBe(2);
    await ports[1]?.answerAll();
    timers.pass();
    expect(ports.length).toBe(2);
  });

  it("answers nothing once it is given up for good", async () => {
    const { client, ports, port } = await page();
    const waiting = [client.ask("scopes", { file: 1 })];
    port.onReply({ kind: "failed", reason: "trap" });
    await settled();
    waiting.push(client.ask("scopes", { file: 2 }));
    ports[1]?.onReply({ kind: "failed", reason: "trap" });
    waiting.push(client.ask("scopes", { file: 1 }));
    expect(await Promise.all(waiting)).toEqual([null, null, null]);
  });
});

describe("a place", () => {
  const text = "abc\ndefg\nhi\n";
  const lines = text.split("\n");
  const points = lines.flatMap((line, i) =>
    Array.from({ length: line.length + 1 }, (_, column) => ({ line: i + 1, column: column + 1 })),
  );

  it("moves along with the text around it", () => {
    const spans = points.flatMap((start, i) => points.slice(i, i + 7).map((end) => ({ start, end })));
    for (const insertion of ["", "X", "X\nYY", "\n"]) {
      for (const span of spans) {
        const source = new SourceText(text);
        source.apply([{ span, text: insertion }]);
        const after = source.toString().split("\n");
        for (const point of points) {
          const moved = movedPoint(point, [{ span, text: insertion }]);
          const before = (at: typeof point) => [
            at.line < span.start.line,
            at.line === span.start.line && at.column < span.start.column,
          ];
          const behind =
            point.line > span.end.line || (point.line === span.end.line && point.column >= span.end.column);
          // What was before is where it was; behind the edit the rest of the text is the same.
          if (before(point).includes(true)) expect(moved).toEqual(point);
          else if (behind)
            expect([after[moved.line - 1]?.slice(moved.column - 1), ...after.slice(moved.line)]).toEqual([
              lines[point.line - 1]?.slice(point.column - 1),
              ...lines.slice(point.line),
            ]);
          else expect(moved).toEqual(movedPoint(span.end, [{ span, text: insertion }]));
        }
      }
    }
  });

  it("moves by all edits of a batch", () => {
    const at = (line: number, column: number) => ({ line, column });
    const edits = [
      { span: { start: at(1, 1), end: at(1, 3) }, text: "" },
      { span: { start: at(1, 3), end: at(2, 2) }, text: "z" },
      { span: { start: at(2, 3), end: at(2, 3) }, text: "\n" },
    ];
    expect(movedPoint(at(2, 3), edits)).toEqual(at(2, 1));
    expect(movedPoint(at(2, 2), edits)).toEqual(at(1, 2));
    expect(movedPoint(at(3, 2), edits)).toEqual(at(3, 2));
  });
});
