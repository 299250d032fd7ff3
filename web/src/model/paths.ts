// Paths within a project: names joined by "/", of which none leads out of it.

/** Why a path is none of a project's, in words that go on "because …". */
export type PathProblem =
  | "it is empty"
  | "it is too long"
  | "it leads out of the project"
  | "it has a folder without a name"
  | "it has characters that no name has";

const longest = 1000;

/** Null if it can be a file's. */
export function pathProblem(path: string): PathProblem | null {
  if (path === "") return "it is empty";
  if (path.length > longest) return "it is too long";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
  if (/[\u0000-\u001f\u007f]/.test(path) || !path.isWellFormed()) return "it has characters that no name has";
  const names = path.split("/");
  if (path.startsWith("/") || /^[a-z]:/i.test(path) || names.includes("..")) return "it leads out of the project";
  return names.some((name) => name === "" || name === ".") ? "it has a folder without a name" : null;
}

/** As others write it, who may separate folders by a backslash. */
export function projectPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export const isWithin = (path: string, folder: string): boolean => folder === "" || path.startsWith(`${folder}/`);

/** The path, with a number if it is taken. */
export function freePath(path: string, taken: ReadonlySet<string>): string {
  if (!taken.has(path)) return path;
  const [, stem, ending] = /^(.*?)(\.[^./]*)?$/s.exec(path) ?? ["", path, ""];
  for (let number = 2; ; ++number) {
    const candidate = `${stem}_${number}${ending ?? ""}`;
    if (!taken.has(candidate)) return candidate;
  }
}
