import { monaco } from "./monaco";

/** Colours for TOML, which Monaco does not bring. */
export function registerToml(): void {
  monaco.languages.register({ id: "toml" });
  monaco.languages.setLanguageConfiguration("toml", {
    comments: { lineComment: "#" },
    brackets: [
      ["[", "]"],
      ["{", "}"],
    ],
    autoClosingPairs: [
      { open: "[", close: "]" },
      { open: "{", close: "}" },
      { open: '"', close: '"' },
      { open: "'", close: "'" },
    ],
    wordPattern: /[\w-]+/,
  });
  monaco.languages.setMonarchTokensProvider("toml", {
    defaultToken: "",
    tokenizer: {
      root: [
        [/^\s*\[+[^\]#]*\]*/, "keyword"],
        [/(?:[\w-]+|"[^"]*"|'[^']*')(?=\s*(?:=|\.[\w-]))/, "identifier"],
        { include: "value" },
      ],
      value: [
        [/#.*/, "comment"],
        [/"""/, "string", "@basic"],
        [/'''/, "string", "@literal"],
        [/"(?:[^"\\]|\\.)*"?/, "string"],
        [/'[^']*'?/, "string"],
        [/\b(?:true|false)\b/, "keyword"],
        [/[+-]?\d[\w.:+-]*/, "number"],
      ],
      basic: [
        [/"""/, "string", "@pop"],
        [/[^"]+|"/, "string"],
      ],
      literal: [
        [/'''/, "string", "@pop"],
        [/[^']+|'/, "string"],
      ],
    },
  });
}
