// One Monaco editor over all files of the workspace. It shows a normalised copy of each text; what is typed goes to the
// workspace as edits, and what the checker says comes back as markers.

import type { NamesView } from "../model/names_view";
import type { Span } from "../model/place";
import type { CheckedFile, Diagnostic } from "../model/results";
import type { FileId, SourceFile } from "../model/source_file";
import type { TextEdit } from "../model/source_text";
import type { Workspace } from "../model/workspace";
import { markerOf, markerOwner, monacoRange, spanOf, squiggleOf } from "./markers";
import { monaco } from "./monaco";
import { NameDrawings } from "./name_drawings";
import { provideNames } from "./name_providers";
import { provideQuickFixes } from "./quick_fixes";

interface OpenFile {
  readonly model: monaco.editor.ITextModel;
  viewState: monaco.editor.ICodeEditorViewState | null;
  /** What its markers were made of. */
  marked: CheckedFile | null;
  squiggles: string[];
}

// Of cursor events that the page itself has caused.
const ownSource = "pellucid";

const sourceLabel = "Python source. F6 leaves it.";
const stubLabel = "A stub of the standard library, read-only. F6 leaves it.";

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  // Tab indents.
  ariaLabel: sourceLabel,
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontSize: 13,
  folding: true,
  guides: { indentation: true, highlightActiveIndentation: false },
  hover: { above: false },
  lineHeight: 20,
  hideCursorInOverviewRuler: true,
  lineDecorationsWidth: 12,
  lineNumbersMinChars: 3,
  links: false,
  minimap: { enabled: false },
  occurrencesHighlight: "singleFile",
  occurrencesHighlightDelay: 250,
  overviewRulerBorder: false,
  padding: { top: 8, bottom: 8 },
  quickSuggestions: false,
  readOnlyMessage: { value: "This is the standard library's, and only read here." },
  renderLineHighlight: "none",
  renderControlCharacters: true,
  rulers: [],
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  selectionHighlight: false,
  smoothScrolling: false,
  unusualLineTerminators: "off",
  wordBasedSuggestions: "off",
};

export class SourceEditor {
  readonly #workspace: Workspace;
  readonly #names: NamesView;
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #files = new Map<FileId, OpenFile>();
  readonly #disposals: (() => void)[] = [];
  readonly #litRange: monaco.editor.IEditorDecorationsCollection;
  readonly #drawings: NameDrawings;
  #shown: FileId | null = null;

