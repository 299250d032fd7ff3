import { comparePoints, type Span } from "../model/place";
import type { Diagnostic } from "../model/results";
import { markerOf, monacoRange, spanOf } from "./markers";
import { monaco } from "./monaco";

const touches = (a: Span, b: Span): boolean => comparePoints(a.start, b.end) <= 0 && comparePoints(b.start, a.end) <= 0;

/** Offers the fixes of the problems at the cursor. `freshProblems`: of the model's present text, else none. */
export function provideQuickFixes(
  freshProblems: (model: monaco.editor.ITextModel) => readonly Diagnostic[],
): monaco.IDisposable {
  return monaco.languages.registerCodeActionProvider(
    "python",
    {
      provideCodeActions(model, range) {
        const actions = freshProblems(model).flatMap((problem) => {
          const { fix } = problem;
          if (fix === null || !touches(problem.range, spanOf(range))) return [];
          return [
            {
              title: fix.title,
              kind: "quickfix",
              isPreferred: true,
              diagnostics: [markerOf(problem, model.uri)],
              edit: {
                edits: fix.edits.map((edit) => ({
                  resource: model.uri,
                  versionId: model.getVersionId(),
                  textEdit: { range: monacoRange(edit.range), text: edit.text },
                })),
              },
            },
          ];
        });
        return { actions, dispose() {} };
      },
    },
    { providedCodeActionKinds: ["quickfix"] },
  );
}
