import type { DoneList } from "../model/done";
import type { Drafts } from "../model/draft";
import type { FileActions } from "../model/file_actions";
import type { Opening } from "../model/opening";

/** What the page knows of the project as a whole, besides its files. */
export interface ProjectModels {
  readonly drafts: Drafts;
  readonly done: DoneList;
  readonly files: FileActions;
  readonly opening: Opening;
}
