import { folderOf, nameOf } from "./paths";
import type { FileId } from "./source_file";
import type { Tab } from "./workspace";

/** A line of the tree of files: a file, or a folder above what is in it. */
export interface FileTreeItem {
  readonly key: string;
  readonly depth: number;
  readonly name: string;
  readonly text: string;
  /** The whole path, of a folder without the slash behind it. */
  readonly path: string;
  /** Null of a folder. */
  readonly file: FileId | null;
}

interface Folder {
  readonly path: string;
  readonly inside: (Tab | Folder)[];
}

/** In the order of the files; a folder stands where the first of its files does. */
export function fileTree(tabs: readonly Tab[]): FileTreeItem[] {
  const root: Folder = { path: "", inside: [] };
  const folders = new Map<string, Folder>([["", root]]);
  const folderAt = (path: string): Folder => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const folder: Folder = { path, inside: [] };
    folders.set(path, folder);
    folderAt(folderOf(path)).inside.push(folder);
    return folder;
  };
  for (const tab of tabs) if (tab.origin === "page") folderAt(folderOf(tab.path)).inside.push(tab);

  const items: FileTreeItem[] = [];
  const stack: { readonly entry: Tab | Folder; readonly depth: number }[] = [];
  const push = (folder: Folder, depth: number) => {
    for (const entry of folder.inside.toReversed()) stack.push({ entry, depth });
  };
  push(root, 0);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { entry, depth } = next;
    const { path } = entry;
    const name = nameOf(path);
    if ("inside" in entry) {
      items.push({ key: `${path}/`, depth, name, text: `Folder ${name}`, path, file: null });
      push(entry, depth + 1);
    } else items.push({ key: path, depth, name, text: name, path, file: entry.id });
  }
  return items;
}
