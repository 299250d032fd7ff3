// The configuration file in the editor: what can be written where the cursor is, and what each word means. Whether it is
// valid the checker says.

import { Known, type Written } from "../model/configuration_words";
import { monacoRange } from "./markers";
import { monaco } from "./monaco";
import { registerToml } from "./toml_language";

const language = "toml";
const pathOf = (model: monaco.editor.ITextModel): string => model.uri.path.replace(/^\//, "");

const kinds: Record<Written["kind"], monaco.languages.CompletionItemKind> = {
  table: monaco.languages.CompletionItemKind.Module,
  key: monaco.languages.CompletionItemKind.Property,
  value: monaco.languages.CompletionItemKind.Value,
};

function completion(model: monaco.editor.ITextModel, position: monaco.Position): monaco.languages.CompletionList {
  const known = new Known(pathOf(model), model.getValue());
  const { span, words } = known.at(model.getOffsetAt(position));
  return {
    suggestions: words.map(({ text, kind, summary }, i) => ({
      label: text,
      kind: kinds[kind],
      detail: summary,
      insertText: text,
      filterText: text,
      range: monacoRange(span),
      sortText: String(i).padStart(4, "0"),
    })),
  };
}

function hover(model: monaco.editor.ITextModel, position: monaco.Position): monaco.languages.Hover | null {
  const found = new Known(pathOf(model), model.getValue()).meaningAt(model.getOffsetAt(position));
  if (found === null) return null;
  return { range: monacoRange(found.span), contents: found.lines.map((value) => ({ value })) };
}

let isRegistered = false;

export function provideConfiguration(): monaco.IDisposable {
  if (!isRegistered) registerToml();
  isRegistered = true;
  const registered = [
    monaco.languages.registerCompletionItemProvider(language, {
      triggerCharacters: ['"', "[", "="],
      provideCompletionItems: completion,
    }),
    monaco.languages.registerHoverProvider(language, { provideHover: hover }),
  ];
  return {
    dispose() {
      for (const registration of registered) registration.dispose();
    },
  };
}
