// The lessons of public/lessons, read as the page reads them, and their answers held against the compiled checker.

import { readdirSync, readFileSync } from "node:fs";
import { runnerImport } from "vite";
import { instantiate } from "../../tests/node/pellucid.mjs";
import { inProject } from "./paths.mjs";

const folder = inProject("public/lessons");
const read = (name) => readFileSync(`${folder}/${name}`, "utf8");

/** A module of the page, which is TypeScript. */
const load = async (path) => (await runnerImport(inProject(path), { configFile: false, logLevel: "error" })).module;

/** A session with the step's files, as check_answers.ts asks it. */
function checkerOf(Session, { python, files }) {
  const session = new Session(python);
  const opened = new Map(files.map(({ path, text }) => [path, session.open(path, text)]));
  const ask = (question, path, at) => JSON.parse(session.ask(opened.get(path), question, JSON.stringify({ at })));
  return {
    trace: (path, at) => ask("trace", path, at),
    definition: (path, at) => ask("definition", path, at),
    end: () => session.delete(),
  };
}

/** How many lessons there are, and what is wrong with them: a line each. */
export async function lessonProblems() {
  const { parseLesson } = await load("web/src/lessons/parse_lesson.ts");
  const { parseIndex } = await load("web/src/lessons/parse_index.ts");
  const { answerProblems } = await load("web/src/lessons/check_answers.ts");
  const { problemText } = await load("web/src/lessons/lesson.ts");
  const { defaultPython, newestPython, oldestPython } = await load("web/src/generated/syntax.ts");
  const pythons = { oldest: oldestPython, newest: newestPython, usual: defaultPython };
  const { Session } = await instantiate();

  const { index, problems: indexProblems } = parseIndex("lessons/index.md", read("index.md"));
  const problems = indexProblems.map(problemText);
  const listed = new Map(
    index.groups.flatMap(({ lessons }) => lessons).map(({ name, title }) => [`${name}.md`, title]),
  );
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "index.md");
  for (const name of listed.keys()) if (!names.includes(name)) problems.push(`lessons/index.md: there is no ${name}`);

  for (const name of names) {
    const path = `lessons/${name}`;
    const { lesson, problems: its } = parseLesson(path, read(name), pythons);
    problems.push(...its.map(problemText));
    if (!listed.has(name)) problems.push(`${path}: lessons/index.md does not list it`);
    if (lesson === null) continue;
    if (listed.has(name) && listed.get(name) !== lesson.title)
      problems.push(`${path}: its title is "${lesson.title}", and lessons/index.md says "${listed.get(name)}"`);
    for (const [at, step] of lesson.steps.entries()) {
      const checker = checkerOf(Session, step);
      for (const what of answerProblems(step, checker)) problems.push(`${path}:${step.line}: step ${at + 1} ${what}`);
      checker.end();
    }
  }
  return { count: names.length, problems };
}
