// The lexer's part for words that are not plain ASCII names, and for characters that begin no token.

#include <algorithm>
#include <cstring>
#include <string>

#include "base/simd.h"
#include "lex/characters.h"
#include "lex/lexer.h"
#include "source/unicode.h"
#include "source/utf8.h"

namespace pellucid::lex {

using base::Bytes16;

namespace {

// Keywords that begin a statement and stand in no expression.
bool begins_statement_only(TokenKind kind) {
  switch (kind) {
    case TokenKind::Assert:
    case TokenKind::Break:
    case TokenKind::Class:
    case TokenKind::Continue:
    case TokenKind::Def:
    case TokenKind::Del:
    case TokenKind::Elif:
    case TokenKind::Except:
    case TokenKind::Finally:
    case TokenKind::Global:
    case TokenKind::Import:
    case TokenKind::Nonlocal:
    case TokenKind::Pass:
    case TokenKind::Raise:
    case TokenKind::Return:
    case TokenKind::Try:
    case TokenKind::While:
    case TokenKind::With: return true;
    default: return false;
  }
}

}  // namespace

// If a keyword inside brackets shows that the logical line was meant to be over, the beginning of its line.
const char* Lexer::keyword_ends_line(const char* p, TokenKind kind) const {
  if (!(next_flags_ & kFirstOnLine)) return nullptr;
  if (kind == TokenKind::Async) {
    const char* next = p + 5;
    while (*next == ' ' || *next == '\t') ++next;
    bool statement = std::strncmp(next, "def ", 4) == 0 || std::strncmp(next, "with ", 5) == 0;
    if (!statement) return nullptr;
  } else if (!begins_statement_only(kind)) {
    return nullptr;
  }
  while (p > begin_ && !is_line_break(p[-1])) --p;
  return p;
}

// An identifier that is long or not ASCII.
const char* Lexer::name(const char* p) {
  const char* start = p;
  const char* end = mixed_end_;
  bool ascii = false;
  if (start < mixed_begin_ || start >= mixed_end_) {
    end = p + base::span(p, [](Bytes16 bytes) { return bytes.word(); });
    ascii = source::is_ascii({start, static_cast<size_t>(end - start)});
    if (!ascii) {
      mixed_begin_ = start;
      mixed_end_ = end;
    }
  }
  if (!ascii) {
    uint32_t minor = version_.minor;
    for (p = start; p < end;) {
      source::Character c = source::character_at(p, end_);
      bool fits = c.code < 0x80 || (c.valid && (p == start ? source::may_start_identifier(c.code, minor)
                                                           : source::may_continue_identifier(c.code, minor)));
      if (!fits) break;
      p += c.length;
    }
    end = p;
    if (end == start) return other_character(start);
  }
  auto length = static_cast<uint32_t>(end - start);
  TokenKind kind = TokenKind::Name;
  uint32_t index;
  if (ascii) {
    index = names_.intern_slice(offset(start), length);
  } else {
    std::string_view spelled(start, length);
    std::string normal = source::normalize_identifier(spelled);
    index = normal == spelled ? names_.intern_slice(offset(start), length) : names_.intern_spelling(normal);
    // `in` with a stray byte behind it; a keyword in other letters (`ｉn`) is a name to CPython.
    if (index < kKeywordCount && normal == spelled)
      kind = static_cast<TokenKind>(static_cast<uint32_t>(kFirstKeyword) + index);
  }
  emit(kind, start, end, index);
  return end;
}

// A character that begins no token. Neighbours make one problem.
const char* Lexer::other_character(const char* p) {
  source::Character c = source::character_at(p, end_);
  const char* end = p + c.length;
  bool known = !c.valid || c.code == 0 ||
               std::find(mended_.begin(), mended_.end(), p) !=
                   mended_.end();  // decoding or the first one has reported it
  if (!known) {
    std::erase_if(mended_, [p](const char* its) { return its < p; });
    const char* gap = p;
    while (gap > begin_ && gap[-1] == ' ') --gap;
    std::string_view meant = ascii_lookalike(c.code);
    if (gap == stray_end_ && meant.empty()) {
      notes_.problems.back().range.end = offset(end);
      notes_.problems.back().message = "these characters have no meaning in Python";
    } else {
      report_character(p, c, meant);
    }
    stray_end_ = meant.empty() ? end : nullptr;
  }
  if (trivia_ == Trivia::Emit) emit(TokenKind::Unknown, p, end);
  // What follows is not the first on its line, else a keyword that ends the line would bring this one up
  // again.
  next_flags_ = 0;
  return end;
}

void Lexer::report_character(const char* p, source::Character c, std::string_view meant) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  const char* end = p + c.length;
  std::string code;
  for (int shift = c.code > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
    code.push_back(kDigits[c.code >> shift & 15]);
  std::string message = "character ";
  if (c.code >= 0x20 && c.code != 0x7F && !(c.code >= 0x80 && c.code <= 0xA0))
    message += "`" + std::string(p, c.length) + "` ";
  diagnostic::Diagnostic& d = problem(p, end, message + "(U+" + code + ") has no meaning in Python");
  if (c.code == '!' && (is_word_character(p[1]) || p[1] == '(')) {
    d.message = "`!` is written `not`";
    d.fix = diagnostic::Fix{"Replace with `not`", {{{offset(p), offset(end)}, "not "}}};
    return;
  }
  if (c.code == '!') {
    const char* equal = end;
    while (*equal == ' ') ++equal;
    if (*equal == '=' && equal[1] != '=') {
      d.message = "`!=` is written without a space in it";
      d.fix = diagnostic::Fix{"Remove the space", {{{offset(end), offset(equal)}, ""}}};
    }
  }
  if (c.code == '?' && *end == ' ') d.message += "; a choice is written `a if condition else b`";
  // Spaces without width, and marks of direction, cannot be seen, so they are best removed.
  bool invisible = (c.code >= 0x200B && c.code <= 0x200F) || (c.code >= 0x202A && c.code <= 0x202E) ||
                   c.code == 0x2060 || c.code == 0xFEFF || c.code == 0xAD;
  if (invisible) d.fix = diagnostic::Fix{"Remove the character", {{{offset(p), offset(end)}, ""}}};
  if (meant.empty()) return;
  std::string spelled(meant);
  d.message += "; did you mean `" + spelled + "`?";
  d.fix = diagnostic::Fix{"Replace with `" + spelled + "`", {{{offset(p), offset(end)}, spelled}}};
  mend_lookalikes(end, meant, *d.fix);
}

// What was typed with another keyboard is so for a line, and mended with one fix: quotation marks in pairs,
// with what stands between them left alone, and brackets, commas and colons up to a string or comment.
void Lexer::mend_lookalikes(const char* p, std::string_view first, diagnostic::Fix& fix) {
  constexpr size_t kMostMended = 50;
  bool in_string = first == "\"" || first == "'";
  if (first == " ") return;
  while (p < end_ && !is_line_break(*p)) {
    if (!in_string && *p == '#') break;
    if (!in_string && (*p == '"' || *p == '\'')) {
      const char* close = p + 1;
      while (close < end_ && *close != *p && !is_line_break(*close)) ++close;
      if (*close != *p) break;
      p = close + 1;
      continue;
    }
    source::Character next = source::character_at(p, end_);
    std::string_view meant = ascii_lookalike(next.code);
    bool quote = meant == "\"" || meant == "'";
    if (!meant.empty() && meant != " " && (in_string ? meant == first : !quote)) {
      fix.edits.push_back({{offset(p), offset(p) + next.length}, std::string(meant)});
      mended_.push_back(p);
      if (in_string || mended_.size() >= kMostMended) return;
    }
    p += next.length;
  }
}

}  // namespace pellucid::lex
