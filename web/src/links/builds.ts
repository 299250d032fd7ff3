// The builds that the site keeps (scripts/lib/builds.mjs writes the list), and what another one says of the same project.

import type { Diagnostic } from "../model/results";
import type { Workspace } from "../model/workspace";
import { isBuildId } from "./address";

export interface KeptBuild {
  readonly id: string;
  /** When its sources were, as ISO 8601; null if nobody knows. */
  readonly made: string | null;
}

/** The list at `builds/index.json`, newest first; empty where there is none. */
export async function keptBuilds(
  root: string,
  load: (address: string) => Promise<Response> = fetch,
): Promise<readonly KeptBuild[]> {
  try {
    const response = await load(new URL("builds/index.json", root).href);
    if (!response.ok) return [];
    const list: unknown = await response.json();
    const { builds } = Object(list) as { builds?: unknown };
    if (!Array.isArray(builds)) return [];
    return builds.flatMap((entry: unknown): KeptBuild[] => {
      const { id, made } = Object(entry) as { id?: unknown; made?: unknown };
      if (typeof id !== "string" || !isBuildId(id)) return [];
      return [{ id, made: typeof made === "string" ? made : null }];
    });
  } catch {
    // A site without kept builds, or offline.
    return [];
  }
}

/** What a build tells of a problem; the same in every build, whatever else it knows. */
export interface ToldProblem {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The answer of a page in its mode "answer", as it is posted to the page around it. */
export interface BuildAnswer {
  readonly pellucid: "answer";
  readonly build: string;
  /** What went wrong, if there are no results. */
  readonly trouble: string | null;
  readonly problems: readonly ToldProblem[];
}

const told = ({ path, rule, severity, message, range }: Diagnostic): ToldProblem => ({
  ...{ path, rule, severity, message },
  line: range.start.line,
  column: range.start.column,
});

/** All that is known to be wrong, file by file in the order of their tabs. */
export function problemsOf(workspace: Workspace): ToldProblem[] {
  const checked = workspace.checked.get();
  return workspace.tabs
    .get()
    .filter(({ origin }) => origin === "page")
    .flatMap(({ id, path }) => (checked.get(id)?.diagnostics ?? []).map((problem) => ({ ...told(problem), path })));
}

/** Takes what another build has posted, which may be anything; null if it is no answer. */
export function answerIn(message: unknown): BuildAnswer | null {
  const { pellucid, build, trouble, problems } = Object(message) as Record<string, unknown>;
  if (pellucid !== "answer" || typeof build !== "string" || !Array.isArray(problems)) return null;
  const read = problems.flatMap((problem: unknown): ToldProblem[] => {
    const { path, rule, severity, message: words, line, column } = Object(problem) as Record<string, unknown>;
    if (typeof path !== "string" || typeof rule !== "string" || typeof words !== "string") return [];
    if (typeof severity !== "string" || typeof line !== "number" || typeof column !== "number") return [];
    return [{ path, rule, severity, message: words, line, column }];
  });
  return { pellucid, build, trouble: typeof trouble === "string" ? trouble : null, problems: read };
}

/** What two builds say of one place; null where one of them says nothing. */
export interface ComparedProblem {
  readonly here: ToldProblem | null;
  readonly there: ToldProblem | null;
}

/** Side by side what names the same place and rule; in the order of files, then of the text. */
export function compareProblems(here: readonly ToldProblem[], there: readonly ToldProblem[]): ComparedProblem[] {
  const rest = [...there];
  const pairs = here.map((mine): ComparedProblem => {
    const at = rest.findIndex(
      ({ path, rule, line, column }) =>
        path === mine.path && rule === mine.rule && line === mine.line && column === mine.column,
    );
    return { here: mine, there: at < 0 ? null : (rest.splice(at, 1)[0] ?? null) };
  });
  const files = [...new Set([...here, ...there].map(({ path }) => path))];
  const all = [...pairs, ...rest.map((theirs) => ({ here: null, there: theirs }))];
  return all.toSorted((a, b) => {
    const [one, other] = [a.here ?? a.there, b.here ?? b.there] as [ToldProblem, ToldProblem];
    return files.indexOf(one.path) - files.indexOf(other.path) || one.line - other.line || one.column - other.column;
  });
}
