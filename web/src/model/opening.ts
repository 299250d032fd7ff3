import type { DoneList } from "./done";
import type { Drafts } from "./draft";
import { type Incoming, leftOutWords, projectOf } from "./incoming";
import type { Project } from "./project";
import type { Workspace } from "./workspace";

/** What was dropped onto the page or chosen from the disk. */
export type Arrival =
  /** A folder or a zip: a project of its own. */
  | ({ readonly is: "project"; readonly name: string; readonly project: Project } & Incoming)
  | ({ readonly is: "files" } & Incoming)
  | { readonly is: "problem"; readonly text: string };

const count = (files: number): string => (files === 1 ? "1 file" : `${files.toLocaleString("en")} files`);

/** Opens what arrives: a project as a draft of its own, files beside those that there are. */
export class Opening {
  readonly #workspace: Workspace;
  readonly #drafts: Drafts;
  readonly #done: DoneList;

  constructor(workspace: Workspace, drafts: Drafts, done: DoneList) {
    this.#workspace = workspace;
    this.#drafts = drafts;
    this.#done = done;
  }

  async open(arrival: Arrival): Promise<void> {
    if (arrival.is === "problem") {
      this.#done.tell(arrival.text);
      return;
    }
    const { files, leftOut } = arrival;
    const rest = leftOutWords(leftOut);
    if (files.length === 0) {
      this.#done.tell(rest === "" ? "There is no file in it." : `Nothing was opened.${rest}`);
    } else if (arrival.is === "files") {
      const ids = this.#workspace.add(files);
      // It may have been given another name than it came with.
      const { active } = projectOf(files);
      const first = files.findIndex(({ path }) => path === active);
      this.#workspace.activate(ids[Math.max(0, first)] as number);
      if (rest !== "") this.#done.tell(`${count(files.length)} opened.${rest}`);
    } else await this.#openProject(arrival.name, arrival.project, rest);
  }

  async #openProject(name: string, project: Project, rest: string): Promise<void> {
    const back = await this.#drafts.start(project);
    // What cannot be kept is not left.
    const undo = back ?? this.#drafts.replace(project);
    this.#done.tell(`${name} is open as a draft of its own, ${count(project.files.length)}.${rest}`, () => void undo());
  }
}
