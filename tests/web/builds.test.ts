// Addresses, and what two builds say of the same files.

import { expect, it } from "vitest";
import { embedQuery, modeOf, siteOf } from "../../web/src/links/address";
import { answerIn, compareProblems, keptBuilds, type ToldProblem } from "../../web/src/links/builds";
import { embedSnippet } from "../../web/src/links/embed";

it("the site is found from wherever a page of it is", () => {
  const root = "https://example.com/some/where/";
  expect(siteOf(`${root}?a=1#p1.x`)).toEqual({ root, here: root, isKept: false });
  expect(siteOf(`${root}index.html`)).toEqual({ root, here: root, isKept: false });
  for (const end of ["", "index.html", "?embed=1", "?here=1#p1.y"])
    expect(siteOf(`${root}builds/3f2a/${end}`)).toEqual({ root, here: `${root}builds/3f2a/`, isKept: true });
});

it("options of a frame are what its query says, and nothing else", () => {
  const options = { isReadOnly: true, theme: "dark", table: "scopes", step: 2 } as const;
  expect(embedQuery(options)).toBe("?embed=1&panel=scopes&step=3&readonly=1&theme=dark");
  expect(modeOf(embedQuery(options))).toEqual({ is: "embed", options });
  const none = { isReadOnly: false, theme: null, table: null, step: null };
  for (const query of [
    "?embed=1",
    "?embed=1&panel=constructor&step=-1&theme=__proto__&readonly=yes",
    "?embed=1&step=1e9",
  ])
    expect(modeOf(query)).toEqual({ is: "embed", options: none });
  expect(modeOf("?panel=nodes")).toEqual({ is: "page", staysHere: false });
  expect(modeOf("?here=1")).toEqual({ is: "page", staysHere: true });
  expect(modeOf("?answer=1")).toEqual({ is: "answer" });
});

it("the snippet holds its address whatever that is", () => {
  const snippet = embedSnippet('https://example.com/?a=1&b="><script>#p1.x', 420);
  expect(snippet).toContain('src="https://example.com/?a=1&amp;b=&quot;&gt;&lt;script&gt;#p1.x"');
  expect(snippet).toContain("height: 420px");
});

const problem = (line: number, message: string, more: Partial<ToldProblem> = {}): ToldProblem => ({
  ...{ path: "a.py", rule: "r", severity: "error", message, line, column: 1 },
  ...more,
});

it("what two builds say is put side by side by place and rule", () => {
  const here = [problem(1, "same"), problem(2, "old words"), problem(9, "only here")];
  const there = [problem(1, "same"), problem(2, "new words"), problem(2, "other rule", { rule: "s" })];
  const more = problem(1, "other file", { path: "b.py" });
  expect(compareProblems(here, [...there, more]).map(({ here, there }) => [here?.message, there?.message])).toEqual([
    ["same", "same"],
    ["old words", "new words"],
    [undefined, "other rule"],
    ["only here", undefined],
    [undefined, "other file"],
  ]);
  // Twice the same is twice.
  expect(compareProblems([here[0] as ToldProblem], [problem(1, "same"), problem(1, "same")])).toHaveLength(2);
});

it("of what is posted or fetched only what makes sense is taken", async () => {
  for (const message of [
    null,
    3,
    "answer",
    {},
    { pellucid: "answer" },
    { pellucid: "answer", build: "x", problems: {} },
  ])
    expect(answerIn(message)).toBeNull();
  const mixed = [problem(1, "good"), null, { path: 3 }, { ...problem(2, "bad"), line: "2" }];
  const answer = { pellucid: "answer", build: "x", trouble: null, problems: mixed };
  expect(answerIn(answer)?.problems).toEqual([problem(1, "good")]);

  const list = (body: string, status = 200) => keptBuilds("https://h/", async () => new Response(body, { status }));
  const kept = { keeps: 20, builds: [{ id: "b2", made: "2026-01-02" }, { id: "../evil" }, { id: "b1" }, null] };
  expect(await list(JSON.stringify(kept))).toEqual([
    { id: "b2", made: "2026-01-02" },
    { id: "b1", made: null },
  ]);
  for (const body of ["<html>", "[]", "null", '{"builds":3}']) expect(await list(body)).toEqual([]);
  expect(await list("{}", 404)).toEqual([]);
  expect(await keptBuilds("https://h/", () => Promise.reject(new Error("offline")))).toEqual([]);
});
