// Files that are not the page's: stubs of the standard library, which are only read.

import type { Location } from "./names";
import type { Asker } from "./questions";
import type { FileId } from "./source_file";
import type { Workspace } from "./workspace";

export class Stubs {
  readonly #workspace: Workspace;
  readonly #asker: Asker;
  /** Sources that have been asked for, by path. */
  readonly #asked = new Map<string, Promise<FileId | null>>();

  constructor(workspace: Workspace, asker: Asker) {
    this.#workspace = workspace;
    this.#asker = asker;
  }

  /** The file of a path, whether it is open or a stub that may be opened; `asking` is any file that is there. */
  async hold(path: string, asking: FileId): Promise<FileId | null> {
    const known = this.#workspace.fileAt(path);
    if (known !== null) return known;
    const asked = this.#asked.get(path) ?? this.#ask(path, asking).finally(() => this.#asked.delete(path));
    this.#asked.set(path, asked);
    return asked;
  }

  async #ask(path: string, asking: FileId): Promise<FileId | null> {
    const answer = await this.#asker.ask("sourceOf", { file: asking, path }, `source of ${path}`);
    return answer === null || answer.value === null ? null : this.#workspace.holdStub(path, answer.value);
  }

  /** Shows a file of the library. */
  async open(path: string, asking: FileId): Promise<void> {
    const file = await this.hold(path, asking);
    if (file !== null) this.#workspace.activate(file);
  }

  /** The places, each with its file, which is a stub where no file is open; those of which there is no text are left out. */
  async locate<Place extends Pick<Location, "path" | "file">>(
    places: readonly Place[],
    asking: FileId,
  ): Promise<(Place & { readonly file: FileId })[]> {
    const located: (Place & { readonly file: FileId })[] = [];
    // One behind the other: several may be in one file.
    for (const place of places) {
      const file = place.file ?? (await this.hold(place.path, asking));
      if (file !== null) located.push({ ...place, file });
    }
    return located;
  }
}
