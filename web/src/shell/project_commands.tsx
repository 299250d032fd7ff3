import { useEffect, useState } from "react";
import type { Commands } from "../model/commands";
import type { NamesView } from "../model/names_view";
import type { Workspace } from "../model/workspace";
import { DraftHistory } from "../panels/drafts/draft_history";
import { DraftList } from "../panels/drafts/draft_list";
import { download } from "./download";
import type { ProjectModels } from "./project_models";
import { openHanded } from "./use_file_drop";

interface ProjectCommandsProps {
  workspace: Workspace;
  names: NamesView;
  project: ProjectModels;
  commands: Commands;
}

function choose(isFolder: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = !isFolder;
    input.webkitdirectory = isFolder;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.click();
  });
}

const builtins = "typeshed:stdlib/builtins.pyi";

/** What can be done with the project as a whole, with the dialogs that it takes. */
export function ProjectCommands({ workspace, names, project, commands }: ProjectCommandsProps) {
  const [shown, show] = useState<"drafts" | "history" | null>(null);
  useEffect(() => {
    const { drafts, done, files, opening } = project;
    const open = async (isFolder: boolean) => openHanded(opening, await choose(isFolder));
    const showBuiltins = async () => {
      const asking = workspace.active.get();
      if (asking === null || !(await names.asker.loadLibrary())) done.tell("The stubs could not be loaded.");
      else await names.stubs.open(builtins, asking);
    };
    const hasFiles = () => workspace.project().files.length > 0;
    return commands.register([
      { id: "files.new", title: "New file", group: "Project", run: () => void files.create() },
      { id: "files.open", title: "Open files or a zip…", group: "Project", run: () => void open(false) },
      { id: "files.folder", title: "Open a folder…", group: "Project", run: () => void open(true) },
      {
        ...{ id: "files.download", title: "Download as zip", group: "Project" },
        ...{ isEnabled: hasFiles, run: () => void download(workspace.project()) },
      },
      {
        ...{ id: "files.builtins", title: "Show builtins.pyi", group: "Project" },
        ...{ isEnabled: () => workspace.active.get() !== null, run: () => void showBuiltins() },
      },
      { id: "drafts.history", title: "History of this draft…", group: "Project", run: () => show("history") },
      { id: "drafts.all", title: "All drafts…", group: "Project", run: () => show("drafts") },
      {
        ...{ id: "drafts.reset", title: "Reset to the example", group: "Project" },
        run: () => done.tell("The draft begins anew with the example.", drafts.reset()),
      },
      {
        ...{ id: "edit.back", title: "Take back what was just done", group: "Edit", shortcuts: ["Mod+Alt+Z"] },
        ...{ isEnabled: () => done.last.get()?.undo != null, run: () => done.undo() },
      },
    ]);
  }, [workspace, names, project, commands]);
  const close = () => show(null);
  return (
    <>
      <DraftHistory
        {...{ workspace, drafts: project.drafts, done: project.done }}
        isOpen={shown === "history"}
        onClose={close}
      />
      <DraftList drafts={project.drafts} done={project.done} isOpen={shown === "drafts"} onClose={close} />
    </>
  );
}
