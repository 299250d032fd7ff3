// Files that come from outside, dropped or unpacked: which of them are taken, under what path, and what is said of the rest.

import { type PathProblem, pathProblem, projectPath } from "./paths";
import type { Project, ProjectFile } from "./project";

export const incomingLimits = {
  files: 5000,
  fileBytes: 16_000_000,
  bytes: 32_000_000,
} as const;

export type LeftOutReason =
  | PathProblem
  | "it is no text"
  | "it is larger than 16 MB"
  | "it cannot be read"
  | IncomingEnd;

/** Why no more is taken. */
export type IncomingEnd = "there are more than 5,000 files" | "all of it is larger than 32 MB";

export interface LeftOut {
  readonly path: string;
  readonly because: LeftOutReason | string;
}

export interface Incoming {
  readonly files: readonly ProjectFile[];
  readonly leftOut: readonly LeftOut[];
}

// As it is: a byte-order mark stays in the text.
const exactly = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const anyhow = new TextDecoder("utf-8", { ignoreBOM: true });

/** Made by tools, or no part of what one works on. */
const passedOver = /(^|\/)(\.git|\.hg|\.venv|venv|node_modules|site-packages|__pycache__|__MACOSX|\.DS_Store)(\/|$)/;

/** What need not be read to know it. */
const noText =
  /\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|bz2|xz|7z|whl|so|dll|dylib|exe|pyc|pyd|npy|parquet|sqlite3?|mp[34]|woff2?)$/i;

const isPython = (path: string): boolean => /\.pyi?$/.test(path);

export class Gathering {
  readonly #files: ProjectFile[] = [];
  readonly #leftOut: LeftOut[] = [];
  #bytes = 0;
  #end: IncomingEnd | null = null;

  /** Nothing more is taken. */
  get isOver(): boolean {
    return this.#end !== null;
  }

  /** Whether nobody works on what is there. */
  passesOver(path: string): boolean {
    return passedOver.test(path);
  }

  /** The path it would have in the project; null if it is not wanted, which has been noted. */
  wants(given: string, bytes: number): string | null {
    const path = projectPath(given);
    if (this.passesOver(path)) return null;
    const problem = pathProblem(path) ?? (noText.test(path) ? "it is no text" : null);
    if (problem !== null) return this.leaveOut(given, problem);
    if (this.#end !== null) return this.leaveOut(given, this.#end);
    if (bytes > incomingLimits.fileBytes) return this.leaveOut(path, "it is larger than 16 MB");
    if (this.#files.length >= incomingLimits.files) this.#end = "there are more than 5,000 files";
    else if (this.#bytes + bytes > incomingLimits.bytes) this.#end = "all of it is larger than 32 MB";
    if (this.#end !== null) return this.leaveOut(path, this.#end);
    // What turns out to be no text has been read all the same.
    this.#bytes += bytes;
    return path;
  }

  /** A file that is wanted. */
  take(path: string, bytes: Uint8Array): void {
    const text = textOf(path, bytes);
    if (text === null) this.leaveOut(path, "it is no text");
    else this.#files.push({ path, text });
  }

  leaveOut(path: string, because: LeftOut["because"]): null {
    this.#leftOut.push({ path, because });
    return null;
  }

  get all(): Incoming {
    return { files: this.#files, leftOut: this.#leftOut };
  }
}

/** Whatever is Python is opened, even if its bytes are not all UTF-8. */
function textOf(path: string, bytes: Uint8Array): string | null {
  try {
    return exactly.decode(bytes);
  } catch {
    return isPython(path) ? anyhow.decode(bytes) : null;
  }
}

/**
 * The files of a folder as a project. The folder itself is its root, unless it is a package, which is imported by the
 * folder's name.
 */
export function projectOfFolder(files: readonly ProjectFile[]): Project {
  const [root] = files[0]?.path.split("/", 1) ?? [];
  const isOne = root !== undefined && files.every(({ path }) => path.startsWith(`${root}/`));
  const isPackage = files.some(({ path }) => path === `${root}/__init__.py` || path === `${root}/__init__.pyi`);
  const own =
    isOne && !isPackage ? files.map(({ path, text }) => ({ path: path.slice(root.length + 1), text })) : files;
  return projectOf(own);
}

/** What one looks at first: a file of the root, if there is one of Python. */
export function projectOf(files: readonly ProjectFile[]): Project {
  const python = files.filter(({ path }) => isPython(path));
  const first = python.find(({ path }) => !path.includes("/")) ?? python[0] ?? files[0];
  return { files, active: first?.path ?? null };
}

/** "a.pyc and 2 others were left out: it is no text", in a sentence or none. */
export function leftOutWords(leftOut: readonly LeftOut[]): string {
  const [first] = leftOut;
  if (first === undefined) return "";
  const name = first.path.length > 60 ? `${first.path.slice(0, 57)}…` : first.path;
  const rest =
    leftOut.length === 1 ? "was" : leftOut.length === 2 ? "and another were" : `and ${leftOut.length - 1} others were`;
  return ` ${name || "A file without a name"} ${rest} left out, since ${first.because}.`;
}