  constructor(container: HTMLElement, workspace: Workspace, names: NamesView) {
    this.#workspace = workspace;
    this.#names = names;
    const fontFamily = getComputedStyle(container).getPropertyValue("--data");
    this.#editor = monaco.editor.create(container, { ...options, fontFamily, model: null, theme: "pellucid" });
    this.#litRange = this.#editor.createDecorationsCollection();
    this.#drawings = new NameDrawings(
      this.#editor,
      names,
      (file, version) => file === this.#shown && version === workspace.file(file)?.version,
    );
    const asked = provideNames(names, {
      fileOf: (model) => this.#fileOf(model),
      modelOf: (file) => this.#open(file)?.model ?? null,
      show: (file, range) => this.#go(file, range),
      versions: () => new Map(workspace.tabs.get().map(({ id }) => [id, workspace.file(id)?.version ?? 0])),
    });
    this.#addActions();
    const fixes = provideQuickFixes((model) => this.#freshProblems(model));
    const cursor = this.#editor.onDidChangeCursorSelection((event) => this.#cursorMoved(event));
    this.#disposals.push(
      () => fixes.dispose(),
      () => asked.dispose(),
      () => this.#drawings.dispose(),
      () => cursor.dispose(),
      workspace.active.subscribe(() => this.#show()),
      workspace.tabs.subscribe(() => this.#followTabs()),
      workspace.checked.subscribe(() => this.#mark()),
      workspace.nodes.subscribe(() => this.#light()),
      workspace.view.subscribe(() => this.#light()),
    );
    this.#show();
  }

  dispose(): void {
    for (const dispose of this.#disposals) dispose();
    for (const { model } of this.#files.values()) model.dispose();
    this.#editor.dispose();
  }

  focus(): void {
    this.#editor.focus();
  }

  /** Selects a range and brings its beginning into view, without taking the keyboard. */
  select(span: Span): void {
    this.#editor.setSelection(monacoRange(span), ownSource);
    this.#editor.revealPositionInCenterIfOutsideViewport({
      lineNumber: span.start.line,
      column: span.start.column,
    });
    this.#light();
  }

  /** Makes edits to the open file as if typed: they can be undone. */
  edit(edits: readonly TextEdit[]): void {
    this.#editor.pushUndoStop();
    this.#editor.executeEdits(
      "fix",
      edits.map(({ span, text }) => ({ range: monacoRange(span), text })),
    );
    this.#editor.pushUndoStop();
  }

  // ---- Files

  #show(): void {
    const before = this.#shown === null ? undefined : this.#files.get(this.#shown);
    if (before !== undefined) before.viewState = this.#editor.saveViewState();
    const id = this.#workspace.active.get();
    this.#shown = id;
    const file = id === null ? null : this.#open(id);
    this.#litRange.clear();
    const isStub = id !== null && this.#workspace.file(id)?.origin === "library";
    this.#editor.updateOptions({ readOnly: isStub, ariaLabel: isStub ? stubLabel : sourceLabel });
    this.#editor.setModel(file?.model ?? null);
    this.#drawings.renew();
    if (file === null) return;
    if (file.viewState !== null) this.#editor.restoreViewState(file.viewState);
    this.#mark();
    const focus = this.#workspace.focus.get();
    const selection = this.#editor.getSelection();
    if (focus?.at === "text") this.#editor.setSelection(monacoRange(focus.span), ownSource);
    else if (focus === null && selection !== null) this.#workspace.focusText(spanOf(selection));
    this.#light();
  }

  #open(id: FileId): OpenFile | null {
    const known = this.#files.get(id);
    if (known !== undefined) return known;
    const text = this.#workspace.file(id)?.text;
    if (text === undefined) return null;
    const model = monaco.editor.createModel(text.normalized(), "python", this.#uriOf(id));
    // What Monaco takes for one line the checker does too, whatever the platform prefers.
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({
      tabSize: 4,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    model.onDidChangeContent(({ changes }) => {
      this.#workspace.edit(
        id,
        changes.map((change) => ({ span: spanOf(change.range), text: change.text })),
      );
    });
    const file: OpenFile = { model, viewState: null, marked: null, squiggles: [] };
    this.#files.set(id, file);
    return file;
  }

  /** Lists of places show the end of it. */
  #uriOf(id: FileId): monaco.Uri {
    const path = this.#workspace.known().find((file) => file.id === id)?.path ?? "";
    return monaco.Uri.from({ scheme: "pellucid", authority: String(id), path: `/${path}` });
  }

  /** Models go with their files. Those of stubs stay as the stubs do, for lists of places show them without a tab, too. */
  #followTabs(): void {
    for (const [id, { model }] of [...this.#files]) {
      const file = this.#workspace.file(id);
      if (file === undefined) {
        this.#files.delete(id);
        model.dispose();
      } else if (file.version === 1 && String(model.uri) !== String(this.#uriOf(id))) {
        // A model cannot change its URI. That of a file that has been edited keeps the old path for the sake of undo.
        this.#makeAnew(id);
      }
    }
  }

  #makeAnew(id: FileId): void {
    const before = this.#files.get(id);
    this.#files.delete(id);
    const file = this.#open(id);
    if (before === undefined || file === null) return;
    file.viewState = before.viewState;
    // Takes the view over from the old model, which the editor still has.
    if (id === this.#shown) this.#show();
    before.model.dispose();
  }

  // ---- Between the text and the tables

  #cursorMoved({ selection, source }: monaco.editor.ICursorSelectionChangedEvent): void {
    if (source !== ownSource) this.#workspace.focusText(spanOf(selection));
  }

  /** Underlays the source of the node that the cursor stands in, unless it is selected anyway. */
  #light(): void {
    const table = this.#workspace.nodes.get();
    const selected = this.#workspace.view.get().table === "nodes" ? table?.selected : null;
    const file = this.#shown === null ? undefined : this.#workspace.file(this.#shown);
    if (!selected || table?.version !== file?.version || this.#editor.getSelection()?.isEmpty() === false) {
      this.#litRange.clear();
      return;
    }
    const range = monacoRange(selected.span);
    // What is typed inside has mostly moved it already; to set it again would draw the editor again.
    if (monaco.Range.equalsRange(this.#litRange.getRange(0), range)) return;
    this.#litRange.set([{ range, options: { className: "lit-source" } }]);
  }

  #mark(): void {
    for (const [id, file] of this.#files) {
      const checked = this.#workspace.checked.get().get(id);
      // Markers of an older text would jump about; the ones there move with what is typed until fresh ones come.
      if (checked === undefined || checked.version !== this.#workspace.file(id)?.version) continue;
      if (file.marked === checked) continue;
      const { model } = file;
      const isSame = file.marked?.diagnostics === checked.diagnostics && this.#standsWhere(file, checked.diagnostics);
      file.marked = checked;
      if (isSame) continue;
      file.squiggles = model.deltaDecorations(file.squiggles, checked.diagnostics.map(squiggleOf));
      monaco.editor.setModelMarkers(
        model,
        markerOwner,
        checked.diagnostics.map((diagnostic) => markerOf(diagnostic, model.uri)),
      );
    }
  }

  /** Whether the squiggles are where these problems are, in spite of what has been typed since. */
  #standsWhere({ model, squiggles }: OpenFile, diagnostics: readonly Diagnostic[]): boolean {
    return diagnostics.every(({ range }, i) =>
      monaco.Range.equalsRange(model.getDecorationRange(squiggles[i] ?? ""), monacoRange(range)),
    );
  }

  #fileOf(model: monaco.editor.ITextModel): SourceFile | null {
    for (const [id, file] of this.#files) if (file.model === model) return this.#workspace.file(id) ?? null;
    return null;
  }

  #freshProblems(model: monaco.editor.ITextModel): readonly Diagnostic[] {
    const file = this.#fileOf(model);
    const checked = file === null ? undefined : this.#workspace.checked.get().get(file.id);
    return checked?.version === file?.version ? (checked?.diagnostics ?? []) : [];
  }

  // ---- Names

  #go(file: FileId, range: monaco.IRange): void {
    this.#workspace.activate(file);
    const span = spanOf(range);
    this.#workspace.focusText(span);
    this.select(span);
    this.focus();
  }

  #addActions(): void {
    const { KeyCode, KeyMod } = monaco;
    const step = (by: 1 | -1) => {
      if (this.#workspace.view.get().table === "name") this.#names.trace.step(by);
      else this.#workspace.showTable("name");
    };
    this.#editor.addAction({
      id: "pellucid.trace.next",
      label: "Trace Name: Next Step",
      keybindings: [KeyCode.F9],
      contextMenuGroupId: "navigation",
      run: () => step(1),
    });
    this.#editor.addAction({
      id: "pellucid.trace.previous",
      label: "Trace Name: Previous Step",
      keybindings: [KeyMod.Shift | KeyCode.F9],
      run: () => step(-1),
    });
  }
}
