// What is known of names, drawn into the source: tinted scopes, a scope in the light, the places of a symbol, the branches
// between a use and its definitions, and arrows.

import type { Band, BranchNote, DrawnBands, DrawnNames, Mark, MarkRole } from "../model/drawing";
import type { NamesView } from "../model/names_view";
import { comparePoints, type Span } from "../model/place";
import type { FileId } from "../model/source_file";
import { depthClass } from "../ui/swatch";
import { ArrowLayer } from "./arrow_layer";
import { monacoRange } from "./markers";
import { monaco } from "./monaco";

type Decoration = monaco.editor.IModelDeltaDecoration;

const { NeverGrowsWhenTypingAtEdges } = monaco.editor.TrackedRangeStickiness;

// Columns further to the right are tinted from this one on.
const mostIndent = 40;

/** A class for every column that a scope may begin at. */
function indentSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  for (let columns = 1; columns <= mostIndent; ++columns)
    sheet.insertRule(`.editor-pane .scope-indent-${columns} { margin-left: ${columns}ch; }`);
  return sheet;
}
document.adoptedStyleSheets.push(indentSheet());

function bandDecoration({ span, depth, isBlock }: Band): Decoration {
  const className = isBlock
    ? `scope-band scope-indent-${Math.min(span.start.column - 1, mostIndent)} ${depthClass(depth)}`
    : `scope-inline ${depthClass(depth)}`;
  return {
    range: monacoRange(span),
    options: { className, isWholeLine: isBlock, stickiness: NeverGrowsWhenTypingAtEdges, zIndex: depth },
  };
}

/** What lies between and around the spans, which come in the order of the text. */
function around(spans: readonly Span[], model: monaco.editor.ITextModel): monaco.IRange[] {
  const whole = model.getFullModelRange();
  const gaps: monaco.IRange[] = [];
  let at = { line: 1, column: 1 };
  const close = (line: number, column: number) => {
    if (comparePoints(at, { line, column }) < 0)
      gaps.push({ startLineNumber: at.line, startColumn: at.column, endLineNumber: line, endColumn: column });
  };
  for (const { start, end } of spans) {
    close(start.line, start.column);
    at = end;
  }
  close(whole.endLineNumber, whole.endColumn);
  return gaps;
}

const dimmed = (range: monaco.IRange): Decoration => ({
  range,
  options: { inlineClassName: "dimmed", stickiness: NeverGrowsWhenTypingAtEdges },
});

const markClasses: Record<MarkRole, string> = {
  use: "name-use",
  definition: "name-definition",
  removal: "name-removal",
  same: "name-same",
  evidence: "name-evidence",
};

const markDecoration = ({ span, role }: Mark): Decoration => ({
  range: monacoRange(span),
  options: { className: markClasses[role], stickiness: NeverGrowsWhenTypingAtEdges, zIndex: 10 },
});

/** A bar along the branch, and at the end of its first line what it does. */
function branchDecorations({ span, effect, text }: BranchNote, model: monaco.editor.ITextModel): Decoration[] {
  const { line } = span.start;
  const end = model.getLineMaxColumn(Math.min(line, model.getLineCount()));
  return [
    {
      range: monacoRange(span),
      options: {
        isWholeLine: true,
        linesDecorationsClassName: `branch-bar branch-${effect}`,
        stickiness: NeverGrowsWhenTypingAtEdges,
      },
    },
    {
      range: { startLineNumber: line, startColumn: end, endLineNumber: line, endColumn: end },
      options: {
        after: {
          content: `\u2003${text}\u2003`,
          inlineClassName: `branch-note branch-note-${effect}`,
          cursorStops: monaco.editor.InjectedTextCursorStops.None,
        },
        showIfCollapsed: true,
        stickiness: NeverGrowsWhenTypingAtEdges,
      },
    },
  ];
}

/** Whether what is drawn is about the file on the screen and its present text. */
type IsFresh = (file: FileId, version: number) => boolean;

export class NameDrawings {
  readonly #editor: monaco.editor.ICodeEditor;
  readonly #names: NamesView;
  readonly #isFresh: IsFresh;
  readonly #bands: monaco.editor.IEditorDecorationsCollection;
  readonly #marks: monaco.editor.IEditorDecorationsCollection;
  readonly #ends: monaco.editor.IEditorDecorationsCollection;
  readonly #arrows: ArrowLayer;
  readonly #disposals: (() => void)[];
  #drawnBands: DrawnBands | null = null;
  #drawn: DrawnNames | null = null;

  constructor(editor: monaco.editor.ICodeEditor, names: NamesView, isFresh: IsFresh) {
    this.#editor = editor;
    this.#names = names;
    this.#isFresh = isFresh;
    this.#bands = editor.createDecorationsCollection();
    this.#marks = editor.createDecorationsCollection();
    this.#ends = editor.createDecorationsCollection();
    this.#arrows = new ArrowLayer(editor);
    const content = editor.onDidChangeModelContent(() => this.#arrows.draw());
    this.#disposals = [
      names.bands.subscribe(() => this.#drawBands()),
      names.drawing.subscribe(() => this.#drawNames()),
      () => content.dispose(),
    ];
  }

  dispose(): void {
    for (const dispose of this.#disposals) dispose();
    this.#arrows.dispose();
  }

  /** Another file is on the screen: nothing that is drawn is about it. */
  renew(): void {
    this.#drawnBands = null;
    this.#drawn = null;
    this.#bands.clear();
    this.#clearNames();
    this.#drawBands();
    this.#drawNames();
  }

  #clearNames(): void {
    this.#marks.clear();
    this.#ends.clear();
    this.#arrows.set(() => []);
  }

  #drawBands(): void {
    const drawn = this.#names.bands.get();
    if (drawn === this.#drawnBands) return;
    if (drawn === null) this.#bands.clear();
    // What is about an older text would jump; what is there moves along until something fresh comes.
    else if (!this.#isFresh(drawn.file, drawn.version)) return;
    else this.#bands.set(drawn.bands.map(bandDecoration));
    this.#drawnBands = drawn;
  }

  #drawNames(): void {
    const drawn = this.#names.drawing.get();
    const model = this.#editor.getModel();
    if (drawn === this.#drawn) return;
    if (drawn === null || model === null) {
      this.#clearNames();
      this.#drawn = null;
      return;
    }
    if (!this.#isFresh(drawn.file, drawn.version)) return;
    this.#drawn = drawn;
    const { spotlight, marks, branches, arrows } = drawn;
    this.#marks.set([
      ...(spotlight === null ? [] : around(spotlight, model).map(dimmed)),
      ...marks.map(markDecoration),
      ...branches.flatMap((branch) => branchDecorations(branch, model)),
    ]);
    // The ends of arrows are decorations too, so that they move along with what is typed.
    const ends = arrows.flatMap(({ from, to }) => [from, to]);
    this.#ends.set(
      ends.map((span) => ({ range: monacoRange(span), options: { stickiness: NeverGrowsWhenTypingAtEdges } })),
    );
    this.#arrows.set(() =>
      arrows.flatMap(({ isCertain }, place) => {
        const [from, to] = [this.#ends.getRange(2 * place), this.#ends.getRange(2 * place + 1)];
        return from === null || to === null ? [] : [{ from, to, isCertain }];
      }),
    );
  }
}
