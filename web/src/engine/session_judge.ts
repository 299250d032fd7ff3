// The judge of a reduction: a session that has the project's files as they were judged last.

import { defaultPython } from "../generated/syntax";
import type { ConfigurationText } from "../model/configuration";
import type { ProjectFile } from "../model/project";
import type { Diagnostic } from "../model/results";
import type { Judge, Nodes, Sought } from "../reduce/judge";
import type { PellucidModule, Session } from "./pellucid";

interface HeldFile {
  readonly handle: number;
  readonly text: string;
  /** How many syntax errors it has, once that was asked for. */
  errors: number | null;
}

const syntaxRule = "invalid-syntax";

export class SessionJudge implements Judge {
  readonly #session: Session;
  readonly #files = new Map<string, HeldFile>();
  /** Syntax errors that the whole project had. */
  #allowed: number | null = null;

  /** The configuration is held still, whatever becomes of the files. */
  constructor(module: PellucidModule, configuration: ConfigurationText | null, stubs: Uint8Array | null) {
    this.#session = new module.Session(defaultPython);
    if (configuration !== null) this.#session.configure(configuration.text, configuration.isPyproject);
    // Small texts again and again: a tree that is given back is built again at once.
    this.#session.setReclaim("never");
    if (stubs !== null) this.#session.setStubs(stubs);
  }

  shows(files: readonly ProjectFile[], sought: Sought): boolean {
    const paths = new Set(files.map(({ path }) => path));
    for (const [path, { handle }] of this.#files) {
      if (paths.has(path)) continue;
      this.#session.close(handle);
      this.#files.delete(path);
    }
    for (const file of files) this.#hold(file);
    const target = this.#files.get(sought.path);
    if (target === undefined) return false;
    const found = this.#problems(target);
    if (!found.some(({ rule, message }) => rule === sought.rule && message === sought.message)) return false;
    let errors = 0;
    for (const file of this.#files.values()) {
      file.errors ??= this.#problems(file).filter(({ rule }) => rule === syntaxRule).length;
      errors += file.errors;
    }
    this.#allowed ??= errors;
    return errors <= this.#allowed;
  }

  nodes(file: ProjectFile): Nodes {
    return this.#session.nodeColumns(this.#hold(file).handle);
  }

  #problems({ handle }: HeldFile): Diagnostic[] {
    return JSON.parse(this.#session.diagnostics(handle)) as Diagnostic[];
  }

  #hold({ path, text }: ProjectFile): HeldFile {
    const held = this.#files.get(path);
    if (held === undefined) {
      const opened: HeldFile = { handle: this.#session.open(path, text), text, errors: null };
      this.#files.set(path, opened);
      return opened;
    }
    if (held.text === text) return held;
    // Judged as it would be by somebody who sees it for the first time: nothing is taken over from the text before.
    this.#session.close(held.handle);
    this.#files.delete(path);
    return this.#hold({ path, text });
  }
}
