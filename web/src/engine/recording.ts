// What comes to a session of the checker, as a script that `pellucid replay` plays (docs/replay.md), so that its counts are
// those of the page. Bounded: beyond that there is no script.

import { type Settled, usualSeverities } from "../model/configuration";

interface Place {
  readonly line: number;
  readonly column: number;
}

type Step =
  | { readonly do: "open" | "edit"; readonly file: string; readonly text: string }
  | {
      readonly do: "edit";
      readonly file: string;
      readonly edits: readonly {
        readonly range: { readonly start: Place; readonly end: Place };
        readonly text: string;
      }[];
    }
  | { readonly do: "rename"; readonly file: string; readonly to: string }
  | { readonly do: "delete" | "show"; readonly file: string }
  | { readonly do: "check"; readonly files: string[]; readonly alone?: true }
  | { readonly do: "read"; times: number }
  | { readonly do: "ask"; readonly file: string; readonly question: string; readonly [parameter: string]: unknown }
  | { readonly do: "free-all" | "library" }
  | { readonly do: "reclaim"; readonly policy: string }
  | { readonly do: "configure"; readonly configuration: Configuration };

interface Configuration {
  readonly environment: {
    readonly "python-version": string;
    readonly "python-platform"?: string;
    readonly "extra-paths"?: readonly string[];
  };
  readonly rules?: Readonly<Record<string, string>>;
}

// Thousands of keystrokes, also where each has hundreds of files checked again. What is pasted counts as well.
const mostSteps = 20_000;
const mostBytes = 8_000_000;
const bytesOfStep = 64;
const bytesOfName = 8;

const configurationOf = (minor: number): Configuration => ({ environment: { "python-version": `3.${minor}` } });
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const decode = (text: Uint8Array | string): string => (typeof text === "string" ? text : decoder.decode(text));

export class Recording {
  #configuration = configurationOf(14);
  /** Files that were there before anything happened. */
  readonly #files = new Map<string, string>();
  #steps: Step[] = [];
  #shown = "";
  #bytes = 0;
  #isFull = false;

  begin(minor: number): void {
    this.#configuration = configurationOf(minor);
  }

  python(minor: number): void {
    if (this.#takes(0)) this.#add({ do: "configure", configuration: configurationOf(minor) });
  }

  configure({ python, platform, extraPaths, severities }: Settled): void {
    const environment = {
      "python-version": `3.${python}`,
      ...(platform !== "linux" && { "python-platform": platform }),
      ...(extraPaths.length > 0 && { "extra-paths": extraPaths }),
    };
    const rules = Object.fromEntries(Object.entries(severities).filter(([rule, its]) => its !== usualSeverities[rule]));
    const configuration = { environment, ...(Object.keys(rules).length > 0 && { rules }) };
    if (this.#steps.length === 0 && this.#files.size === 0) this.#configuration = configuration;
    else if (this.#takes(0)) this.#add({ do: "configure", configuration });
  }

  open(file: string, text: Uint8Array | string): void {
    if (!this.#takes(text.length)) return;
    if (this.#steps.length === 0) this.#files.set(file, decode(text));
    else this.#add({ do: "open", file, text: decode(text) });
  }

  setText(file: string, text: Uint8Array | string): void {
    if (this.#takes(text.length)) this.#add({ do: "edit", file, text: decode(text) });
  }

  edit(file: string, places: ArrayLike<number>, texts: readonly (Uint8Array | string)[]): void {
    if (!this.#takes(texts.reduce((total, text) => total + text.length + bytesOfStep, 0))) return;
    const place = (at: number): Place => ({ line: places[at] ?? 1, column: places[at + 1] ?? 1 });
    const edits = texts.map((text, i) => ({
      range: { start: place(4 * i), end: place(4 * i + 2) },
      text: decode(text),
    }));
    this.#add({ do: "edit", file, edits });
  }

  rename(file: string, to: string): void {
    if (this.#shown === file) this.#shown = to;
    if (this.#takes(0)) this.#add({ do: "rename", file, to });
  }

  close(file: string): void {
    if (this.#shown === file) this.#shown = "";
    if (this.#takes(0)) this.#add({ do: "delete", file });
  }

  show(file: string): void {
    if (file === this.#shown) return;
    this.#shown = file;
    if (this.#takes(0)) this.#add({ do: "show", file });
  }

  /** As far as the file alone tells, or all of it. */
  check(file: string, isAlone: boolean): void {
    const last = this.#steps.at(-1);
    if (last?.do === "check" && (last.alone ?? false) === isAlone) {
      if (this.#holds(bytesOfName)) last.files.push(file);
    } else if (this.#takes(0)) {
      this.#add({ do: "check", files: [file], ...(isAlone && { alone: true }) });
    }
  }

  /** So many files were read, in a check of many. */
  read(files: number): void {
    const last = this.#steps.at(-1);
    if (last?.do === "read") last.times += files;
    else if (this.#takes(0)) this.#add({ do: "read", times: files });
  }

  ask(file: string, question: string, parameters: string): void {
    if (!this.#takes(parameters.length)) return;
    const { file: _, ...rest }: Record<string, unknown> = JSON.parse(parameters);
    this.#add({ ...rest, do: "ask", file, question });
  }

  /** Rows of its table: which ones makes no difference. */
  nodes(file: string): void {
    const last = this.#steps.at(-1);
    const isSame = last?.do === "ask" && last.file === file && last.question === "nodes";
    if (!isSame && this.#takes(0)) this.#add({ do: "ask", file, question: "nodes" });
  }

  library(): void {
    if (this.#takes(0)) this.#add({ do: "library" });
  }

  freeAll(): void {
    if (this.#takes(0)) this.#add({ do: "free-all" });
  }

  reclaim(policy: string): void {
    if (this.#takes(0)) this.#add({ do: "reclaim", policy });
  }

  #add(step: Step): void {
    if (!this.#isFull) this.#steps.push(step);
  }

  /** Whether there is still room for a step that holds so much text. */
  #takes(bytes: number): boolean {
    return this.#holds(bytesOfStep + bytes);
  }

  /** Whether there is still room; no script is better than one that tells half of it. */
  #holds(bytes: number): boolean {
    this.#bytes += bytes;
    if (!this.#isFull && (this.#steps.length >= mostSteps || this.#bytes > mostBytes)) {
      this.#isFull = true;
      this.#files.clear();
      this.#steps = [];
    }
    return !this.#isFull;
  }

  /** A step a line; null if the session has become too long. */
  script(): string | null {
    if (this.#isFull) return null;
    const line = (value: unknown) => JSON.stringify(value);
    const files = [...this.#files].map(([path, text]) => `    ${line(path)}: ${line(text)}`);
    const steps = this.#steps.map((step) => `    ${line(step)}`);
    return [
      "{",
      '  "columns": "utf-16",',
      `  "configuration": ${line(this.#configuration)},`,
      `  "files": {\n${files.join(",\n")}\n  },`,
      `  "steps": [\n${steps.join(",\n")}\n  ]`,
      "}\n",
    ].join("\n");
  }
}
