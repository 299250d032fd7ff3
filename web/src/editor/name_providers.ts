// What Monaco asks about names, handed on to the checker: hover, definition, references, highlights, rename, completion
// and outline.

import type { CompletionKind, Highlight, Location, OutlineEntry, RenameEdit } from "../model/names";
import type { NamesView } from "../model/names_view";
import type { Point } from "../model/place";
import { type AskModel, askModel, type EditedFiles, type Model, pointOf } from "./asking";
import { monacoRange } from "./markers";
import { monaco } from "./monaco";

const language = "python";

const completionKinds: Record<CompletionKind, monaco.languages.CompletionItemKind> = {
  variable: monaco.languages.CompletionItemKind.Variable,
  parameter: monaco.languages.CompletionItemKind.Variable,
  function: monaco.languages.CompletionItemKind.Function,
  class: monaco.languages.CompletionItemKind.Class,
  module: monaco.languages.CompletionItemKind.Module,
  "type parameter": monaco.languages.CompletionItemKind.TypeParameter,
  "type alias": monaco.languages.CompletionItemKind.Interface,
  builtin: monaco.languages.CompletionItemKind.Value,
  keyword: monaco.languages.CompletionItemKind.Keyword,
  member: monaco.languages.CompletionItemKind.Field,
};

const symbolKinds: Record<OutlineEntry["kind"], monaco.languages.SymbolKind> = {
  class: monaco.languages.SymbolKind.Class,
  function: monaco.languages.SymbolKind.Function,
  method: monaco.languages.SymbolKind.Method,
  variable: monaco.languages.SymbolKind.Variable,
  constant: monaco.languages.SymbolKind.Constant,
  attribute: monaco.languages.SymbolKind.Property,
  "type alias": monaco.languages.SymbolKind.Interface,
};

function symbolOf({ name, kind, detail, span, nameSpan, children }: OutlineEntry): monaco.languages.DocumentSymbol {
  return {
    name,
    detail,
    kind: symbolKinds[kind],
    tags: [],
    range: monacoRange(span),
    selectionRange: monacoRange(nameSpan),
    children: children.map(symbolOf),
  };
}

function highlightOf({ span, access }: Highlight): monaco.languages.DocumentHighlight {
  const { Read, Write, Text } = monaco.languages.DocumentHighlightKind;
  return { range: monacoRange(span), kind: access === "read" ? Read : access === "declare" ? Text : Write };
}

