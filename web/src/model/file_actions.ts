import type { DoneList } from "./done";
import { folderOf, isWithin, nameOf, type PathProblem, pathProblem } from "./paths";
import type { FileId } from "./source_file";
import type { Tab, Workspace } from "./workspace";

/** What a visitor does with files, by name, in the tabs or in the tree of files. */
export class FileActions {
  readonly #workspace: Workspace;
  readonly #done: DoneList;

  constructor(workspace: Workspace, done: DoneList) {
    this.#workspace = workspace;
    this.#done = done;
  }

  create(folder = ""): FileId {
    return this.#workspace.create(folder === "" ? "untitled.py" : `${folder}/untitled.py`);
  }

  /** Why the file cannot have that path; null if it has it now, perhaps with a number because another one has it. */
  rename(id: FileId, path: string): PathProblem | null {
    const wanted = path.trim();
    const problem = pathProblem(wanted);
    if (problem === null) this.#workspace.rename(id, wanted);
    return problem;
  }

  /** All that is in a folder is in another one then, which may be there already. */
  renameFolder(folder: string, to: string): PathProblem | null {
    const wanted = to.trim().replace(/\/+$/, "");
    const problem = wanted === "" ? null : pathProblem(wanted);
    if (problem !== null) return problem;
    for (const { id, path } of this.#within(folder)) {
      const rest = path.slice(folder.length + 1);
      this.#workspace.rename(id, wanted === "" ? rest : `${wanted}/${rest}`);
    }
    return null;
  }

  /** A stub only loses its tab. */
  remove(id: FileId): void {
    const tab = this.#tab(id);
    if (tab === undefined) return;
    const undo = this.#workspace.remove(id);
    if (tab.origin === "page") this.#done.tell(`${tab.path} is deleted.`, undo);
  }

  removeFolder(folder: string): void {
    const inside = this.#within(folder);
    const undos = inside.map(({ id }) => this.#workspace.remove(id));
    this.#done.tell(`${folder}/ is deleted, with ${inside.length === 1 ? "1 file" : `${inside.length} files`}.`, () => {
      for (const undo of undos.reverse()) undo();
    });
  }

  /** One place on or back among the tabs, or among the files of its folder. Whether there is one. */
  step(id: FileId, by: 1 | -1, among: "tabs" | "folder"): boolean {
    const tabs = this.#workspace.tabs.get();
    const own = this.#tab(id);
    const beside = among === "tabs" ? tabs : tabs.filter(({ path }) => folderOf(path) === folderOf(own?.path ?? ""));
    const other = beside[beside.findIndex((tab) => tab.id === id) + by];
    if (other === undefined) return false;
    this.takePlace(id, other.id);
    return true;
  }

  /** Puts a tab where another one is, which gives way. */
  takePlace(id: FileId, other: FileId): void {
    const place = this.#workspace.tabs.get().findIndex((tab) => tab.id === other);
    if (place >= 0) this.#workspace.move(id, place);
  }

  /** Puts a file before another one, into its folder. */
  putBefore(id: FileId, other: FileId): void {
    const [tab, target] = [this.#tab(id), this.#tab(other)];
    if (tab === undefined || target === undefined || id === other) return;
    this.#moveInto(tab, folderOf(target.path));
    const rest = this.#workspace.tabs.get().filter((one) => one.id !== id);
    this.#workspace.move(
      id,
      rest.findIndex((one) => one.id === other),
    );
  }

  /** Puts a file into a folder, behind all that is there. */
  putInto(id: FileId, folder: string): void {
    const tab = this.#tab(id);
    if (tab === undefined) return;
    this.#moveInto(tab, folder);
    const rest = this.#workspace.tabs.get().filter((one) => one.id !== id);
    const last = rest.findLastIndex(({ path, origin }) => origin === "page" && isWithin(path, folder));
    this.#workspace.move(id, last + 1);
  }

  #moveInto({ id, path, origin }: Tab, folder: string): void {
    if (origin !== "page" || folderOf(path) === folder) return;
    this.#workspace.rename(id, folder === "" ? nameOf(path) : `${folder}/${nameOf(path)}`);
  }

  #tab(id: FileId): Tab | undefined {
    return this.#workspace.tabs.get().find((tab) => tab.id === id);
  }

  #within(folder: string): readonly Tab[] {
    return this.#workspace.tabs.get().filter(({ path, origin }) => origin === "page" && isWithin(path, folder));
  }
}
