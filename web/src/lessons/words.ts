// Markdown's tokens made into the few kinds of words that lessons have. What is not among them is a problem of the file:
// nothing is dropped, and nothing of it can ever become HTML.

import { lexer, type Token, type Tokens } from "marked";
import type { Block, Inline } from "./lesson";

/** A token of the outermost level and the line that it begins in. */
export interface PlacedToken {
  readonly token: Token;
  readonly line: number;
}

export type Complain = (line: number, message: string) => void;

const lineEnds = (text: string): number => text.split("\n").length - 1;

/** The tokens of a text that begins in the given line of its file. */
export function placedTokens(text: string, firstLine: number): PlacedToken[] {
  let line = firstLine;
  return lexer(text).map((token) => {
    const placed = { token, line };
    line += lineEnds(token.raw);
    return placed;
  });
}

const kindsInWords: Record<string, string> = {
  html: "HTML",
  image: "a picture",
  table: "a table",
  blockquote: "a quotation",
  hr: "a line across",
  del: "struck-out words",
};

const inWords = (kind: string): string => kindsInWords[kind] ?? `"${kind}"`;

/** What stands between the backticks. */
function codeOf(raw: string): string {
  const fence = /^`+/.exec(raw)?.[0].length ?? 0;
  const inside = raw.slice(fence, raw.length - fence).replaceAll("\n", " ");
  return /^ .*[^ ].* $/.test(inside) ? inside.slice(1, -1) : inside;
}

function linkTarget(href: string): string | null {
  if (/^https:\/\//.test(href)) return href;
  return /^[\w-]+\.md$/.test(href) ? href : null;
}

export function inlines(tokens: readonly Token[] | undefined, line: number, complain: Complain): Inline[] {
  return (tokens ?? []).flatMap((token): Inline[] => {
    switch (token.type) {
      case "text":
        // As it is written: the lexer has made it ready for HTML.
        return [{ is: "text", text: token.raw.replaceAll("\n", " ") }];
      case "escape":
        return [{ is: "text", text: token.raw.slice(1) }];
      case "br":
        return [{ is: "text", text: " " }];
      case "codespan":
        return [{ is: "code", text: codeOf(token.raw) }];
      case "strong":
        return [{ is: "strong", of: inlines(token.tokens, line, complain) }];
      case "em":
        return [{ is: "emphasis", of: inlines(token.tokens, line, complain) }];
      case "link": {
        const to = linkTarget(token.href);
        if (to === null) {
          complain(
            line,
            `a link leads to \`${token.href}\`: it may lead to another lesson (name.md) or to an https address`,
          );
          return [];
        }
        return [{ is: "link", to, of: inlines(token.tokens, line, complain) }];
      }
      default:
        complain(line, `${inWords(token.type)} cannot be shown here`);
        return [];
    }
  });
}

function listItem(item: Tokens.ListItem, line: number, complain: Complain): Inline[] {
  return item.tokens.flatMap((token) => {
    if (token.type === "text" || token.type === "paragraph")
      return inlines((token as Tokens.Text | Tokens.Paragraph).tokens, line, complain);
    complain(line, `${token.type === "list" ? "a list within a list" : inWords(token.type)} cannot be shown here`);
    return [];
  });
}

/** The words of a token; none if it is only space. */
export function blocks({ token, line }: PlacedToken, complain: Complain): Block[] {
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "paragraph":
      return [{ is: "paragraph", of: inlines((token as Tokens.Paragraph).tokens, line, complain) }];
    case "list": {
      const list = token as Tokens.List;
      let at = line;
      const items = list.items.map((item) => {
        const words = listItem(item, at, complain);
        at += lineEnds(item.raw);
        return words;
      });
      return [{ is: "list", isOrdered: list.ordered, items }];
    }
    case "code":
      return [{ is: "code", text: token.text }];
    default:
      complain(line, `${inWords(token.type)} cannot be shown here`);
      return [];
  }
}

/** The words of a text that begins in the given line. */
export function wordsOf(text: string, firstLine: number, complain: Complain): Block[] {
  return placedTokens(text, firstLine).flatMap((placed) => blocks(placed, complain));
}

/** What somebody reads, without how it looks. */
export function plainText(words: readonly Inline[]): string {
  return words.map((word) => ("of" in word ? plainText(word.of) : word.text)).join("");
}
