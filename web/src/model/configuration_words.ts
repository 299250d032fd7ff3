// What can be written at a place of a configuration file, and what is meant by what is written there.

import { platforms, settings } from "../generated/configuration";
import { newestPython, oldestPython, rules } from "../generated/syntax";
import { doneInstead, keysIn, pathInFile, ruleGroups, tables } from "./configuration";
import { type Span, spanIn } from "./place";
import { scanToml, type Toml, type TomlEntry } from "./toml";

export interface Written {
  readonly text: string;
  readonly kind: "table" | "key" | "value";
  readonly summary: string;
}

const pythonVersions = Array.from({ length: newestPython - oldestPython + 1 }, (_, i) => `3.${newestPython - i}`);

const ruleNames = [
  { name: "all", summary: "Every rule" },
  ...ruleGroups.map((group) => ({ name: group, summary: `The rules about ${group}` })),
  ...rules.map(({ id, summary }) => ({ name: id, summary })),
];

function summaryOf(table: string, name: string): string | null {
  if (table === "rules") return ruleNames.find((rule) => rule.name === name)?.summary ?? null;
  return keysIn(table).find((key) => key.name === name)?.summary ?? null;
}

function valuesOf(table: string, name: string): readonly string[] {
  if (table === "rules") return settings;
  const kind = keysIn(table).find((key) => key.name === name)?.kind;
  if (kind === "version") return pythonVersions;
  return kind === "platform" ? platforms : [];
}

const isWithin = (offset: number, { start, end }: { start: number; end: number }) => start <= offset && offset <= end;

/** A configuration file as it stands. */
export class Known {
  readonly #text: string;
  readonly #toml: Toml;
  /** The tables in which this checker's own stand. */
  readonly #root: readonly string[];

  constructor(path: string, text: string) {
    this.#text = text;
    this.#toml = scanToml(text);
    this.#root = pathInFile(path, []);
  }

  /** What can stand at the offset, and the span that it replaces. */
  at(offset: number): { span: Span; words: readonly Written[] } {
    const text = this.#text;
    const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
    const before = text.slice(lineStart, offset);
    const around = (pattern: RegExp, behind: RegExp): Span => {
      const start = offset - (pattern.exec(before)?.[0].length ?? 0);
      return spanIn(text, { start, end: offset + (behind.exec(text.slice(offset))?.[0].length ?? 0) });
    };
    if (before.includes("#")) return { span: spanIn(text, { start: offset, end: offset }), words: [] };
    if (/^\s*\[[^\]]*$/.test(before)) {
      const words = tables.map<Written>((name) => {
        const path = [...this.#root, name].join(".");
        return { text: path, kind: "table", summary: name === "rules" ? "How gravely rules report" : "" };
      });
      return { span: around(/[\w.-]*$/, /^[\w.-]*/), words };
    }
    const entry = /^\s*([\w.-]+|"[^"]*")\s*=/.exec(before);
    if (entry !== null) {
      const path = this.#own([...this.#tableAt(offset), ...(entry[1] ?? "").replaceAll('"', "").split(".")]);
      const values = path === null ? [] : valuesOf(path.slice(0, -1).join("."), path.at(-1) ?? "");
      const span = around(/["']?[\w.-]*$/, /^[\w.-]*["']?/);
      return { span, words: values.map((value) => ({ text: `"${value}"`, kind: "value", summary: "" })) };
    }
    const table = this.#own(this.#tableAt(offset));
    const span = around(/[\w-]*$/, /^[\w-]*/);
    if (table === null) return { span, words: [] };
    const name = table.join(".");
    const keys = name === "rules" ? ruleNames : keysIn(name);
    const taken = new Set(
      this.#toml.entries.filter(({ key }) => !isWithin(offset, key)).map((one) => one.path.join(".")),
    );
    const words = keys
      .filter((key) => !taken.has([...this.#root, ...table, key.name].join(".")))
      .map<Written>((key) => {
        const isFollowed = doneInstead([...table, key.name]) === null;
        return { text: key.name, kind: "key", summary: isFollowed ? key.summary : `${key.summary} (the command only)` };
      });
    return { span, words };
  }

  /** What the key there is for, in Markdown; null where there is none that is known. */
  meaningAt(offset: number): { span: Span; lines: readonly string[] } | null {
    const entry = this.#toml.entries.find(({ key }) => isWithin(offset, key));
    const path = entry === undefined ? null : this.#own(entry.path);
    if (entry === undefined || path === null) return null;
    const table = path.slice(0, -1).join(".");
    const name = path.at(-1) ?? "";
    const summary = summaryOf(table, name);
    if (summary === null) return null;
    const rule = table === "rules" ? rules.find(({ id }) => id === name) : undefined;
    const instead = doneInstead(path);
    const aside = instead === null ? [] : [`Only the command follows it: ${instead}.`];
    const usual = rule === undefined ? [] : [`Group \`${rule.group}\`; \`${rule.severity}\` unless it is set.`];
    return { span: this.#spanOf(entry), lines: [summary, ...aside, ...usual] };
  }

  #spanOf({ key }: TomlEntry): Span {
    return spanIn(this.#text, key);
  }

  #tableAt(offset: number): readonly string[] {
    return this.#toml.headers.filter(({ range }) => range.end <= offset).at(-1)?.path ?? [];
  }

  /** The path within what is this checker's; null for what is another's. */
  #own(path: readonly string[]): readonly string[] | null {
    return this.#root.every((part, i) => part === path[i]) ? path.slice(this.#root.length) : null;
  }
}