/** Code in backticks stays; nothing else of it is markup. */
const escaped = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((piece) => (piece.startsWith("`") ? piece : piece.replace(/[\\*_{}[\]()#+\-!<>|~]/g, "\\$&")))
    .join("");

class NameProviders {
  readonly #names: NamesView;
  readonly #files: EditedFiles;
  readonly #ask: AskModel;
  /** The definitions that were found last. */
  #targets: readonly monaco.languages.LocationLink[] = [];

  constructor(names: NamesView, files: EditedFiles) {
    this.#names = names;
    this.#files = files;
    this.#ask = askModel(names, files);
  }

  async hover(model: Model, position: monaco.Position): Promise<monaco.languages.Hover | null> {
    const hover = await this.#ask("hover", model, { at: pointOf(position) });
    if (hover === null) return null;
    return {
      range: monacoRange(hover.span),
      contents: hover.parts.map(({ kind, text }) => ({
        value: kind === "code" ? `\`\`\`${language}\n${text}\n\`\`\`` : escaped(text),
      })),
    };
  }

  async definition(model: Model, position: monaco.Position): Promise<monaco.languages.LocationLink[]> {
    const at = pointOf(position);
    let found = await this.#ask("definition", model, { at });
    // Builtins are in the library, which no import of them has asked for.
    if (found?.length === 0 && (await this.#isUnowned(model, at)) && (await this.#names.asker.loadLibrary()))
      found = await this.#ask("definition", model, { at });
    this.#targets = (await this.#located(model, found ?? [])).map(({ target, span, nameSpan }) => ({
      uri: target.uri,
      range: monacoRange(span),
      targetSelectionRange: monacoRange(nameSpan),
    }));
    return [...this.#targets];
  }

  /** Whether there is a name that no scope of the file owns. */
  async #isUnowned(model: Model, at: Point): Promise<boolean> {
    const here = await this.#ask("nameAt", model, { at }, "nameAt of a definition");
    return here?.name?.owner === null;
  }

  /** What stands in files that can be shown, each place with the model of its file. */
  async #located<Place extends Pick<Location, "path" | "file">>(
    model: Model,
    places: readonly Place[],
  ): Promise<(Place & { readonly target: Model })[]> {
    const asking = this.#files.fileOf(model);
    if (asking === null) return [];
    return (await this.#names.stubs.locate(places, asking.id)).flatMap((place) => {
      const target = this.#files.modelOf(place.file);
      return target === null ? [] : [{ ...place, target }];
    });
  }

  /** Of the definition that is gone to: its name. Monaco tells where that begins. */
  targetAt(uri: monaco.Uri, range: monaco.IRange): monaco.IRange {
    const begins = ({ startLineNumber, startColumn }: monaco.IRange) =>
      startLineNumber === range.startLineNumber && startColumn === range.startColumn;
    const target = this.#targets.find(
      (known) => String(known.uri) === String(uri) && begins(known.targetSelectionRange ?? known.range),
    );
    return monaco.Range.isEmpty(range) ? (target?.targetSelectionRange ?? range) : range;
  }

  async references(
    model: Model,
    position: monaco.Position,
    { includeDeclaration }: monaco.languages.ReferenceContext,
  ): Promise<monaco.languages.Location[]> {
    const found = await this.#ask("references", model, { at: pointOf(position) });
    const wanted = (found ?? []).filter(({ access }) => includeDeclaration || access !== "bind");
    return (await this.#located(model, wanted)).map(({ target, span }) => ({
      uri: target.uri,
      range: monacoRange(span),
    }));
  }

  async highlights(model: Model, position: monaco.Position): Promise<monaco.languages.DocumentHighlight[]> {
    const found = await this.#ask("highlights", model, { at: pointOf(position) });
    return (found ?? []).map(highlightOf);
  }

  async renameLocation(
    model: Model,
    position: monaco.Position,
  ): Promise<monaco.languages.RenameLocation & monaco.languages.Rejection> {
    const at = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber };
    const nowhere = { range: { ...at, startColumn: position.column, endColumn: position.column }, text: "" };
    if (this.#files.fileOf(model)?.origin === "library")
      return { ...nowhere, rejectReason: "The standard library is only read here." };
    const target = await this.#ask("renameTarget", model, { at: pointOf(position) });
    if (target === null) return { ...nowhere, rejectReason: "There is no name here." };
    if (target.problem !== null) return { ...nowhere, rejectReason: target.problem.replaceAll("`", "") };
    return { range: monacoRange(target.span), text: target.text };
  }

  /** Comes once the plan has been looked at: with its edits if it was accepted. */
  async rename(
    model: Model,
    position: monaco.Position,
    to: string,
  ): Promise<monaco.languages.WorkspaceEdit & monaco.languages.Rejection> {
    const asked = this.#files.versions();
    const target = await this.#ask("renameTarget", model, { at: pointOf(position) }, "rename preview");
    const plan = await this.#ask("rename", model, { at: pointOf(position), to });
    if (plan === null || target === null) return { edits: [], rejectReason: "The text has changed meanwhile." };
    if (plan.edits === null) return { edits: [], rejectReason: plan.problem.replaceAll("`", "") };
    if (plan.edits.length === 0) return { edits: [] };
    const isAccepted = await this.#names.renaming.propose({ from: target.text ?? "", to, plan });
    if (!isAccepted) return { edits: [] };
    // Of every file that changes, the text that was asked about.
    const now = this.#files.versions();
    const isStale = ({ file }: RenameEdit) => file === null || asked.get(file) !== now.get(file);
    if (plan.edits.some(isStale)) return { edits: [], rejectReason: "The text has changed meanwhile." };
    return { edits: plan.edits.flatMap((edit) => this.#textEdit(edit)) };
  }

  #textEdit({ file, span, text }: RenameEdit): monaco.languages.IWorkspaceTextEdit[] {
    const target = file === null ? null : this.#files.modelOf(file);
    if (target === null) return [];
    return [{ resource: target.uri, versionId: target.getVersionId(), textEdit: { range: monacoRange(span), text } }];
  }

  async completion(model: Model, position: monaco.Position): Promise<monaco.languages.CompletionList> {
    const completion = await this.#ask("completion", model, { at: pointOf(position) });
    if (completion === null) return { suggestions: [] };
    const range = monacoRange(completion.span);
    // What stands behind the cursor is only replaced if that is asked for.
    const insert = { ...range, endLineNumber: position.lineNumber, endColumn: position.column };
    return {
      suggestions: completion.entries.map(({ name, kind, detail, scopeTitle, rank }) => ({
        label: { label: name, description: scopeTitle.replaceAll("`", "") },
        kind: completionKinds[kind],
        detail: detail.replaceAll("`", ""),
        insertText: name,
        range: { insert, replace: range },
        sortText: String(rank).padStart(6, "0"),
      })),
    };
  }

  async outline(model: Model): Promise<monaco.languages.DocumentSymbol[]> {
    return ((await this.#ask("outline", model, {})) ?? []).map(symbolOf);
  }
}

export function provideNames(names: NamesView, files: EditedFiles): monaco.IDisposable {
  const providers = new NameProviders(names, files);
  const registered = [
    monaco.languages.registerHoverProvider(language, {
      provideHover: (model, position) => providers.hover(model, position),
    }),
    monaco.languages.registerDefinitionProvider(language, {
      provideDefinition: (model, position) => providers.definition(model, position),
    }),
    monaco.languages.registerReferenceProvider(language, {
      provideReferences: (model, position, context) => providers.references(model, position, context),
    }),
    monaco.languages.registerDocumentHighlightProvider(language, {
      provideDocumentHighlights: (model, position) => providers.highlights(model, position),
    }),
    monaco.languages.registerRenameProvider(language, {
      resolveRenameLocation: (model, position) => providers.renameLocation(model, position),
      provideRenameEdits: (model, position, to) => providers.rename(model, position, to),
    }),
    monaco.languages.registerCompletionItemProvider(language, {
      triggerCharacters: ["."],
      provideCompletionItems: (model, position) => providers.completion(model, position),
    }),
    monaco.languages.registerDocumentSymbolProvider(language, {
      displayName: "Pellucid",
      provideDocumentSymbols: (model) => providers.outline(model),
    }),
    monaco.editor.registerEditorOpener({
      openCodeEditor(_source, resource, selection) {
        const model = monaco.editor.getModel(resource);
        const file = model === null ? null : files.fileOf(model);
        if (file === null) return false;
        files.show(file.id, providers.targetAt(resource, rangeOf(selection)));
        return true;
      },
    }),
  ];
  return {
    dispose() {
      for (const registration of registered) registration.dispose();
    },
  };
}

function rangeOf(selection: monaco.IRange | monaco.IPosition | undefined): monaco.IRange {
  if (selection === undefined) return new monaco.Range(1, 1, 1, 1);
  return "startLineNumber" in selection ? selection : monaco.Range.fromPositions(selection);
}
