// A check of many files in steps: what is looked at comes first, edits are taken in between, and the end is that of a whole
// check.
import { beforeAll, describe, expect, it } from "vitest";
import { CheckerHost } from "../../web/src/engine/host";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import type { Look, Reply, SentFile } from "../../web/src/engine/protocol";
import { loadChecker } from "./checker";

let module: PellucidModule;
beforeAll(async () => {
  module = await loadChecker();
});

const utf8 = new TextEncoder();
const count = 60;

/** Each takes a name from the next that is not there. */
const textOf = (file: number, extra = ""): string =>
  `from m${(file + 1) % count} import missing_${file}\n${extra}total = missing_${file}\nprint(unbound)\n`;

const sent = (file: number, version: number, text: string): SentFile => ({
  file,
  path: `m${file}.py`,
  version,
  change: { kind: "text", text: utf8.encode(text) },
});

const lookAt = (file: number): Look => ({
  file,
  table: "nodes",
  first: 0,
  count: 5,
  kinds: [],
  focus: null,
  follow: false,
});
const nothing = { python: 14, closed: [], questions: [] } as const;

/** Each look at the clock takes as long as an update may. */
function slowClock(): () => number {
  let now = 0;
  return () => (now += 8);
}

/** What the page knows in the end: the newest diagnostics of each file. */
function known(replies: readonly Reply[]): Map<number, string> {
  const files = new Map<number, string>();
  for (const reply of replies) {
    const checked = reply.kind === "checked" || reply.kind === "report" ? reply.checked : null;
    if (checked !== null && checked.diagnostics !== null) files.set(checked.file, checked.diagnostics);
  }
  return files;
}

function rest(host: CheckerHost): Reply[] {
  const replies: Reply[] = [];
  for (let reply = host.next(); reply !== null; reply = host.next()) replies.push(reply);
  return replies;
}

const rules = (json: string | undefined): string[] =>
  (JSON.parse(json ?? "[]") as { rule: string }[]).map(({ rule }) => rule);
const files = Array.from({ length: count }, (_, file) => sent(file, 1, textOf(file)));

describe("a check of many files", () => {
  it("tells first what the shown file alone tells, and of the others as they come", () => {
    const host = new CheckerHost(module, slowClock());
    const first = host.update({ ...nothing, files, look: lookAt(40) });
    expect(rules(known([first]).get(40))).toEqual(["unresolved-reference"]);
    expect(first.kind === "report" && first.nodes?.rowCount).toBeGreaterThan(5);
    const second = host.next();
    expect(second).toMatchObject({ kind: "checked", progress: { of: count } });
    const replies = [...(second === null ? [] : [second]), ...rest(host)];
    const progress = replies.flatMap((reply) =>
      reply.kind === "checked" && reply.progress ? [reply.progress.done] : [],
    );
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(count);
    expect(replies.filter(({ kind }) => kind === "checkedAll")).toHaveLength(1);
    expect(rules(known([first, ...replies]).get(40))).toContain("unresolved-import");
    expect(host.next()).toBeNull();
  });

  it("takes an edit between two files, answers it at once, and ends as a whole check does", () => {
    const host = new CheckerHost(module, slowClock());
    const replies: Reply[] = [host.update({ ...nothing, files, look: lookAt(40) })];
    for (let i = 0; i < 10; ++i) replies.push(host.next() as Reply);
    const edited = textOf(40, "other = anything\n");
    const answer = host.update({ ...nothing, files: [sent(40, 2, edited)], look: lookAt(40) });
    expect(answer.kind === "report" && answer.checked?.version).toBe(2);
    expect(rules(known([answer]).get(40))).toEqual(["unresolved-reference", "unresolved-reference"]);
    const left = rest(host);
    // What was read before the edit is not read again.
    const readIn = (some: readonly Reply[]) =>
      some.flatMap((reply) =>
        reply.kind === "checked" && (reply.progress?.done ?? 0) < count ? [reply.checked.file] : [],
      );
    expect(readIn(replies)).toHaveLength(10);
    expect(readIn(left).filter((file) => readIn(replies).includes(file))).toEqual([]);
    const whole = new CheckerHost(module);
    const texts = files.map((file, i) => (i === 40 ? sent(40, 1, edited) : file));
    const fresh = known([whole.update({ ...nothing, files: texts, look: null }), ...rest(whole)]);
    expect(known([...replies, answer, ...left])).toEqual(fresh);
  });

  it("takes nothing back of what was known before more files came", () => {
    const host = new CheckerHost(module, slowClock());
    const before = [host.update({ ...nothing, files, look: lookAt(40) }), ...rest(host)];
    const more = files.map((_, file) => sent(count + file, 1, "print(1)\n"));
    const replies = [host.update({ ...nothing, files: more, look: lookAt(40) })];
    for (let i = 0; i < 10; ++i)
      replies.push(host.next() as Reply, host.update({ ...nothing, files: [], look: lookAt(40) }));
    expect(known(replies).has(40)).toBe(false);
    expect(rules(known([...before, ...replies, ...rest(host)]).get(40))).toContain("unresolved-import");
  });

  it("checks a file that only itself is told of no second time for each look", () => {
    const host = new CheckerHost(module, slowClock());
    host.update({ ...nothing, files, look: lookAt(40) });
    const again = host.update({ ...nothing, files: [], look: lookAt(40) });
    expect(again.kind === "report" && again.checked).toBeNull();
  });

  it("goes on with the file that is shown by then", () => {
    const host = new CheckerHost(module, slowClock());
    host.update({ ...nothing, files, look: lookAt(40) });
    host.update({ ...nothing, files: [], look: lookAt(50) });
    const whole = rest(host).flatMap((reply) =>
      reply.kind === "checked" && rules(reply.checked.diagnostics ?? "[]").includes("unresolved-import")
        ? [reply.checked.file]
        : [],
    );
    expect(whole[0]).toBe(50);
    expect(whole).toHaveLength(count);
  });

  it("is over before the first report where that is soon", () => {
    const host = new CheckerHost(module);
    const first = host.update({ ...nothing, files, look: lookAt(40) });
    expect(rules(known([first]).get(40))).toContain("unresolved-import");
  });
});
