import type { Diagnostic } from "./diagnostic.ts";
import { instantiate } from "./load.ts";
import type { NodeRows, PellucidModule, Session } from "./session.ts";

export interface CheckerOptions {
  /** Such as `3.12`; 3.8 to 3.15, and 3.14 unless said. */
  readonly python?: string;
  /** The pack of the standard library's stubs (`loadStubs`). Without it, imports of the library are not looked into. */
  readonly stubs?: Uint8Array;
}

function minorOf(python: string): number {
  const minor = Number(/^3\.(\d+)$/.exec(python)?.[1] ?? Number.NaN);
  if (!(minor >= 8 && minor <= 15)) throw new RangeError(`Python ${python} is not one of 3.8 to 3.15`);
  return minor;
}

/**
 * A project's files, and what is wrong with them. After each change only that is computed anew which depends on it.
 *
 * It runs where it is called, so an interface wants it in a worker. If a call throws a `WebAssembly.RuntimeError` the checker
 * is beyond use: make another one of the same compiled module, and write the files again.
 */
export class Checker {
  readonly #session: Session;
  readonly #files = new Map<string, number>();

  constructor(module: PellucidModule, { python = "3.14", stubs }: CheckerOptions = {}) {
    this.#session = new module.Session(minorOf(python));
    if (stubs === undefined) return;
    const problem = this.#session.setStubs(stubs);
    if (problem !== "") throw new Error(`the stubs cannot be read: ${problem}`);
  }

  setPython(python: string): void {
    this.#session.setVersion(minorOf(python));
  }

  /** Paths, in the order in which they came. */
  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** A new file, or a new text of one. Paths are relative to the project, with `/`; imports go by them. */
  write(path: string, text: string): void {
    const file = this.#files.get(path);
    if (file === undefined) this.#files.set(path, this.#session.open(path, encode(text)));
    else this.#session.setText(file, encode(text));
  }

  remove(path: string): void {
    this.#session.close(this.#file(path));
    this.#files.delete(path);
  }

  /** In the order of the text. */
  check(path: string): readonly Diagnostic[] {
    return JSON.parse(this.#session.diagnostics(this.#file(path))) as Diagnostic[];
  }

  checkAll(): readonly Diagnostic[] {
    return this.paths.flatMap((path) => this.check(path));
  }

  /** The file as one flat table, a row for each piece of syntax, parents above their children. */
  nodes(path: string): NodeRows {
    return this.#session.nodeColumns(this.#file(path));
  }

  /** Gives its memory back; it must not be used afterwards. */
  dispose(): void {
    this.#files.clear();
    this.#session.delete();
  }

  #file(path: string): number {
    const file = this.#files.get(path);
    if (file === undefined) throw new Error(`there is no file ${path}`);
    return file;
  }
}

const utf8 = new TextEncoder();
const encode = (text: string) => utf8.encode(text);

/** A checker of a module that is compiled already. */
export async function checkerOf(compiled: WebAssembly.Module, options?: CheckerOptions): Promise<Checker> {
  return new Checker(await instantiate(compiled), options);
}
