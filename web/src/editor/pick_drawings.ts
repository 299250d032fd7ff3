// Places that are to be picked, marked in the source and listening for clicks. They move along with what is typed.

import type { Picks } from "../model/picks";
import type { Workspace } from "../model/workspace";
import { monacoRange } from "./markers";
import { monaco } from "./monaco";

const { NeverGrowsWhenTypingAtEdges } = monaco.editor.TrackedRangeStickiness;

export class PickDrawings {
  readonly #workspace: Workspace;
  readonly #marks: monaco.editor.IEditorDecorationsCollection;
  readonly #disposals: (() => void)[];

  constructor(editor: monaco.editor.ICodeEditor, workspace: Workspace) {
    this.#workspace = workspace;
    this.#marks = editor.createDecorationsCollection();
    const click = editor.onMouseUp(({ target }) => {
      if (target.position !== null && editor.getSelection()?.isEmpty() !== false) this.#pickAt(target.position);
    });
    this.#disposals = [() => click.dispose(), workspace.picks.subscribe(() => this.renew())];
    this.renew();
  }

  dispose(): void {
    for (const dispose of this.#disposals) dispose();
  }

  /** Those of the file that is shown, in the order of Picks. */
  get #places() {
    const picks = this.#workspace.picks.get();
    return picks === null ? [] : picks.places.filter(({ file }) => file === this.#workspace.active.get());
  }

  renew(): void {
    this.#marks.set([
      ...this.#places.map(({ span, state }) => ({
        range: monacoRange(span),
        options: {
          className: `pick-${state}`,
          inlineClassName: state === "open" ? "pick-target" : null,
          stickiness: NeverGrowsWhenTypingAtEdges,
          zIndex: 20,
        },
      })),
      ...this.#askedMark(this.#workspace.picks.get()),
    ]);
  }

  #askedMark(picks: Picks | null): monaco.editor.IModelDeltaDecoration[] {
    if (picks === null || picks.asked.file !== this.#workspace.active.get()) return [];
    const options = { className: "pick-asked", stickiness: NeverGrowsWhenTypingAtEdges, zIndex: 21 };
    return [{ range: monacoRange(picks.asked.span), options }];
  }

  #pickAt(at: monaco.IPosition): void {
    this.#places.find((_, index) => this.#marks.getRange(index)?.containsPosition(at))?.pick();
  }
}
