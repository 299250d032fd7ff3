// Where things stand in a TOML text, and how one of them is changed with all the rest left as it is: order, comments,
// blank lines. It takes any text and judges none; what is valid the checker says.
//
//     [rules]                       # a header
//     unused-import = "error"       # an entry: path rules · unused-import, value "error"
//     environment = { a = 1 }       # an entry, and one in it: path rules · environment · a

/** From `start` to `end`, in UTF-16 units of the text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface TomlEntry {
  readonly path: readonly string[];
  readonly key: TextRange;
  readonly value: TextRange;
  /** Whether it stands in the braces of another. */
  readonly isInline: boolean;
}

export interface TomlHeader {
  readonly path: readonly string[];
  /** With its brackets. */
  readonly range: TextRange;
}

export interface Toml {
  readonly headers: readonly TomlHeader[];
  readonly entries: readonly TomlEntry[];
}

export interface TomlEdit extends TextRange {
  readonly text: string;
}

// Deeper than this the checker reads nothing either; and no setting has a path of nearly so many parts.
const mostLevels = 256;

class Scanner {
  readonly #text: string;
  #at = 0;
  /** Lists and braces around the place. */
  #levels = 0;
  readonly headers: TomlHeader[] = [];
  readonly entries: TomlEntry[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): Toml {
    let table: readonly string[] = [];
    while (this.#at < this.#text.length) {
      this.#skip(/[\s\uFEFF]*/y);
      const start = this.#at;
      if (this.#text[start] === "[") {
        this.#skip(/\[+[ \t]*/y);
        table = this.#keys();
        this.#skip(/[ \t]*\]*/y);
        this.headers.push({ path: table, range: { start, end: this.#at } });
      } else {
        this.#entry(table, false);
      }
      this.#skip(/[^\n]*/y);
    }
    return this;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  /** Keys with dots between them. */
  #keys(): string[] {
    const keys: string[] = [];
    for (;;) {
      const quoted = this.#quoted();
      const key = quoted === "" ? this.#skip(/[^\s.=\]#"'{},]*/y) : quoted.slice(1).replace(/["']$/, "");
      if (keys.length < mostLevels) keys.push(key);
      const end = this.#at;
      if (!this.#skip(/[ \t]*\.[ \t]*/y)) {
        this.#at = end;
        return keys.filter((key) => key !== "");
      }
    }
  }

  /** A string of one line with its quotes; empty where there is none. */
  #quoted(): string {
    if (this.#text[this.#at] !== '"') return this.#skip(/'[^'\n]*'?/y);
    const start = this.#at;
    this.#at += 1;
    // Step by step: what a pattern repeats, it remembers each time, until its room is full.
    while (this.#skip(/[^"\\\n]+|\\./y) !== "");
    this.#skip(/"/y);
    return this.#text.slice(start, this.#at);
  }

  #entry(table: readonly string[], isInline: boolean): void {
    const start = this.#at;
    const keys = this.#keys();
    const key = { start, end: this.#at };
    this.#skip(/[ \t]*/y);
    if (keys.length === 0 || this.#text[this.#at] !== "=") return;
    this.#at += 1;
    this.#skip(/[ \t]*/y);
    const path = [...table, ...keys];
    // Before what it holds.
    const place = this.entries.length;
    const value = this.#value(path);
    this.entries.splice(place, 0, { path, key, value, isInline });
  }

  #value(path: readonly string[]): TextRange {
    const start = this.#at;
    if (this.#skip(/"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)/y) === "" && this.#quoted() === "") {
      if (this.#text[start] === "[") this.#list(path, "]");
      else if (this.#text[start] === "{") this.#list(path, "}");
      else this.#skip(/[^\s,\]}#]+/y);
    }
    return { start, end: this.#at };
  }

  #list(path: readonly string[], end: "]" | "}"): void {
    // Read as nothing, which ends what is around it, too.
    if (this.#levels === mostLevels) return;
    this.#levels += 1;
    this.#at += 1;
    this.#items(path, end);
    this.#levels -= 1;
  }

  #items(path: readonly string[], end: "]" | "}"): void {
    for (;;) {
      while (this.#skip(/[\s,]+|#[^\n]*/y) !== "");
      if (this.#at >= this.#text.length) return;
      if (this.#text[this.#at] === end) {
        this.#at += 1;
        return;
      }
      const before = this.#at;
      if (end === "}") this.#entry(path, true);
      else this.#value(path);
      // What is neither: a bracket of the other kind, or a line that begins something else.
      if (this.#at === before) return;
    }
  }
}

export function scanToml(text: string): Toml {
  const { headers, entries } = new Scanner(text).run();
  return { headers, entries };
}

const isSamePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((part, i) => part === b[i]);

export function entryAt(toml: Toml, path: readonly string[]): TomlEntry | undefined {
  return toml.entries.find((entry) => isSamePath(entry.path, path));
}

/** The text of a string value; null for what is none. */
export function stringOf(text: string, { value }: TomlEntry): string | null {
  const source = text.slice(value.start, value.end);
  return (
    /^(?:"([^"\\\n]*)"|'([^'\n]*)')$/
      .exec(source)
      ?.slice(1)
      .find((inner) => inner !== undefined) ?? null
  );
}

const written = (key: string): string => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key));

/** The end of the line without its line end. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

/** The edit after which the path has that value, written as TOML; null if it has it. */
export function settingEdit(text: string, path: readonly string[], value: string): TomlEdit | null {
  const toml = scanToml(text);
  const entry = entryAt(toml, path);
  if (entry !== undefined) {
    const { start, end } = entry.value;
    return text.slice(start, end) === value ? null : { start, end, text: value };
  }
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const table = path.slice(0, -1);
  const line = `${written(path.at(-1) ?? "")} = ${value}`;
  const braces = entryAt(toml, table);
  if (table.length > 0 && braces !== undefined) return intoBraces(text, toml, braces, line);
  const dotted = toml.entries
    .filter(({ path: its, isInline }) => !isInline && isSamePath(its.slice(0, -1), table))
    .at(-1);
  const header = toml.headers.find((one) => isSamePath(one.path, table));
  if (header === undefined && table.length > 0 && dotted !== undefined) {
    // `rules.a = 1` allows no header of that name: the next one is written as it is.
    const above = toml.headers.filter(({ range }) => range.start < dotted.key.start).at(-1)?.path.length ?? 0;
    const at = lineEnd(text, dotted.value.end);
    return { start: at, end: at, text: `${eol}${path.slice(above).map(written).join(".")} = ${value}` };
  }
  if (header === undefined && table.length > 0) {
    const isBlank = text.trim() === "";
    const before = isBlank || /\n\r?\n$/.test(text) ? "" : text.endsWith("\n") ? eol : eol + eol;
    const start = isBlank ? 0 : text.length;
    return { start, end: text.length, text: `${before}[${table.map(written).join(".")}]${eol}${line}${eol}` };
  }
  // Behind the last of its table.
  const from = header?.range.end ?? 0;
  const to = toml.headers.find(({ range }) => range.start >= from)?.range.start ?? text.length;
  const last = toml.entries
    .filter(({ value: its, isInline }) => !isInline && its.start >= from && its.end <= to)
    .at(-1);
  if (header === undefined && last === undefined) return { start: 0, end: 0, text: `${line}${eol}` };
  const at = lineEnd(text, last?.value.end ?? from);
  return { start: at, end: at, text: `${eol}${line}` };
}

function intoBraces(text: string, toml: Toml, braces: TomlEntry, line: string): TomlEdit | null {
  const { start, end } = braces.value;
  if (text[start] !== "{") return null;
  const last = toml.entries.filter(({ value, isInline }) => isInline && value.start > start && value.end <= end).at(-1);
  if (last === undefined) return { start, end, text: `{ ${line} }` };
  return { start: last.value.end, end: last.value.end, text: `, ${line}` };
}

/** The edit after which the path has no value; null if it has none. */
export function removalEdit(text: string, path: readonly string[]): TomlEdit | null {
  const toml = scanToml(text);
  const entry = entryAt(toml, path);
  if (entry === undefined) return null;
  if (entry.isInline) {
    const before = /,?[ \t]*$/.exec(text.slice(0, entry.key.start))?.[0] ?? "";
    const behind = before.startsWith(",") ? "" : (/^[ \t]*,[ \t]*/.exec(text.slice(entry.value.end))?.[0] ?? "");
    const start = entry.key.start - (before.startsWith(",") ? before.length : 0);
    return { start, end: entry.value.end + behind.length, text: "" };
  }
  // With its line, and what is said of it there.
  const start = text.lastIndexOf("\n", entry.key.start - 1) + 1;
  const next = text.indexOf("\n", entry.value.end);
  return { start, end: next < 0 ? text.length : next + 1, text: "" };
}
