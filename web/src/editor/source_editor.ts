// One Monaco editor over all files of the workspace. It shows a normalised copy of each text; what is typed goes to the
// workspace as edits, and what the checker says comes back as markers.

import { type Begun, changeBetween } from "../model/begun";
import { languageOf } from "../model/languages";
import type { NamesView } from "../model/names_view";
import type { Span } from "../model/place";
import type { CheckedFile, Diagnostic } from "../model/results";
import type { RulePages } from "../model/rule_pages";
import type { FileId, SourceFile } from "../model/source_file";
import type { TextEdit } from "../model/source_text";
import type { Workspace } from "../model/workspace";
import type { EditedFiles } from "./asking";
import { provideCodeActions } from "./code_actions";
import { provideConfiguration } from "./configuration_providers";
import { markerOf, markerOwner, monacoRange, spanOf, squiggleOf } from "./markers";
import { monaco } from "./monaco";
import { NameDrawings } from "./name_drawings";
import { provideNames } from "./name_providers";
import { PickDrawings } from "./pick_drawings";
import { provideText } from "./text_providers";

interface OpenFile {
  readonly model: monaco.editor.ITextModel;
  viewState: monaco.editor.ICodeEditorViewState | null;
  /** What its markers were made of. */
  marked: CheckedFile | null;
  problems: readonly Diagnostic[];
  squiggles: string[];
}

const noProblems: readonly Diagnostic[] = [];

// Of cursor events that the page itself has caused.
const ownSource = "pellucid";

const sourceLabel = "Python source. F6 leaves it; Control+M lets Tab leave it, too.";
const stubMessage = "This is the standard library's, and only read here.";
const copyMessage = "This is only read here. Open it in Pellucid to change it.";
const stubLabel = "A stub of the standard library, read-only. F6 leaves it.";

