import { comparePoints, type Span } from "../model/place";
import type { Diagnostic } from "../model/results";
import { markerOf, monacoRange, spanOf } from "./markers";
import { monaco } from "./monaco";

/** What actions need to know and do beyond the text. */
export interface ActionPage {
  /** Of the model's present text, else none. */
  freshProblems(model: monaco.editor.ITextModel): readonly Diagnostic[];
  /** Null if there is nowhere to show it. */
  readonly showRule: ((rule: string) => void) | null;
  ignoreRule(rule: string): void;
}

type Edit = { readonly span: Span; readonly text: string };

const touches = (a: Span, b: Span): boolean => comparePoints(a.start, b.end) <= 0 && comparePoints(b.start, a.end) <= 0;

// Two that only meet can be made at once.
const overlaps = (a: Span, b: Span): boolean => comparePoints(a.start, b.end) < 0 && comparePoints(b.start, a.end) < 0;

function workspaceEdit(model: monaco.editor.ITextModel, edits: readonly Edit[]): monaco.languages.WorkspaceEdit {
  return {
    edits: edits.map(({ span, text }) => ({
      resource: model.uri,
      versionId: model.getVersionId(),
      textEdit: { range: monacoRange(span), text },
    })),
  };
}

const editsOf = ({ fix }: Diagnostic): Edit[] => (fix?.edits ?? []).map(({ range, text }) => ({ span: range, text }));

/** The fixes of a rule that do not get in each other's way, in the order of the text. */
function fixesOfRule(problems: readonly Diagnostic[], rule: string): readonly Edit[][] {
  const fixes: Edit[][] = [];
  const taken: Edit[] = [];
  for (const problem of problems) {
    const edits = problem.rule === rule ? editsOf(problem) : [];
    if (edits.length === 0 || edits.some((edit) => taken.some((other) => overlaps(edit.span, other.span)))) continue;
    fixes.push(edits);
    taken.push(...edits);
  }
  return fixes;
}

/** The edit that puts a comment behind the line which silences the rule. O(text): made for who has chosen it. */
function silence(model: monaco.editor.ITextModel, { range, rule }: Diagnostic): Edit {
  const tokens = monaco.editor.tokenize(model.getValue(), "python");
  // Where a line ends within a string or goes on behind a backslash, a comment would be none.
  const hasRoom = (line: number) =>
    !model.getLineContent(line).endsWith("\\") && tokens[line]?.[0]?.type.startsWith("string") !== true;
  let line = range.end.line;
  while (line < model.getLineCount() && !hasRoom(line)) line += 1;
  const text = model.getLineContent(line);
  const known = /#\s*pellucid:\s*ignore\[([^\]]*)(?=\])/.exec(text);
  const end = known === null ? text.length : known.index + known[0].length;
  const at = { line, column: end + 1 };
  return { span: { start: at, end: at }, text: known === null ? `  # pellucid: ignore[${rule}]` : `, ${rule}` };
}

/** One whose edit is made when it is chosen. */
interface SilencingAction extends monaco.languages.CodeAction {
  silences?: { readonly model: monaco.editor.ITextModel; readonly problem: Diagnostic };
}

const showRule = "pellucid.rule.show";
const ignoreRule = "pellucid.rule.ignore";

function actionsFor(
  model: monaco.editor.ITextModel,
  problem: Diagnostic,
  all: readonly Diagnostic[],
  hasPages: boolean,
): SilencingAction[] {
  const { rule, fix } = problem;
  const diagnostics = [markerOf(problem, model.uri)];
  const actions: SilencingAction[] = [];
  const add = (title: string, more: Partial<SilencingAction>) =>
    actions.push({ title, kind: "quickfix", diagnostics, ...more });
  if (fix !== null) add(fix.title, { isPreferred: true, edit: workspaceEdit(model, editsOf(problem)) });
  const same = fixesOfRule(all, rule);
  if (same.length > 1)
    add(`Fix all ${same.length} of ${rule} in this file`, { edit: workspaceEdit(model, same.flat()) });
  // What Python itself refuses nothing silences.
  if (rule !== "invalid-syntax" && rule !== "invalid-configuration") {
    add(`Ignore ${rule} here, with a comment`, { silences: { model, problem } });
    add(`Ignore ${rule} in the project`, { command: { id: ignoreRule, title: rule, arguments: [rule] } });
  }
  if (hasPages && rule !== "invalid-configuration")
    add(`What ${rule} is about`, { command: { id: showRule, title: rule, arguments: [rule] } });
  return actions;
}

/** Offers what can be done about the problems at the cursor. */
export function provideCodeActions(page: ActionPage): monaco.IDisposable {
  const registered = [
    monaco.languages.registerCodeActionProvider(
      ["python", "toml"],
      {
        provideCodeActions(model, range) {
          const all = page.freshProblems(model);
          const here = all.filter((problem) => touches(problem.range, spanOf(range)));
          const actions = here.flatMap((problem) => actionsFor(model, problem, all, page.showRule !== null));
          // Of two problems of a rule in one place the same is said once.
          const titles = new Set<string>();
          const isNew = ({ title, edit, silences }: SilencingAction) => {
            if ((edit ?? silences) !== undefined && !title.startsWith("Fix all")) return true;
            const isKnown = titles.has(title);
            titles.add(title);
            return !isKnown;
          };
          return { actions: actions.filter(isNew), dispose() {} };
        },
        resolveCodeAction(action: SilencingAction) {
          if (action.silences === undefined) return action;
          const { model, problem } = action.silences;
          return { ...action, edit: workspaceEdit(model, [silence(model, problem)]) };
        },
      },
      { providedCodeActionKinds: ["quickfix"] },
    ),
    monaco.editor.registerCommand(showRule, (_accessor, rule: string) => page.showRule?.(rule)),
    monaco.editor.registerCommand(ignoreRule, (_accessor, rule: string) => page.ignoreRule(rule)),
    monaco.editor.registerLinkOpener({
      open(resource) {
        if (resource.scheme !== "pellucid-rule") return false;
        page.showRule?.(resource.path);
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
