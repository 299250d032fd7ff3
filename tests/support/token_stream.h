#pragma once

// Lexing for tests and fuzzers, and what must hold of any stream of tokens whatsoever.

#include <algorithm>
#include <string>
#include <vector>

#include "lex/lexer.h"
#include "source/utf8.h"

namespace pellucid::tests {

struct Lexed {
  std::vector<lex::Token> tokens;  // up to and with EndOfFile
  lex::LexNotes notes;
  lex::NameTable names;  // borrows the text
};

// `batch`: how many tokens the lexer is asked for at a time. It must not show in the result.
inline Lexed lex_all(const source::Text& text, source::PythonVersion version,
                     lex::Trivia trivia = lex::Trivia::Leave, uint32_t batch = 64) {
  Lexed lexed;
  lexed.names.reset(text.view(), 0);
  lex::WordMap words(text);
  lex::Lexer lexer(text, words, version, lexed.names, lexed.notes, trivia);
  std::vector<lex::Token> tokens(batch);
  do {
    uint32_t count = lexer.fill(tokens.data(), batch);
    lexed.tokens.insert(lexed.tokens.end(), tokens.begin(), tokens.begin() + count);
  } while (lexed.tokens.back().kind != lex::TokenKind::EndOfFile);
  return lexed;
}

inline bool same_token(const lex::Token& a, const lex::Token& b) {
  return a.kind == b.kind && a.start == b.start && a.end == b.end && a.string == b.string &&
         (a.kind != lex::TokenKind::Name || a.payload == b.payload);
}

inline bool is_trivia(lex::TokenKind kind) {
  return kind == lex::TokenKind::Comment || kind == lex::TokenKind::LineBreak ||
         kind == lex::TokenKind::Unknown;
}

// Problems and comments: inside the text, and comments in order.
inline void find_note_faults(const source::Text& text, const lex::LexNotes& notes,
                             std::vector<std::string>& faults) {
  auto inside = [&](source::Range range) { return range.start <= range.end && range.end <= text.size(); };
  for (const diagnostic::Diagnostic& problem : notes.problems) {
    if (!inside(problem.range)) faults.push_back("a problem outside the text: " + problem.message);
    if (problem.message.empty()) faults.push_back("a problem without a message");
    for (const diagnostic::Related& related : problem.related)
      if (!inside(related.range)) faults.push_back("a related place outside the text: " + related.message);
    if (!problem.fix) continue;
    for (const diagnostic::Edit& edit : problem.fix->edits)
      if (!inside(edit.range)) faults.push_back("a fix outside the text: " + problem.fix->title);
  }
  uint32_t end = 0;
  for (source::Range comment : notes.comments) {
    if (comment.start < end || !inside(comment)) faults.push_back("comments overlap or leave the text");
    end = comment.end;
  }
}

// Names: numbered in the order of their first appearance, and spelled as the source spells them.
inline void find_name_faults(const source::Text& text, const Lexed& lexed, std::vector<std::string>& faults) {
  uint32_t next = lex::kFirstOwnName;
  for (const lex::Token& token : lexed.tokens) {
    if (token.kind != lex::TokenKind::Name) continue;
    std::string_view slice = text.slice(token.range());
    bool ascii = source::is_ascii(slice);
    // A keyword in letters beyond ASCII is a name.
    bool is_keyword = token.payload < lex::kKeywordCount && ascii;
    if (token.payload > next || token.payload >= lexed.names.count() || is_keyword) {
      faults.push_back("name " + std::to_string(token.payload) + " is out of turn: " + std::to_string(next) +
                       " at " + std::to_string(token.start));
      return;
    }
    if (token.payload == next) ++next;
    if (ascii && lexed.names.text_of(token.payload) != slice)
      faults.push_back("a name is spelled otherwise at " + std::to_string(token.start));
  }
}

// What is wrong with the stream, in words with offsets; empty if nothing is.
inline std::vector<std::string> stream_faults(const source::Text& text, const Lexed& lexed) {
  using lex::TokenKind;
  std::vector<std::string> faults;
  auto fault = [&](const lex::Token& token, std::string what) {
    if (faults.size() < 20)
      faults.push_back(std::string(lex::identifier_of(token.kind)) + " at " + std::to_string(token.start) +
                       ": " + what);
  };
  std::vector<TokenKind> open;
  int indents = 0;
  uint32_t end = 0;
  for (const lex::Token& token : lexed.tokens) {
    if (token.start < end) fault(token, "begins before the last one ends");
    if (token.end < token.start || token.end > text.size()) fault(token, "leaves the text");
    end = std::max(end, token.end);
    if ((token.flags & lex::kSynthetic) && token.start != token.end)
      fault(token, "is synthetic and has a width");
    auto closes = [&](TokenKind opener) {
      if (!open.empty() && open.back() == opener) {
        open.pop_back();
      } else {
        fault(token, "closes what is not open");
      }
    };
    switch (token.kind) {
      case TokenKind::LeftParenthesis:
      case TokenKind::LeftBracket:
      case TokenKind::LeftBrace:
      case TokenKind::FStringStart: open.push_back(token.kind); break;
      case TokenKind::RightParenthesis: closes(TokenKind::LeftParenthesis); break;
      case TokenKind::RightBracket: closes(TokenKind::LeftBracket); break;
      case TokenKind::RightBrace: closes(TokenKind::LeftBrace); break;
      case TokenKind::FStringEnd: closes(TokenKind::FStringStart); break;
      case TokenKind::FStringMiddle:
        if (open.empty()) fault(token, "stands outside a string");
        break;
      case TokenKind::Indent: ++indents; break;
      case TokenKind::Dedent: --indents; break;
      default: break;
    }
    if (indents < 0) fault(token, "ends no block");
    bool between_lines = token.kind == TokenKind::Newline || token.kind == TokenKind::Indent ||
                         token.kind == TokenKind::Dedent || token.kind == TokenKind::EndOfFile;
    if (between_lines && !open.empty()) fault(token, "stands inside brackets");
  }
  const lex::Token& last = lexed.tokens.back();
  if (last.start != text.size() || last.end != text.size()) fault(last, "is not at the end of the text");
  if (indents != 0) fault(last, "leaves blocks open");
  find_name_faults(text, lexed, faults);
  find_note_faults(text, lexed.notes, faults);
  return faults;
}

}  // namespace pellucid::tests
