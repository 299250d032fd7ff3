import { monaco } from "./monaco";

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlacedArrow {
  readonly from: monaco.Range;
  readonly to: monaco.Range;
  readonly isCertain: boolean;
}

const namespace = "http://www.w3.org/2000/svg";
const head = 5;

const middle = ({ left, right }: Box): number => (left + right) / 2;

function pathBetween(from: Box, to: Box): { line: string; tip: string } {
  // On one line the arrow goes over the words, otherwise from edge to edge that face each other.
  if (from.top === to.top) {
    const [x1, x2] = [middle(from), middle(to)];
    const y = from.top + 2;
    const rise = Math.min(14, 6 + Math.abs(x1 - x2) / 8);
    return {
      line: `M${x1} ${y}C${x1} ${y - rise} ${x2} ${y - rise} ${x2} ${y - head}`,
      tip: `M${x2 - head * 0.7} ${y - head}L${x2} ${y}L${x2 + head * 0.7} ${y - head}Z`,
    };
  }
  const isUp = to.top < from.top;
  const y1 = isUp ? from.top + 1 : from.bottom - 1;
  const y2 = isUp ? to.bottom - 1 : to.top + 1;
  const base = y2 + (isUp ? head : -head);
  const [x1, x2] = [middle(from), middle(to)];
  const bend = (base - y1) * 0.5;
  return {
    line: `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${base - bend} ${x2} ${base}`,
    tip: `M${x2 - head * 0.7} ${base}L${x2} ${y2}L${x2 + head * 0.7} ${base}Z`,
  };
}

/** Arrows over the text. What they say is said elsewhere in words. */
export class ArrowLayer implements monaco.editor.IOverlayWidget {
  readonly #editor: monaco.editor.ICodeEditor;
  readonly #svg = document.createElementNS(namespace, "svg");
  readonly #node = document.createElement("div");
  readonly #disposals: monaco.IDisposable[];
  #arrows: () => readonly PlacedArrow[] = () => [];
  #isEmpty = true;

  constructor(editor: monaco.editor.ICodeEditor) {
    this.#editor = editor;
    this.#node.className = "arrow-layer";
    this.#node.ariaHidden = "true";
    this.#node.append(this.#svg);
    editor.addOverlayWidget(this);
    const draw = () => this.draw();
    this.#disposals = [editor.onDidScrollChange(draw), editor.onDidLayoutChange(draw)];
  }

  getId(): string {
    return "pellucid.arrows";
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): null {
    return null;
  }

  dispose(): void {
    for (const disposal of this.#disposals) disposal.dispose();
    this.#editor.removeOverlayWidget(this);
  }

  /** `arrows` is asked again with every drawing: the places move with the text. */
  set(arrows: () => readonly PlacedArrow[]): void {
    this.#arrows = arrows;
    this.draw();
  }

  draw(): void {
    const arrows = this.#arrows();
    if (arrows.length === 0 && this.#isEmpty) return;
    this.#isEmpty = arrows.length === 0;
    const { contentLeft, contentWidth, height } = this.#editor.getLayoutInfo();
    this.#node.style.left = `${contentLeft}px`;
    this.#svg.setAttribute("width", String(Math.max(0, contentWidth)));
    this.#svg.setAttribute("height", String(height));
    this.#svg.replaceChildren(
      ...arrows.flatMap(({ from, to, isCertain }) => {
        const [start, end] = [this.#box(from, contentLeft), this.#box(to, contentLeft)];
        if (start === null || end === null) return [];
        const { line, tip } = pathBetween(start, end);
        return [shape(line, `arrow-line${isCertain ? "" : " arrow-possible"}`), shape(tip, "arrow-tip")];
      }),
    );
  }

  /** Of the part of the range on its first line; also beyond the edges of the view. */
  #box(range: monaco.Range, contentLeft: number): Box | null {
    const model = this.#editor.getModel();
    if (model === null) return null;
    const { startLineNumber: line, startColumn } = range;
    const endColumn = range.endLineNumber === line ? range.endColumn : model.getLineMaxColumn(line);
    const top = this.#editor.getTopForLineNumber(line) - this.#editor.getScrollTop();
    const lineHeight = this.#editor.getOption(monaco.editor.EditorOption.lineHeight);
    const leftOf = (column: number) => {
      const seen = this.#editor.getScrolledVisiblePosition({ lineNumber: line, column });
      // Of lines that are not drawn nobody knows the widths; the face of the data is even.
      if (seen !== null && seen.left >= contentLeft - 1 && seen.top > -lineHeight) return seen.left - contentLeft;
      const { typicalHalfwidthCharacterWidth: width } = this.#editor.getOption(monaco.editor.EditorOption.fontInfo);
      return (column - 1) * width - this.#editor.getScrollLeft();
    };
    return { left: leftOf(startColumn), right: leftOf(endColumn), top, bottom: top + lineHeight };
  }
}

function shape(d: string, className: string): SVGPathElement {
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", d);
  path.setAttribute("class", className);
  return path;
}
