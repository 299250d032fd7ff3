// What is told of a checker that died twice of the same texts, for people to read and to pass on: nothing sends it anywhere.
// Names and sizes of files are in it, their texts are not.

import type { Workspace } from "../model/workspace";
import type { Update } from "./protocol";

/** Who makes the report: which build of the page, in which browser. */
export interface Maker {
  readonly build: string;
  readonly browser: string;
}

const changeWords = { none: "its path", stub: "a stub", text: "the whole text", edits: "edits" } as const;

/** What an update asks of the checker, a line each. */
export function askedBy(update: Update): string[] {
  const { files, closed, look, questions, commands = [] } = update;
  return [
    ...files.map(({ path, version, change }) => `take ${changeWords[change.kind]} of ${path}, version ${version}`),
    ...(closed.length > 0 ? [`forget ${closed.length} closed`] : []),
    ...(look === null ? [] : [`show the table "${look.table}", rows ${look.first} to ${look.first + look.count}`]),
    ...questions.map(({ question, parameters }) => `answer "${question}" ${parameters}`),
    ...commands.map((command) => `do "${command.do}"`),
  ];
}

export interface Death {
  readonly reason: string;
  /** What the last update had asked of it. */
  readonly asked: readonly string[];
}

export function crashReport(workspace: Workspace, deaths: readonly Death[], { build, browser }: Maker): string {
  const active = workspace.active.get();
  const files = workspace.known().map(({ id, path, origin }) => {
    const file = workspace.file(id);
    const size = `${file?.text.toString().length ?? 0} characters, ${file?.text.lineCount ?? 0} lines`;
    const notes = [origin === "library" ? "a stub" : null, id === active ? "on the screen" : null];
    return `- ${[path, size, `version ${file?.version ?? 0}`, ...notes.filter((note) => note !== null)].join(", ")}`;
  });
  return [
    "# The checker of Pellucid stopped twice on the same files",
    "",
    `- build: ${build}`,
    `- browser: ${browser}`,
    `- Python: 3.${workspace.python.get()}, trees given back: ${workspace.reclaim.get()}`,
    "",
    ...deaths.flatMap(({ reason, asked }, i) => [
      `## ${i === 0 ? "First" : "Then"}: ${reason}`,
      "",
      ...(asked.length === 0 ? ["Nothing was asked of it."] : ["Asked last:", "", ...asked.map((line) => `- ${line}`)]),
      "",
    ]),
    "## Files (their texts are not part of this report)",
    "",
    ...files,
    "",
  ].join("\n");
}
