// A report about what the page shows, as Markdown: all that is needed to see it again, and room for what was expected.

import { configurationIn } from "../model/configuration";
import { languageOf } from "../model/languages";
import type { Project } from "../model/project";
import type { ToldProblem } from "./builds";

export interface ReportContent {
  readonly project: Project;
  readonly python: number;
  readonly build: string;
  readonly problems: readonly ToldProblem[];
  /** What the report is about, if it is about one. */
  readonly chosen: ToldProblem | null;
  /** The trace of the name in question, as text. */
  readonly trace: string | null;
  readonly link: string;
  readonly expected: string;
  readonly observed: string;
}

/** Longer than any run of backticks inside, so that nothing in the text ends it. */
function fenceFor(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  return "`".repeat(Math.max(3, longest + 1));
}

function fenced(text: string, language: string): string {
  const fence = fenceFor(text);
  return `${fence}${language}\n${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${fence}`;
}

/** On one line, as code, whatever stands in it. */
function code(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, " ");
  const longest = (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const ticks = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

export function problemText({ path, rule, severity, message, line, column }: ToldProblem): string {
  return `${path.replace(/\p{Cc}+/gu, " ")}:${line}:${column}: ${severity}[${rule}] ${message}`;
}

const section = (title: string, body: string): string => `### ${title}\n\n${body}\n`;

export function reportTitle({ chosen }: ReportContent): string {
  if (chosen === null) return "";
  const words = `${chosen.rule}: ${chosen.message}`;
  return words.length > 120 ? `${words.slice(0, 119)}…` : words;
}

export function reportText(content: ReportContent): string {
  const { project, python, build, problems, chosen, trace, link, expected, observed } = content;
  const settings = configurationIn(project.files);
  const sources = project.files.filter((file) => file !== settings);
  const seen = chosen === null ? "" : fenced(problemText(chosen), "text");
  const parts = [
    section("Expected", expected.trim() || "_What should have happened?_"),
    section(
      "Observed",
      [seen, observed.trim()].filter((part) => part !== "").join("\n\n") || "_What happened instead?_",
    ),
    section("To see it", `Pellucid build ${code(build)}, Python 3.${python}: <${link}>`),
    ...(trace === null ? [] : [section("The name’s trace", fenced(trace, "text"))]),
    section("Diagnostics", problems.length === 0 ? "None." : fenced(problems.map(problemText).join("\n"), "text")),
    section("Configuration", settings === null ? "None beside the version." : fenced(settings.text, "toml")),
    section(
      "Files",
      sources.map(({ path, text }) => `${code(path)}\n\n${fenced(text, languageOf(path))}`).join("\n\n") || "None.",
    ),
  ];
  return parts.join("\n");
}

// What trackers and the servers before them take of an address.
const longestAddress = 8000;

/** A new issue with all of it filled in; null if that is too long for an address. */
export function issueAddress(repository: string, title: string, body: string): string | null {
  const query = new URLSearchParams({ ...(title !== "" && { title }), body });
  const address = `${repository.replace(/\/+$/, "")}/issues/new?${query}`;
  return address.length <= longestAddress ? address : null;
}
