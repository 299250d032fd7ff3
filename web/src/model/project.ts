export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** What makes a project, whoever shows it. Its configuration is among the files (`configurationPaths`). */
export interface Project {
  /** In the order of their tabs; no path twice. */
  readonly files: readonly ProjectFile[];
  /** The path of the file that is shown. */
  readonly active: string | null;
}

export function sameProject(a: Project, b: Project): boolean {
  return (
    a.active === b.active &&
    a.files.length === b.files.length &&
    a.files.every((file, i) => file.path === b.files[i]?.path && file.text === b.files[i]?.text)
  );
}

/** About what it takes in storage: two bytes for a UTF-16 code unit. */
export function projectBytes({ files }: Project): number {
  return files.reduce((bytes, { path, text }) => bytes + 2 * (path.length + text.length), 0);
}
