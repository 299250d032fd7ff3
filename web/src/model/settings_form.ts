// The configuration file as a form shows it: what its text says of each setting, and what is followed.

import { configurationKeys, type Setting, settings } from "../generated/configuration";
import { newestPython, oldestPython, rules } from "../generated/syntax";
import { doneInstead, pathInFile, ruleGroups, usualSeverities } from "./configuration";
import { entryAt, scanToml, stringOf, type Toml } from "./toml";

export interface RuleSetting {
  readonly id: string;
  readonly summary: string;
  /** What the file sets it to itself; null if it does not. */
  readonly own: Setting | null;
  /** What it is without that. */
  readonly usual: Setting;
}

export interface GroupSetting {
  readonly name: string;
  readonly own: Setting | null;
  readonly rules: readonly RuleSetting[];
}

export interface SettingsForm {
  /** Minor versions; null if the file does not say, or something else. */
  readonly python: number | null;
  readonly platform: string | null;
  readonly all: Setting | null;
  readonly groups: readonly GroupSetting[];
  /** Keys that are written and that the page does not follow, with what it does instead. */
  readonly unfollowed: readonly { readonly name: string; readonly instead: string }[];
}

class Reader {
  readonly #text: string;
  readonly #toml: Toml;
  readonly #path: string;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    this.#toml = scanToml(text);
  }

  string(...path: readonly string[]): string | null {
    const entry = entryAt(this.#toml, pathInFile(this.#path, path));
    return entry === undefined ? null : stringOf(this.#text, entry);
  }

  has(path: readonly string[]): boolean {
    return entryAt(this.#toml, pathInFile(this.#path, path)) !== undefined;
  }

  setting(name: string): Setting | null {
    const written = this.string("rules", name);
    return settings.find((one) => one === written) ?? null;
  }
}

export function readForm(path: string, text: string): SettingsForm {
  const file = new Reader(path, text);
  const minor = Number(/^3\.(\d+)$/.exec(file.string("environment", "python-version") ?? "")?.[1] ?? Number.NaN);
  const all = file.setting("all");
  const unfollowed = configurationKeys.flatMap(({ table, name }) => {
    const its = table === "" ? [name] : [table, name];
    const instead = doneInstead(its);
    return instead !== null && file.has(its) ? [{ name, instead }] : [];
  });
  return {
    unfollowed,
    python: minor >= oldestPython && minor <= newestPython ? minor : null,
    platform: file.string("environment", "python-platform"),
    all,
    groups: ruleGroups.map((name) => {
      const group = file.setting(name);
      return {
        name,
        own: group,
        rules: rules
          .filter((rule) => rule.group === name)
          .map(({ id, summary }) => ({
            id,
            summary,
            own: file.setting(id),
            usual: group ?? all ?? (usualSeverities[id] as Setting),
          })),
      };
    }),
  };
}
