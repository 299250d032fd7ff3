import { beforeAll, describe, expect, it } from "vitest";
import type { PellucidModule } from "../../web/src/engine/pellucid";
import { defaultPython, newestPython, oldestPython } from "../../web/src/generated/syntax";
import { answerProblems } from "../../web/src/lessons/check_answers";
import { problemText } from "../../web/src/lessons/lesson";
import { parseIndex } from "../../web/src/lessons/parse_index";
import { parseLesson } from "../../web/src/lessons/parse_lesson";
import { loadChecker } from "./checker";

const pythons = { oldest: oldestPython, newest: newestPython, usual: defaultPython };
const read = (text: string) => parseLesson("lessons/a.md", text, pythons);
const problems = (text: string) => read(text).problems.map(problemText);

const head = "---\ntitle: Names\n---\n";
const source = "## One\n\n```python\nx = 1\nx = x + x\nprint(x)\n```\n";
const asking = (...lines: string[]) => `${head}${source}\n\`\`\`question\n${lines.join("\n")}\n\`\`\`\n`;

describe("a lesson's file", () => {
  it("becomes steps with files, words, a question, and notes", () => {
    const { lesson, problems } = read(
      asking("Which `x`?", "ask: line 2, last `x`", "answer: line 1") +
        "Because *it* is `so`.\n\n```notes\nAsk **them**.\n```\n\n## Two\n\nStill here: [more](other.md).\n",
    );
    expect(problems).toEqual([]);
    expect(lesson?.title).toBe("Names");
    const [one, two] = lesson?.steps ?? [];
    expect(one).toMatchObject({ title: "One", line: 4, python: defaultPython });
    expect(one?.files).toEqual([{ path: "main.py", text: "x = 1\nx = x + x\nprint(x)\n" }]);
    expect(one?.question).toEqual({
      words: [
        {
          is: "paragraph",
          of: [
            { is: "text", text: "Which " },
            { is: "code", text: "x" },
            { is: "text", text: "?" },
          ],
        },
      ],
      asked: { path: "main.py", line: 2, column: 9, name: "x" },
      answers: [{ is: "binding", path: "main.py", line: 1, column: null }],
    });
    expect(one?.afterwards).toHaveLength(1);
    expect(one?.notes).toHaveLength(1);
    expect(two?.files).toEqual(one?.files);
  });

  it("may have several files, and a Python for each step", () => {
    const { lesson, problems } = read(
      `${head}## One\n\n\`\`\`python 3.13 a.py\nimport b\n\`\`\`\n\n\`\`\`python lib/b.py\ny = 1\n\`\`\`\n\n\`\`\`trace\nlib/b.py line 1 \`y\`\n\`\`\`\n`,
    );
    expect(problems).toEqual([]);
    expect(lesson?.steps[0]).toMatchObject({
      python: 13,
      files: [
        { path: "a.py", text: "import b\n" },
        { path: "lib/b.py", text: "y = 1\n" },
      ],
      shown: { path: "lib/b.py", line: 1, column: 1, name: "y" },
    });
  });

  it("is read with the line ends of any system", () => {
    const text = asking("Which?", "ask: line 3 `x`", "answer: line 2, first `x`");
    expect(read(text.replaceAll("\n", "\r\n"))).toEqual(read(text));
  });

  it.each([
    ["has no front matter", source, ["lessons/a.md:1: the file begins with no front matter"]],
    ["has no title", `---\n---\n${source}`, ["lessons/a.md:1: the front matter has no title"]],
    ["has a key that is unknown", `---\ntitle: A\nlevel: 3\n---\n${source}`, ["lessons/a.md:3: `level: 3` is not"]],
    ["has no step", head, ["lessons/a.md:4: there is no step"]],
    ["has words before the first step", `${head}Hello.\n\n${source}`, ["lessons/a.md:4: there are words before"]],
    ["has a step without source", `${head}## One\n`, ["lessons/a.md:4: step 1 has no source"]],
    ["has HTML", `${head}${source}\n<div>x</div>\n`, ["lessons/a.md:12: HTML cannot be shown here"]],
    [
      "has HTML in its words",
      `${head}${source}\na <b>x</b>\n`,
      ["lessons/a.md:12: HTML cannot", "lessons/a.md:12: HTML"],
    ],
    ["has a picture", `${head}${source}\n![a](b.png)\n`, ["lessons/a.md:12: a picture cannot be shown here"]],
    ["links to a script", `${head}${source}\n[a](javascript:1)\n`, ["lessons/a.md:12: a link leads to `javascript:1`"]],
    [
      "has an unknown block",
      `${head}${source}\n\`\`\`ruby\n1\n\`\`\`\n`,
      ["lessons/a.md:12: `ruby` is no kind of block"],
    ],
    ["wants an old Python", `${head}## One\n\`\`\`python 3.4\n1\n\`\`\`\n`, ["lessons/a.md:5: `3.4` is no Python"]],
    ["has a file twice", `${head}${source}\n\`\`\`python\n1\n\`\`\`\n`, ["lessons/a.md:12: step 1 has main.py twice"]],
    [
      "asks for a name that is not there",
      asking("Which?", "ask: line 1 `y`", "answer: line 1"),
      ["lessons/a.md:14: step 1 asks for `y`, which line 1 does not have"],
    ],
    [
      "asks in a line that is not there",
      asking("Which?", "ask: line 9 `x`", "answer: line 1"),
      ["lessons/a.md:14: step 1 asks for `x` in line 9, but main.py ends with line 3"],
    ],
    [
      "is answered in a line that is not there",
      asking("Which?", "ask: line 2, third `x`", "answer: line 8"),
      ["lessons/a.md:15: step 1 is answered in line 8, but main.py ends with line 3"],
    ],
    [
      "does not say which",
      asking("Which?", "ask: line 2 `x`", "answer: line 1"),
      ['lessons/a.md:14: step 1 asks for `x`, which line 2 has three times: say which, as in "line 2, second `x`"'],
    ],
    [
      "asks in another file",
      asking("Which?", "ask: b.py line 2 `x`", "answer: line 1"),
      ["lessons/a.md:14: step 1 asks for `x` in b.py, which is none of its files"],
    ],
    ["does not ask", asking("Which?", "answer: line 1"), ["lessons/a.md:13: the question of step 1 does not say"]],
    ["does not answer", asking("Which?", "ask: line 3 `x`"), ["lessons/a.md:13: the question of step 1 has no answer"]],
    ["answers oddly", asking("Which?", "ask: line 3 `x`", "answer: me"), ["lessons/a.md:15: `me` is no answer"]],
    [
      "has no words",
      asking("ask: line 3 `x`", "answer: line 2"),
      ["lessons/a.md:13: the question of step 1 has no words"],
    ],
  ])("that %s says so", (_, text, expected) => {
    const found = problems(text);
    expect(found).toHaveLength(expected.length);
    for (const [at, message] of expected.entries()) expect(found[at]).toContain(message);
  });
});

