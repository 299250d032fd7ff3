import type { Span } from "../model/place";
import type { Diagnostic, Severity } from "../model/results";
import { monaco } from "./monaco";

export const markerOwner = "pellucid";

const severities: Record<Severity, monaco.MarkerSeverity> = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
};

export function monacoRange({ start, end }: Span): monaco.IRange {
  return {
    startLineNumber: start.line,
    startColumn: start.column,
    endLineNumber: end.line,
    endColumn: end.column,
  };
}

export function spanOf(range: monaco.IRange): Span {
  return {
    start: { line: range.startLineNumber, column: range.startColumn },
    end: { line: range.endLineNumber, column: range.endColumn },
  };
}

const plain = (message: string): string => message.replaceAll("`", "");

export function markerOf(diagnostic: Diagnostic, uri: monaco.Uri): monaco.editor.IMarkerData {
  return {
    ...monacoRange(diagnostic.range),
    severity: severities[diagnostic.severity],
    message: plain(diagnostic.message),
    // In the hover, a link to what it is about.
    code: { value: diagnostic.rule, target: monaco.Uri.from({ scheme: "pellucid-rule", path: diagnostic.rule }) },
    relatedInformation: diagnostic.related.map((related) => ({
      ...monacoRange(related.range),
      resource: uri,
      message: plain(related.message),
    })),
  };
}

/**
 * The squiggle of a problem. Monaco draws markers itself, but after a timer, and so one frame later than the rest of what
 * the checker said; its squiggles are hidden (editor_pane.css), and these show at once.
 */
export function squiggleOf({ range, severity }: Diagnostic): monaco.editor.IModelDeltaDecoration {
  return {
    range: monacoRange(range),
    options: {
      className: `squiggle squiggle-${severity}`,
      showIfCollapsed: true,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      zIndex: 1,
    },
  };
}
