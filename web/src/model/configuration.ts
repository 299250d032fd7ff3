// What the project's configuration file says: the checker reads it and tells what it follows, the page changes it. The
// file's text is the only place where settings are kept.

import { configurationKeys, type Setting } from "../generated/configuration";
import { defaultPython, rules } from "../generated/syntax";
import type { Point } from "./place";
import type { CheckedFile, Diagnostic, Fix, Place } from "./results";
import type { FileId, SourceFile } from "./source_file";
import { removalEdit, settingEdit, type TomlEdit } from "./toml";

/** The command looks for the same names, in the same order. */
export const configurationPaths = ["pellucid.toml", "pyproject.toml"] as const;

/** The one of the files that is followed. */
export function configurationIn<T extends { readonly path: string }>(files: readonly T[]): T | null {
  const found = configurationPaths.map((wanted) => files.find(({ path }) => path === wanted));
  return found.find((file) => file !== undefined) ?? null;
}

export interface ConfigurationFault {
  readonly at: Point;
  readonly message: string;
}

/** What the checker follows. */
export interface Settled {
  readonly python: number;
  readonly platform: string;
  /** Folders in which modules are looked for besides the project's own. */
  readonly extraPaths: readonly string[];
  /** Of every rule. */
  readonly severities: Readonly<Record<string, Setting>>;
}

/** As the checker's JSON has it: what it follows, unless the text has faults. */
export type ConfigurationReport = { readonly faults: readonly ConfigurationFault[] } & Partial<Settled>;

/** A text that configures, and how it is read. */
export interface ConfigurationText {
  readonly text: string;
  readonly isPyproject: boolean;
}

export interface Configured extends Settled {
  /** Null if there is none. */
  readonly file: FileId | null;
  /** Of its text, which was read last. */
  readonly version: number;
  /** If there are any, what is followed is from before them. */
  readonly faults: readonly ConfigurationFault[];
  /** The text that is followed; null if there is none. */
  readonly followed: ConfigurationText | null;
}

/** What a rule is set to if nothing says otherwise. */
export const usualSeverities: Readonly<Record<string, Setting>> = Object.fromEntries(
  rules.map(({ id, severity }) => [id, severity === "warning" ? "warn" : severity]),
);

export const unconfigured: Configured = {
  ...{ python: defaultPython, platform: "linux", extraPaths: [], severities: usualSeverities },
  ...{ file: null, version: 0, faults: [], followed: null },
};

/** Where the settings of that file begin. */
export function pathInFile(file: string, path: readonly string[]): readonly string[] {
  return file === "pyproject.toml" ? ["tool", "pellucid", ...path] : path;
}

export const pythonPath = ["environment", "python-version"] as const;

/** The edit of a configuration file after which a setting has the value, or is not there for null. */
export function configurationEdit(
  file: string,
  text: string,
  path: readonly string[],
  value: string | null,
): TomlEdit | null {
  const place = pathInFile(file, path);
  return value === null ? removalEdit(text, place) : settingEdit(text, place, JSON.stringify(value));
}

/** From the place of a fault to the end of what stands there. */
function faultEnd(line: string, { column }: Point): number {
  const rest = line.slice(column - 1);
  const what = /^(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s=,\]}#]+|.)/.exec(rest)?.[0] ?? "";
  return column + what.length;
}

/** What the message proposes instead of the word there; null if it proposes nothing. */
function faultFix(line: string, { at, message }: ConfigurationFault): Fix | null {
  const [, wrong = "", right] = /^[^`]*`([^`]+)`.*; did you mean `([^`]+)`\?$/.exec(message) ?? [];
  const [word = ""] = /^["']?[\w-]+/.exec(line.slice(at.column - 1)) ?? [];
  const name = word.replace(/^["']/, "");
  // A key is called by its table, too: `environment.pyton-version`.
  if (right === undefined || name === "" || !(wrong === name || wrong.endsWith(`.${name}`))) return null;
  const end = at.column + word.length;
  const place = (column: number): Place => ({ line: at.line, column, offset: 0 });
  const range = { start: place(end - name.length), end: place(end) };
  return { title: `Replace with \`${right}\``, edits: [{ range, text: right }] };
}

/** The faults of the file as problems of it. */
export function checkedConfiguration(
  file: SourceFile,
  path: string,
  version: number,
  faults: readonly ConfigurationFault[],
): CheckedFile {
  const place = (at: Point): Place => ({ ...at, offset: 0 });
  const diagnostics = faults.map<Diagnostic>((fault) => ({
    rule: "invalid-configuration",
    severity: "error",
    message: fault.message,
    path,
    range: {
      start: place(fault.at),
      end: place({ ...fault.at, column: faultEnd(file.text.line(fault.at.line), fault.at) }),
    },
    related: [],
    fix: faultFix(file.text.line(fault.at.line), fault),
  }));
  return { version, summary: null, diagnostics, omitted: 0, checkMs: 0 };
}

/** Keys that the command alone follows, and what the page does instead. */
const commandOnly: readonly { readonly path: readonly string[]; readonly instead: string }[] = [
  { path: ["exclude"], instead: "this page checks every file of the project" },
  { path: ["environment", "typeshed"], instead: "this page uses the standard library that comes with the checker" },
];

/** What the page does where it does not follow the key; null where it does. */
export function doneInstead(path: readonly string[]): string | null {
  return commandOnly.find((key) => key.path.join(".") === path.join("."))?.instead ?? null;
}

export const keysIn = (table: string) => configurationKeys.filter((key) => key.table === table);
export const tables = [...new Set(configurationKeys.map(({ table }) => table)), "rules"].filter(
  (table) => table !== "",
);
export const ruleGroups = [...new Set(rules.map(({ group }) => group))];
