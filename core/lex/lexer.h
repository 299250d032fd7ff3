#pragma once

// Text → tokens (language reference 2). The lexer fills a caller's array a batch at a time, so that tokens
// stay in the nearest cache however long the text. It hands the parser a stream that is always balanced:
//
//   - every opening bracket has its closing one. Where the source lacks it, a token of no width, flagged
//     kSynthetic, stands in, and the problem is reported once, at the bracket that was never closed;
//   - a closing bracket that nothing opened, and a character Python has no use for, are reported and left out;
//   - Indent and Dedent are paired.
//
// f-strings and t-strings are lexed as PEP 701 describes, for every version; what older versions lacked is
// reported. `f"a{x!r:>{w}}"` gives
//
//     FStringStart `f"`  FStringMiddle `a`  {  Name x  !  Name r  :  FStringMiddle `>`  {  Name w  }  }
//     FStringEnd
//
// A keyword that only a statement can begin, met as the first word of a line inside brackets, ends the
// logical line: no expression can contain it, so the brackets must have been meant to close before.
//
// Room: knows tokens and characters, not which token may follow which.

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "lex/name_table.h"
#include "lex/token.h"
#include "lex/word_map.h"
#include "source/python_version.h"
#include "source/text.h"
#include "source/utf8.h"

namespace pellucid::lex {

// CPython's own limits (Parser/lexer/state.h: MAXLEVEL, MAXINDENT, MAXFSTRINGLEVEL).
inline constexpr uint32_t kMaxBrackets = 200;
inline constexpr uint32_t kMaxIndents = 100;
inline constexpr uint32_t kMaxInterpolatedStrings = 150;

// What one text's lexing leaves beside its tokens, in the order of the text.
struct LexNotes {
  std::vector<diagnostic::Diagnostic> problems;
  std::vector<source::Range> comments;
};

// One level of indentation, measured twice as CPython does: tabs to multiples of eight, and tabs as one
// column. Lines whose two measures order them differently mix tabs and spaces inconsistently.
struct Indentation {
  uint32_t column;
  uint32_t narrow_column;
};

// Of the white space between the beginning of a line and its first token; the text around must be padded.
Indentation measure_indentation(const char* begin, const char* end);

enum class Trivia : uint8_t { Leave, Emit };  // Emit: Comment, LineBreak and Unknown tokens as well

class Lexer {
 public:
  // `words` is of the same text. All that is passed by reference must outlive the lexer.
  Lexer(const source::Text& text, const WordMap& words, source::PythonVersion version, NameTable& names,
        LexNotes& notes, Trivia trivia = Trivia::Leave);

  // Writes up to `capacity` (at least one) tokens and returns how many. The stream ends with EndOfFile, again
  // and again.
  uint32_t fill(Token* out, uint32_t capacity);

  // Starts over at the beginning of a statement: `offset` is the first character of its first token,
  // `indents` the open levels of indentation there (the first is column 0). Notes from there on are dropped.
  void restart(uint32_t offset, const std::vector<Indentation>& indents);

  // As restart, and additionally ends the logical line at `line_start`, the beginning of a line, if brackets
  // are open there.
  void restart_breaking_at(uint32_t offset, const std::vector<Indentation>& indents, uint32_t line_start);

  const std::vector<Indentation>& indents() const { return indents_; }

 private:
  // What the next step does. StringText is inside an f-string, outside its fields; Closing puts in what is
  // missing.
  enum class Mode : uint8_t { LineStart, Dedenting, Tokens, StringText, Closing, End };

  enum class Frame : uint8_t { Parenthesis, Bracket, Brace, Field, FieldSpec, InterpolatedString };
  static constexpr TokenKind kClosers[] = {TokenKind::RightParenthesis, TokenKind::RightBracket,
                                           TokenKind::RightBrace};  // by Frame

  // What is open. Field is a `{` of an f-string, FieldSpec the part of it behind the `:`.
  struct Context {
    Frame frame;
    bool has_comment;  // Field: a comment stands in it
    bool has_spec;     // Field: its expression is over
    uint16_t string;   // InterpolatedString: StringFlag
    uint32_t start;    // of the opening token
    uint32_t length;
  };

  // Each takes and returns the place in the text; tokens go to out_.
  const char* line_start(const char* p);
  const char* tokens(const char* p, const Token* limit);
  const char* other_token(const char* p);
  const char* string_text(const char* p);
  const char* close_one(const char* p);

