// What the page shows before anybody has done anything: a name that resolves past a class, and a tree that is freed and
// parsed again, because somebody asks who else uses a class of the first file.

import type { Point } from "./place";
import type { Asker } from "./questions";
import type { Workspace } from "./workspace";

/** Asks who uses the name there, once all files have been checked. */
export function showTreesAtWork(workspace: Workspace, asker: Asker, path: string, at: Point): void {
  const ask = () => {
    const file = workspace.fileAt(path);
    const own = workspace.tabs.get().filter(({ origin }) => origin === "page");
    const checked = workspace.checked.get();
    if (file === null || !own.every(({ id }) => checked.has(id))) return;
    stop();
    void asker.ask("references", { file, at }, "opening");
  };
  const stop = workspace.checked.subscribe(ask);
}
