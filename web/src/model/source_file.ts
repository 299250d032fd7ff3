import { SourceText, type TextEdit } from "./source_text";

/** Good for as long as the page is open; never given twice. */
export type FileId = number;

interface Change {
  /** Null if only the whole text tells what changed. */
  readonly edits: readonly TextEdit[] | null;
}

// Whoever is further behind than this takes the whole text, which is then cheaper.
const rememberedChanges = 256;

/** `library`: a stub of the standard library. It is only read: the checker has it from elsewhere, and does not check it. */
export type FileOrigin = "page" | "library";

/** A file of the workspace: its text, counted versions of it, and how the last few came about. */
export class SourceFile {
  readonly id: FileId;
  readonly origin: FileOrigin;
  readonly #text: SourceText;
  #changes: Change[] = [];
  #version = 1;

  constructor(id: FileId, text: string, origin: FileOrigin = "page") {
    this.id = id;
    this.origin = origin;
    this.#text = new SourceText(text);
  }

  /** Counts up from 1 with every change. */
  get version(): number {
    return this.#version;
  }

  get text(): SourceText {
    return this.#text;
  }

  edit(edits: readonly TextEdit[]): void {
    this.#changes.push({ edits: this.#text.apply(edits) });
    if (this.#changes.length > 2 * rememberedChanges) this.#changes = this.#changes.slice(-rememberedChanges);
    this.#version += 1;
  }

  /** The changes that lead from a version to the present one, oldest first; null if the whole text is needed. */
  editsSince(version: number): readonly (readonly TextEdit[])[] | null {
    const missing = this.#version - version;
    if (missing < 0 || missing > Math.min(this.#changes.length, rememberedChanges)) return null;
    const batches: (readonly TextEdit[])[] = [];
    for (const { edits } of this.#changes.slice(this.#changes.length - missing)) {
      if (edits === null) return null;
      batches.push(edits);
    }
    return batches;
  }
}