const fontSize = 13;
const lineHeight = 20;

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  // Tab indents.
  ariaLabel: sourceLabel,
  // The page does, for itself and the editor.
  autoDetectHighContrast: false,
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontSize,
  folding: true,
  guides: { indentation: true, highlightActiveIndentation: false },
  hover: { above: false },
  lineHeight,
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
  "semanticHighlighting.enabled": true,
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
  readonly #isReadOnly: boolean;
  readonly #begun: Begun | null;
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #files = new Map<FileId, OpenFile>();
  readonly #disposals: (() => void)[] = [];
  readonly #litRange: monaco.editor.IEditorDecorationsCollection;
  readonly #flashed: monaco.editor.IEditorDecorationsCollection;
  readonly #drawings: NameDrawings;
  readonly #picks: PickDrawings;
  #shown: FileId | null = null;
  #isTakingOver = false;

  constructor(
    container: HTMLElement,
    workspace: Workspace,
    names: NamesView,
    pages: RulePages | null,
    isReadOnly: boolean,
    begun: Begun | null,
  ) {
    this.#isReadOnly = isReadOnly;
    this.#begun = begun;
    this.#workspace = workspace;
    this.#names = names;
    const fontFamily = getComputedStyle(container).getPropertyValue("--data");
    this.#editor = monaco.editor.create(container, { ...options, fontFamily, model: null, theme: "pellucid" });
    this.#litRange = this.#editor.createDecorationsCollection();
    this.#flashed = this.#editor.createDecorationsCollection();
    this.#drawings = new NameDrawings(
      this.#editor,
      names,
      (file, version) => file === this.#shown && version === workspace.file(file)?.version,
    );
    this.#picks = new PickDrawings(this.#editor, workspace);
    const files: EditedFiles = {
      fileOf: (model) => this.#fileOf(model),
      modelOf: (file) => this.#open(file)?.model ?? null,
      show: (file, range) => this.#go(file, range),
      versions: () => new Map(workspace.tabs.get().map(({ id }) => [id, workspace.file(id)?.version ?? 0])),
    };
    const asked = provideNames(names, files);
    const drawn = provideText(names, files, [workspace.python, workspace.library]);
    this.#addActions();
    const configuration = provideConfiguration();
    const actions = provideCodeActions({
      freshProblems: (model) => this.#freshProblems(model),
      showRule: pages && ((rule) => pages.show(rule)),
      ignoreRule: (rule) => workspace.configure(["rules", rule], "ignore"),
    });
    const follow = () => this.#editor.updateOptions({ tabFocusMode: workspace.tabLeaves.get() });
    const cursor = this.#editor.onDidChangeCursorSelection((event) => this.#cursorMoved(event));
    this.#disposals.push(
      () => configuration.dispose(),
      () => actions.dispose(),
      () => drawn.dispose(),
      () => asked.dispose(),
      () => this.#drawings.dispose(),
      () => this.#picks.dispose(),
      () => cursor.dispose(),
      workspace.tabLeaves.subscribe(follow),
      workspace.madeElsewhere.subscribe(() => this.#takeOver()),
      workspace.active.subscribe(() => this.#show()),
      workspace.tabs.subscribe(() => this.#followTabs()),
      workspace.checked.subscribe(() => this.#mark()),
      workspace.picks.subscribe(() => this.#mark()),
      workspace.nodes.subscribe(() => this.#light()),
      workspace.view.subscribe(() => this.#light()),
    );
    const faded = (event: AnimationEvent) => {
      // Or it begins anew whenever its line is drawn again.
      if (event.animationName === "flashed-source") this.#flashed.clear();
    };
    container.addEventListener("animationend", faded);
    this.#disposals.push(() => container.removeEventListener("animationend", faded));
    follow();
    this.#show();
    if (begun === null) return;
    this.#editor.setScrollTop(begun.scrollTop);
    if (begun.hasKeyboard) this.#editor.focus();
  }

  dispose(): void {
    for (const dispose of this.#disposals) dispose();
    for (const { model } of this.#files.values()) model.dispose();
    this.#editor.dispose();
  }

  focus(): void {
    this.#editor.focus();
  }

  scaleText(scale: number): void {
    this.#editor.updateOptions({ fontSize: fontSize * scale, lineHeight: Math.round(lineHeight * scale) });
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

  /** Shows where a link leads: the selection it was made with, and for a moment what it is about. */
  flash({ span, selection }: { span: Span; selection: Span }): void {
    this.select(selection);
    this.#editor.revealRangeInCenterIfOutsideViewport(monacoRange(span));
    // An empty place has nothing that could light up.
    this.#flashed.set([{ range: monacoRange(span), options: { className: "flashed-source" } }]);
  }

  /** Runs one of the editor's actions, such as `undo`. */
  run(action: string): void {
    this.#editor.focus();
    this.#editor.trigger(ownSource, action, null);
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
    this.#flashed.clear();
    const isStub = id !== null && this.#workspace.file(id)?.origin === "library";
    this.#editor.updateOptions({
      readOnly: isStub || this.#isReadOnly,
      readOnlyMessage: { value: isStub ? stubMessage : copyMessage },
      ariaLabel: isStub ? stubLabel : sourceLabel,
    });
    this.#editor.setModel(file?.model ?? null);
    this.#drawings.renew();
    this.#picks.renew();
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
    const now = text.normalized();
    const before = this.#begun?.before.get(id) ?? now;
    const model = monaco.editor.createModel(before, this.#languageOf(id), this.#uriOf(id));
    // What Monaco takes for one line the checker does too, whatever the platform prefers.
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    // So that it can be undone here.
    const typed = changeBetween(before, now);
    if (typed !== null) this.#pushTo(model, [typed]);
    model.updateOptions({
      tabSize: 4,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    model.onDidChangeContent(({ changes }) => {
      if (this.#isTakingOver) return;
      this.#workspace.edit(
        id,
        changes.map((change) => ({ span: spanOf(change.range), text: change.text })),
      );
    });
    const file: OpenFile = { model, viewState: null, marked: null, problems: noProblems, squiggles: [] };
    this.#files.set(id, file);
    return file;
  }

  #pathOf(id: FileId): string {
    return this.#workspace.known().find((file) => file.id === id)?.path ?? "";
  }

  #languageOf(id: FileId): string {
    const language = languageOf(this.#pathOf(id));
    return language === "text" ? "plaintext" : language;
  }

  /** Takes over what was edited elsewhere: it can be undone here all the same. */
  #takeOver(): void {
    const made = this.#workspace.madeElsewhere.get();
    const model = made === null ? undefined : this.#files.get(made.file)?.model;
    if (made === null || model === undefined) return;
    this.#isTakingOver = true;
    this.#pushTo(model, made.edits);
    this.#isTakingOver = false;
  }

  /** One step to undo. */
  #pushTo(model: monaco.editor.ITextModel, edits: readonly TextEdit[]): void {
    const operations = edits.map(({ span, text }) => ({ range: monacoRange(span), text }));
    model.pushStackElement();
    model.pushEditOperations(null, operations, () => null);
    model.pushStackElement();
  }

  /** Lists of places show the end of it. */
  #uriOf(id: FileId): monaco.Uri {
    const path = this.#pathOf(id);
    return monaco.Uri.from({ scheme: "pellucid", authority: String(id), path: `/${path.toWellFormed()}` });
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
      } else if (model.getLanguageId() !== this.#languageOf(id)) {
        monaco.editor.setModelLanguage(model, this.#languageOf(id));
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
      // A problem may be the answer to what is asked.
      const problems = this.#workspace.picks.get() === null ? checked.diagnostics : noProblems;
      if (file.marked === checked && file.problems === problems) continue;
      const { model } = file;
      const isSame = file.marked !== null && file.problems === problems && this.#standsWhere(file, problems);
      file.marked = checked;
      file.problems = problems;
      if (isSame) continue;
      file.squiggles = model.deltaDecorations(file.squiggles, problems.map(squiggleOf));
      monaco.editor.setModelMarkers(
        model,
        markerOwner,
        problems.map((diagnostic) => markerOf(diagnostic, model.uri)),
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
      id: "pellucid.tab.leaves",
      label: "Let Tab Leave the Source, or Indent",
      keybindings: [KeyMod.CtrlCmd | KeyCode.KeyM, KeyMod.WinCtrl | KeyCode.KeyM],
      run: () => this.#workspace.setTabLeaves(!this.#workspace.tabLeaves.get()),
    });
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
