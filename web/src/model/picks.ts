// Places of the source one of which a visitor is asked to pick: by a click into the source, or from a list elsewhere.

import type { Span } from "./place";
import type { FileId } from "./source_file";

export interface Pick {
  readonly file: FileId;
  readonly span: Span;
  readonly state: "open" | "right" | "wrong";
  /** What a click on it does. */
  readonly pick: () => void;
}

export interface Picks {
  /** What the question is about. */
  readonly asked: { readonly file: FileId; readonly span: Span };
  readonly places: readonly Pick[];
}