  const char* name(const char* p);
  const char* keyword_ends_line(const char* p, TokenKind kind) const;
  const char* string_literal(const char* start, const char* quote, uint16_t flags);
  const char* interpolated_start(const char* start, const char* quote, uint16_t flags);
  const char* number(const char* p);
  const char* number_end(const char* p);
  const char* radix_digits(const char* p, uint32_t radix, std::string_view adjective);
  const char* decimal_digits(const char* p);
  const char* other_character(const char* p);
  void report_character(const char* p, source::Character c, std::string_view meant);
  void mend_lookalikes(const char* p, std::string_view first, diagnostic::Fix& fix);
  // Of the first `open` contexts, those that the end of the line closes are taken to be closed there.
  const char* unterminated(const char* start, const char* quote, const char* end);
  diagnostic::Fix closing_fix(const char* p, char quote, uint32_t open) const;
  const char* line_break(const char* p);
  const char* comment(const char* p);
  const char* continuation(const char* p);
  const char* too_many_brackets(const char* p);
  const char* close(const char* p, Frame frame, TokenKind kind);
  const char* field_punctuation(const char* p);
  const char* unterminated_in_field(const char* quote, bool triple);
  uint32_t innermost_string() const;
  Context& innermost() { return contexts_[depth_ - 1]; }
  void check_escape(const char* p, uint16_t flags);
  void check_bytes(const char* begin, const char* end);
  void check_field_for_old_versions(const char* end);
  void report_unclosed(uint32_t depth);
  // Puts the closing tokens of all contexts from `depth` on before lexing goes on at `resume` in `mode`;
  // LineStart ends the logical line as well.
  void close_down_to(uint32_t depth, const char* resume, Mode mode);
  uint32_t last_end() const { return out_ != batch_ ? out_[-1].end : last_end_; }

  void emit(TokenKind kind, const char* start, const char* end, uint32_t payload = 0, uint16_t string = 0) {
    *out_++ = {offset(start), offset(end), payload, kind, next_flags_, string};
    next_flags_ = 0;
  }
  uint32_t offset(const char* p) const { return static_cast<uint32_t>(p - begin_); }
  diagnostic::Diagnostic& problem(const char* start, const char* end, std::string message) {
    notes_.problems.push_back(diagnostic::syntax_error({offset(start), offset(end)}, std::move(message)));
    last_problem_ = std::max(last_problem_, offset(start));
    return notes_.problems.back();
  }

  const char* begin_;
  const char* end_;
  const WordMap& words_;
  source::PythonVersion version_;
  NameTable& names_;
  LexNotes& notes_;
  Trivia trivia_;

  const char* p_;
  Token* out_ = nullptr;
  const Token* batch_ = nullptr;
  uint32_t last_end_ = 0;      // of the last token of the batch before
  uint32_t last_problem_ = 0;  // where the one that begins last begins
  Mode mode_ = Mode::LineStart;
  uint8_t next_flags_ = 0;

  // Fields count as brackets, and each may have a FieldSpec.
  static constexpr uint32_t kMaxContexts = 2 * kMaxBrackets + kMaxInterpolatedStrings;
  Context contexts_[kMaxContexts];
  uint32_t depth_ = 0;     // how many of contexts_ are open
  uint32_t brackets_ = 0;  // of them, those that count towards kMaxBrackets
  uint32_t strings_ = 0;   // and those towards kMaxInterpolatedStrings

  std::vector<Indentation> indents_{{0, 0}};
  uint32_t dedents_ = 0;            // still to be emitted
  uint32_t accepted_column_ = 0;    // a column that fits no level and was taken for the current one
  const char* too_deep_ = nullptr;  // lines from here on were left out as indented too deeply
  bool reported_tabs_ = false;

  uint32_t closing_depth_ = 0;  // Closing: which contexts stay, where lexing goes on, and how
  const char* resume_ = nullptr;
  Mode closing_mode_ = Mode::Tokens;
  const char* break_at_ = nullptr;  // the line at which open brackets are given up
  // A run of letters with others than ASCII among them: where one ends a name, the rest is known to be such a
  // run too.
  const char* mixed_begin_ = nullptr;
  const char* mixed_end_ = nullptr;
  const char* stray_end_ = nullptr;  // behind characters without meaning that have been reported
  std::vector<const char*> mended_;  // characters that the last one reported has in its fix
  uint32_t fields_checked_to_ = 0;   // an offset: fields before it need no more checks for old versions
};

}  // namespace pellucid::lex
