import { monaco } from "./monaco";

// The page's colours are custom properties that differ between light and dark; an element's computed colour tells what
// one of them is at the moment.
function colorReader(): (property: string) => string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const probe = document.createElement("span");
  probe.style.forcedColorAdjust = "none";
  return (property) => {
    document.body.append(probe);
    probe.style.color = `var(${property})`;
    const { color } = getComputedStyle(probe);
    probe.remove();
    if (context === null) return "#808080";
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const channels = [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
    return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
  };
}

/** Gives the editor the colours that the page has now. */
export function applyTheme(isDark: boolean, isHighContrast: boolean): void {
  const color = colorReader();
  const token = (name: string, property: string, fontStyle = "") => ({
    token: name,
    foreground: color(property).slice(1),
    fontStyle,
  });
  const selection = color("--selected");
  monaco.editor.defineTheme("pellucid", {
    base: isHighContrast ? (isDark ? "hc-black" : "hc-light") : isDark ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      token("", "--code-name"),
      token("keyword", "--code-keyword", "bold"),
      token("string", "--code-string"),
      token("number", "--code-number"),
      token("comment", "--code-comment", "italic"),
      token("identifier", "--code-name"),
      token("tag", "--code-name"),
      token("delimiter", "--ink-soft"),
      // What names stand for, as the checker tells it.
      token("variable", "--code-name"),
      token("property", "--code-name"),
      token("unresolved", "--code-name"),
      token("function", "--code-function"),
      token("method", "--code-function"),
      token("class", "--code-class"),
      token("type", "--code-class"),
      token("typeParameter", "--code-class", "italic"),
      token("namespace", "--code-module"),
      token("parameter", "--code-parameter"),
      token("builtin", "--code-builtin"),
      token("variable.readonly", "--code-number"),
      token("property.readonly", "--code-number"),
    ],
    colors: {
      "editor.background": color("--paper"),
      "editor.foreground": color("--code-name"),
      "editorLineNumber.foreground": color("--ink-faint"),
      "editorLineNumber.activeForeground": color("--ink"),
      "editorCursor.foreground": color("--ink"),
      "editor.selectionBackground": selection,
      "editor.inactiveSelectionBackground": selection,
      "editor.selectionHighlightBackground": "#00000000",
      "editor.lineHighlightBackground": "#00000000",
      "editor.lineHighlightBorder": "#00000000",
      "editorBracketMatch.background": color("--lit"),
      "editorBracketMatch.border": color("--lit-edge"),
      "editorIndentGuide.background1": color("--line"),
      "editorIndentGuide.activeBackground1": color("--line-strong"),
      "editorError.foreground": color("--error"),
      "editorWarning.foreground": color("--warning"),
      "editorInfo.foreground": color("--info"),
      "editorWidget.background": color("--paper-raised"),
      "editorWidget.border": color("--line"),
      "editorHoverWidget.background": color("--paper-raised"),
      "editorHoverWidget.border": color("--line"),
      "editorHoverWidget.foreground": color("--ink"),
      "editor.wordHighlightBackground": color("--lit"),
      "editor.wordHighlightStrongBackground": color("--lit"),
      "editor.wordHighlightTextBackground": color("--lit"),
      "editor.wordHighlightBorder": color("--lit-edge"),
      "editor.wordHighlightStrongBorder": color("--lit-edge"),
      "editor.wordHighlightTextBorder": color("--lit-edge"),
      "editorOverviewRuler.wordHighlightForeground": "#00000000",
      "editorOverviewRuler.wordHighlightStrongForeground": "#00000000",
      "editorOverviewRuler.wordHighlightTextForeground": "#00000000",
      "editorLink.activeForeground": color("--accent"),
      "list.hoverBackground": color("--paper-sunk"),
      "list.focusBackground": selection,
      "list.activeSelectionBackground": selection,
      "list.activeSelectionForeground": color("--ink"),
      "list.inactiveSelectionBackground": selection,
      "list.highlightForeground": color("--accent"),
      "list.focusHighlightForeground": color("--accent"),
      "quickInputList.focusBackground": selection,
      "quickInputList.focusForeground": color("--ink"),
      "editorSuggestWidget.selectedBackground": selection,
      "editorSuggestWidget.selectedForeground": color("--ink"),
      "peekView.border": color("--line-strong"),
      "peekViewTitle.background": color("--paper-sunk"),
      "peekViewTitleLabel.foreground": color("--ink"),
      "peekViewTitleDescription.foreground": color("--ink-soft"),
      "peekViewEditor.background": color("--paper-raised"),
      "peekViewEditorGutter.background": color("--paper-raised"),
      "peekViewEditor.matchHighlightBackground": color("--lit"),
      "peekViewResult.background": color("--paper-sunk"),
      "peekViewResult.lineForeground": color("--ink"),
      "peekViewResult.fileForeground": color("--ink"),
      "peekViewResult.selectionBackground": selection,
      "peekViewResult.selectionForeground": color("--ink"),
      "peekViewResult.matchHighlightBackground": color("--lit"),
      "input.background": color("--paper"),
      "input.foreground": color("--ink"),
      "input.border": color("--line-strong"),
      "editorOverviewRuler.errorForeground": color("--error"),
      "editorOverviewRuler.warningForeground": color("--warning"),
      "editorOverviewRuler.infoForeground": color("--info"),
      "scrollbarSlider.background": `${color("--line-strong")}40`,
      "scrollbarSlider.hoverBackground": `${color("--line-strong")}70`,
      "scrollbarSlider.activeBackground": `${color("--line-strong")}a0`,
      "scrollbar.shadow": "#00000000",
      "widget.shadow": "#00000028",
      focusBorder: color("--accent"),
    },
  });
  monaco.editor.setTheme("pellucid");
}
