// What Monaco asks about a text as a whole and about calls in it, handed on to the checker: colours of names, folding,
// what a call takes.

import { nameClasses } from "../generated/names";
import type { CallSignature } from "../model/names";
import type { NamesView } from "../model/names_view";
import type { Readable } from "../model/store";
import { type AskModel, askModel, type EditedFiles, type Model, pointOf } from "./asking";
import { monaco } from "./monaco";

const language = "python";

/** By number, as the checker counts them. */
const legend: monaco.languages.SemanticTokensLegend = {
  tokenTypes: [...nameClasses],
  tokenModifiers: ["declaration", "definition", "readonly"],
};

function signatureOf({ pieces, documentation }: CallSignature): monaco.languages.SignatureInformation {
  let at = 0;
  const parameters = pieces.flatMap((piece, i) => {
    const start = at;
    at += piece.length;
    return i % 2 === 1 ? [{ label: [start, at] as [number, number] }] : [];
  });
  return { label: pieces.join(""), parameters, ...(documentation !== "" && { documentation }) };
}

const foldKinds = {
  region: undefined,
  comment: monaco.languages.FoldingRangeKind.Comment,
  imports: monaco.languages.FoldingRangeKind.Imports,
} as const;

class TextProviders {
  readonly #names: NamesView;
  readonly #ask: AskModel;

  constructor(names: NamesView, files: EditedFiles) {
    this.#names = names;
    this.#ask = askModel(names, files);
  }

  async signatures(
    model: Model,
    position: monaco.Position,
    { triggerKind, activeSignatureHelp }: monaco.languages.SignatureHelpContext,
  ): Promise<monaco.languages.SignatureHelpResult | null> {
    const at = pointOf(position);
    let call = await this.#ask("signatures", model, { at });
    // Builtins are in the library, which nobody may have needed so far.
    const isAsked = triggerKind === monaco.languages.SignatureHelpTriggerKind.Invoke;
    if (call === null && isAsked && (await this.#names.asker.loadLibrary()))
      call = await this.#ask("signatures", model, { at });
    if (call === null) return null;
    const { signatures } = call;
    const chosen = activeSignatureHelp?.activeSignature ?? 0;
    // The one that was looked at, as long as the call fits it.
    const active = signatures[chosen]?.fits
      ? chosen
      : Math.max(
          0,
          signatures.findIndex(({ fits }) => fits),
        );
    return {
      value: {
        signatures: signatures.map((signature) => ({
          ...signatureOf(signature),
          activeParameter: signature.active ?? signature.pieces.length,
        })),
        activeSignature: active,
        activeParameter: signatures[active]?.active ?? -1,
      },
      dispose() {},
    };
  }

  async tokens(model: Model, range: monaco.Range): Promise<monaco.languages.SemanticTokens | null> {
    const lines = { first: range.startLineNumber, last: range.endLineNumber };
    const told = await this.#ask("nameClasses", model, lines, `nameClasses ${model.id}`);
    return told && { data: Uint32Array.from(told) };
  }

  async folds(model: Model): Promise<monaco.languages.FoldingRange[] | null> {
    const told = await this.#ask("folds", model, {});
    return (
      told?.map(({ first, last, kind }) => {
        const known = foldKinds[kind];
        return { start: first, end: last, ...(known !== undefined && { kind: known }) };
      }) ?? null
    );
  }
}

/** `changes`: whatever may change what names are while the text stays. */
export function provideText(
  names: NamesView,
  files: EditedFiles,
  changes: readonly Readable<unknown>[],
): monaco.IDisposable {
  const providers = new TextProviders(names, files);
  const changed = new monaco.Emitter<void>();
  const stops = changes.map((change) => change.subscribe(() => changed.fire()));
  const registered = [
    monaco.languages.registerSignatureHelpProvider(language, {
      signatureHelpTriggerCharacters: ["(", ","],
      signatureHelpRetriggerCharacters: [")", "=", " "],
      provideSignatureHelp: (model, position, _token, context) => providers.signatures(model, position, context),
    }),
    monaco.languages.registerDocumentRangeSemanticTokensProvider(language, {
      onDidChange: changed.event,
      getLegend: () => legend,
      provideDocumentRangeSemanticTokens: (model, range) => providers.tokens(model, range),
    }),
    monaco.languages.registerFoldingRangeProvider(language, {
      provideFoldingRanges: (model) => providers.folds(model),
    }),
  ];
  return {
    dispose() {
      for (const stop of stops) stop();
      for (const registration of registered) registration.dispose();
      changed.dispose();
    },
  };
}