describe("the list of lessons", () => {
  it("has groups, titles and notes", () => {
    const { index, problems } = parseIndex("lessons/index.md", "# One\n\n- [A *b*](a.md): and `c`\n");
    expect(problems).toEqual([]);
    expect(index.groups[0]).toMatchObject({ title: "One", lessons: [{ name: "a", title: "A b" }] });
  });

  it.each([
    ["# One\n", "lessons/index.md:1: no lesson is listed"],
    ["# One\n\n- a.md\n- [b](b.md)\n", "lessons/index.md:3: each item begins with the lesson's link"],
    ["# One\n\n- [b](b.md)\n- [b](b.md)\n", "lessons/index.md:4: b.md is listed twice"],
    ["# One\n\nWords\n\n- [b](b.md)\n", "lessons/index.md:3: an index has headings and lists"],
  ])("says what is wrong", (text, message) => {
    expect(parseIndex("lessons/index.md", text).problems.map(problemText)[0]).toContain(message);
  });
});

// The lessons that come with the page are checked by tests/node/lessons.test.mjs, in the same way.
describe("an answer", () => {
  let module: PellucidModule;
  beforeAll(async () => {
    module = await loadChecker();
  });

  function wrongAnswers(...lines: string[]): string[] {
    const step = read(asking(...lines)).lesson?.steps[0];
    if (step === undefined) throw new Error("the lesson is broken");
    const session = new module.Session(step.python);
    const files = new Map(step.files.map(({ path, text }) => [path, session.open(path, text)]));
    const ask = (question: string, path: string, at: object) =>
      JSON.parse(session.ask(files.get(path) ?? 0, question, JSON.stringify({ at })));
    return answerProblems(step, {
      trace: (path, at) => ask("trace", path, at),
      definition: (path, at) => ask("definition", path, at),
    });
  }

  it("is right if the checker gives it, too", () => {
    expect(wrongAnswers("Which?", "ask: line 3 `x`", "answer: line 2")).toEqual([]);
    expect(wrongAnswers("Which?", "ask: line 3 `print`", "answer: a builtin")).toEqual([]);
  });

  it("is wrong if not", () => {
    expect(wrongAnswers("Which?", "ask: line 3 `x`", "answer: line 1")).toEqual([
      "is answered by main.py line 1, but the checker says of `x`: main.py line 2",
    ]);
    expect(wrongAnswers("Which?", "ask: line 3 `x`", "answer: line 2", "answer: nothing")).toHaveLength(1);
    expect(wrongAnswers("Which?", "ask: line 3 `print`", "answer: nothing")).toHaveLength(1);
  });
});
