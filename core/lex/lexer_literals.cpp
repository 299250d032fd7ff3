// The lexer's part for numbers and strings (language reference 2.4 to 2.6, PEP 701, PEP 750).

#include <string>

#include "base/simd.h"
#include "lex/characters.h"
#include "lex/lexer.h"
#include "source/character_names.h"
#include "source/utf8.h"

namespace pellucid::lex {

using base::Bytes16;

// Numbers

namespace {

bool starts_with_word(const char* p, std::string_view word) {
  return std::string_view(p, word.size()) == word;
}

// `1if x else 2` is deprecated, and valid.
bool may_follow_number(const char* p) {
  for (std::string_view word : {"and", "else", "for", "if", "in", "is", "not", "or"})
    if (starts_with_word(p, word)) return true;
  return false;
}

}  // namespace

const char* Lexer::number_end(const char* p) {
  if (!is_word_character(*p) || may_follow_number(p)) return p;
  const char* start = p;
  while (is_word_character(*p)) ++p;
  problem(start, p, "`" + std::string(start, p) + "` cannot follow a number directly");
  return p;
}

const char* Lexer::decimal_digits(const char* p) {
  for (;;) {
    while (is_digit(*p)) ++p;
    if (*p != '_') return p;
    if (!is_digit(p[1])) problem(p, p + 1, "an underscore in a number must be between two digits");
    ++p;
  }
}

const char* Lexer::radix_digits(const char* p, uint32_t radix, std::string_view adjective) {
  const char* start = p;
  for (;; ++p) {
    if (*p == '_') {
      if (hex_value(p[1]) >= radix)
        problem(p, p + 1, "an underscore in a number must be followed by a digit");
    } else if (hex_value(*p) >= radix) {
      break;
    }
  }
  if (is_digit(*p)) {
    problem(p, p + 1,
            "`" + std::string(1, *p) + "` is not a digit of " + std::string(adjective) + " numbers");
    while (is_word_character(*p)) ++p;
  } else if (p == start) {
    problem(start - 2, p, "the " + std::string(adjective) + " number has no digits");
  }
  return p;
}

const char* Lexer::number(const char* p) {
  const char* start = p;
  TokenKind kind = TokenKind::Integer;
  if (*p == '0' && is_word_character(p[1]) && !is_digit(p[1])) {
    uint32_t radix = 0;
    std::string_view adjective;
    switch (p[1] | 0x20) {
      case 'x': radix = 16, adjective = "hexadecimal"; break;
      case 'o': radix = 8, adjective = "octal"; break;
      case 'b': radix = 2, adjective = "binary"; break;
      default: break;
    }
    if (radix != 0) {
      p = number_end(radix_digits(p + 2, radix, adjective));
      emit(kind, start, p);
      return p;
    }
  }
  if (*p != '.') p = decimal_digits(p);
  const char* whole_end = p;
  if (*p == '.') {
    kind = TokenKind::Float;
    ++p;
    if (is_digit(*p)) p = decimal_digits(p);
  }
  if ((*p | 0x20) == 'e') {
    const char* digits = p + 1 + (p[1] == '+' || p[1] == '-');
    if (is_digit(*digits)) {
      kind = TokenKind::Float;
      p = decimal_digits(digits);
    }
  }
  if ((*p | 0x20) == 'j') {
    kind = TokenKind::Imaginary;
    ++p;
  }
  if (kind == TokenKind::Integer && *start == '0') {
    bool zero = true;
    for (const char* digit = start; digit < whole_end; ++digit) zero &= *digit == '0' || *digit == '_';
    if (!zero) {
      const char* first = start;
      while (*first == '0' || *first == '_') ++first;
      std::string digits(first, whole_end);
      bool octal = digits.find_first_of("89") == std::string::npos;
      problem(start, whole_end, "a decimal number cannot start with `0`; octal numbers start with `0o`").fix =
          diagnostic::Fix{octal ? "Write as octal" : "Remove the zeros",
                          {{{offset(start), offset(whole_end)}, octal ? "0o" + digits : digits}}};
    }
  }
  p = number_end(p);
  emit(kind, start, p);
  return p;
}

// Strings

// `p` is at a backslash of a string that is not raw (language reference 2.4.1.1).
void Lexer::check_escape(const char* p, uint16_t flags) {
  uint32_t digits = 0;
  switch (p[1]) {
    case 'x': digits = 2; break;
    case 'u': digits = flags & kBytesString ? 0 : 4; break;
    case 'U': digits = flags & kBytesString ? 0 : 8; break;
    case 'N':
      if (flags & kBytesString) return;
      if (p[2] == '{') {
        const char* end = p + 3;
        // No name holds a backslash; and so `\N{\N{\N{…` is not searched to its end again and again.
        while (*end != '}' && *end != '"' && *end != '\'' && *end != '\\' && !is_line_break(*end) &&
               end < end_)
          ++end;
        if (*end == '}' && end > p + 3) {
          std::string_view named(p + 3, static_cast<size_t>(end - p - 3));
          bool known = !source::has_character_names() || source::character_named(named).has_value();
          if (!known) problem(p, end + 1, "unknown character name");
          return;
        }
      }
      problem(p, p + 2, "`\\N` needs the name of a character in braces");
      return;
    default: return;
  }
  uint32_t code = 0;
  for (uint32_t i = 0; i < digits; ++i) {
    uint32_t value = hex_value(p[2 + i]);
    if (value == 16) {
      problem(p, p + 2 + i,
              std::string("`\\") + p[1] + "` needs " + std::to_string(digits) + " hexadecimal digits");
      return;
    }
    code = code << 4 | value;
  }
  if (code > 0x10FFFF) problem(p, p + 2 + digits, "no character has a code above U+10FFFF");
}

void Lexer::check_bytes(const char* begin, const char* end) {
  if (source::is_ascii({begin, static_cast<size_t>(end - begin)})) return;
  const char* p = begin;
  while (static_cast<uint8_t>(*p) < 0x80) ++p;
  source::Character c = source::character_at(p, end);
  problem(p, p + c.length, "bytes literals can only contain ASCII characters; write others as escapes");
}

uint32_t Lexer::innermost_string() const {
  uint32_t at = depth_;
  while (at > 0 && contexts_[at - 1].frame != Frame::InterpolatedString) --at;
  return at;  // its index + 1, or 0
}

// A quote in a replacement field opens a string that has no end. If it is the quote of the f-string around,
// the field lacks its `}`: `f"{x"`. Then the f-string goes on at the quote.
const char* Lexer::unterminated_in_field(const char* quote, bool triple) {
  uint32_t at = innermost_string();
  if (at == 0) return nullptr;
  uint16_t outer = contexts_[at - 1].string;
  if (((outer & kTripleQuoted) != 0) != triple || ((outer & kDoubleQuote) != 0) != (*quote == '"'))
    return nullptr;
  const Context& field = contexts_[at];
  problem(quote, quote, "expected `}`")
      .related.push_back({{field.start, field.start + 1}, "`{` was opened here"});
  close_down_to(at, quote, Mode::StringText);
  return quote;
}

// `p` is at the end of a line whose string has no end. In brackets the last of them most likely closes what
// is open: `print("hello)`.
diagnostic::Fix Lexer::closing_fix(const char* p, char quote, uint32_t open) const {
  const char* at = p;
  for (; open > 0 && (at[-1] == ')' || at[-1] == ']' || at[-1] == '}'); --open) --at;
  return {"Close the string", {{{offset(at), offset(at)}, std::string(1, quote)}}};
}

// A string that lacks its quotation mark on its line, which ends at `end`. Returns where the string ends.
const char* Lexer::unterminated(const char* start, const char* quote, const char* end) {
  char q = *quote;
  std::string spelled(1, q);
  diagnostic::Diagnostic& d = problem(start, end, "missing closing `" + spelled + "`");
  d.fix = closing_fix(end, q, depth_);
  // `"C:\"`: the backslash was meant to be the last character.
  const char* last = end;
  while (last > quote + 2 && *last != q) --last;
  if (last > quote + 1 && last < end && *last == q && last[-1] == '\\') {
    d.message += ": `\\" + spelled + "` does not end the string";
    d.fix = diagnostic::Fix{"Write the backslash twice", {{{offset(last) - 1, offset(last)}, "\\\\"}}};
    return end;
  }
  // `"one` and `two"` on the next line: the words before its quotation mark are no code.
  const char* next = after_line_break(end);
  if (end >= end_ || next >= end_) return end;
  const char* other = next;
  while (*other == ' ' || is_word_character(*other) || *other == ',' || *other == '.') ++other;
  bool words =
      *other == q && other > next && (is_word_character(other[-1]) || other[-1] == '.') && other[1] != q;
  for (const char* at = other + 1; words && at < end_ && !is_line_break(*at); ++at) words = *at != q;
  if (!words) return end;
  d.message =
      "a string in `" + spelled + "` must end on its line; one of several lines is put in three of them";
  std::string three(3, q);
  d.fix = diagnostic::Fix{
      "Use `" + three + "`",
      {{{offset(quote), offset(quote) + 1}, three}, {{offset(other), offset(other) + 1}, three}}};
  return other + 1;
}

const char* Lexer::string_literal(const char* start, const char* quote, uint16_t flags) {
  char q = *quote;
  bool triple = quote[1] == q && quote[2] == q;
  if (q == '"') flags |= kDoubleQuote;
  if (triple) flags |= kTripleQuoted;
  const char* p = quote + (triple ? 3 : 1);
  for (;;) {
    if (triple) {
      p += base::span(p, [q](Bytes16 bytes) { return ~bytes.any_of(q, '\\', '\0'); });
    } else {
      p += base::span(
          p, [q](Bytes16 bytes) { return ~(bytes.any_of(q, '\\', '\n') | bytes.any_of('\r', '\0', '\0')); });
    }
    if (*p == q) {
      if (!triple) {
        ++p;
        break;
      }
      if (p[1] == q && p[2] == q) {
        p += 3;
        break;
      }
      ++p;
    } else if (*p == '\\') {
      if (!(flags & kRawString)) check_escape(p, flags);
      p = is_line_break(p[1]) ? after_line_break(p + 1) : p + 1 + (p + 1 < end_);
    } else if (*p == '\0' && p < end_) {
      ++p;
    } else {
      if (const char* resume = unterminated_in_field(quote, triple)) return resume;
      flags |= kUnterminated;
      if (triple) {
        problem(start, quote + 3, "this triple-quoted string is never closed");
      } else {
        p = unterminated(start, quote, p);
      }
      break;
    }
  }
  if (flags & kBytesString) check_bytes(quote, p);
  emit(TokenKind::String, start, p, 0, flags);
  return p;
}

// Strings with replacement fields

const char* Lexer::interpolated_start(const char* start, const char* quote, uint16_t flags) {
  if (strings_ == kMaxInterpolatedStrings) {
    problem(start, quote + 1,
            "too many nested f-strings: the limit is 150, and the rest of the line is not checked");
    while (start < end_ && !is_line_break(*start)) ++start;
    close_down_to(0, after_line_break(start), Mode::LineStart);
    return start;
  }
  ++strings_;
  char q = *quote;
  bool triple = quote[1] == q && quote[2] == q;
  if (q == '"') flags |= kDoubleQuote;
  if (triple) flags |= kTripleQuoted;
  const char* end = quote + (triple ? 3 : 1);
  emit(TokenKind::FStringStart, start, end, 0, flags);
  contexts_[depth_++] = {Frame::InterpolatedString,         false, false, flags, offset(start),
                         static_cast<uint32_t>(end - start)};
  mode_ = Mode::StringText;
  return end;
}

// Text between the fields of an f-string, or of a field's format specification.
const char* Lexer::string_text(const char* p) {
  uint32_t string = innermost_string();
  Context outer = contexts_[string - 1];
  bool in_spec = innermost().frame == Frame::FieldSpec;
  bool raw = (outer.string & kRawString) != 0;
  bool triple = (outer.string & kTripleQuoted) != 0;
  char q = outer.string & kDoubleQuote ? '"' : '\'';
  const char* start = p;
  auto emit_text = [&] {
    if (p > start) emit(TokenKind::FStringMiddle, start, p, 0, outer.string);
  };
  for (;;) {
    p += base::span(p, [q](Bytes16 bytes) {
      return ~(bytes.any_of(q, '\\', '{') | bytes.any_of('}', '\n', '\r') | bytes.equals('\0'));
    });
    switch (*p) {
      case '\\':
        if (p[1] == '{' || p[1] == '}') {
          ++p;
        } else if (!raw && p[1] == 'N' && p[2] == '{') {
          check_escape(p, outer.string);
          while (*p != '}' && *p != q && !is_line_break(*p) && p < end_) ++p;
          if (*p == '}') ++p;
        } else {
          if (!raw) check_escape(p, outer.string);
          p = is_line_break(p[1]) ? after_line_break(p + 1) : p + 1 + (p + 1 < end_);
        }
        continue;
      case '{':
        if (p[1] == '{' && !in_spec) {
          p += 2;
          continue;
        }
        emit_text();
        if (brackets_ == kMaxBrackets) return too_many_brackets(p);
        ++brackets_;
        contexts_[depth_++] = {Frame::Field, false, false, 0, offset(p), 1};
        emit(TokenKind::LeftBrace, p, p + 1);
        mode_ = Mode::Tokens;
        return p + 1;
      case '}':
        if (in_spec) {
          emit_text();
          --depth_;
          mode_ = Mode::Tokens;
          return p;
        }
        if (p[1] == '}') {
          p += 2;
        } else {
          problem(p, p + 1, "a literal `}` in an f-string must be written `}}`").fix =
              diagnostic::Fix{"Double the brace", {{{offset(p), offset(p + 1)}, "}}"}}};
          ++p;
        }
        continue;
      case '\n':
      case '\r':
        if (triple) {
          p = after_line_break(p);
          continue;
        }
        if (in_spec && (version_.minor == 12 || version_.minor == 13)) {
          // These two ended the specification here, though not the field; 3.14 rejects it again.
          emit_text();
          --depth_;
          mode_ = Mode::Tokens;
          return p;
        }
        break;
      case '\0':
        if (p < end_) {
          ++p;
          continue;
        }
        break;
      default:  // the quote
        if (triple && (p[1] != q || p[2] != q)) {
          ++p;
          continue;
        }
        emit_text();
        if (in_spec) {
          const Context& field = contexts_[depth_ - 2];
          problem(p, p, "expected `}`")
              .related.push_back({{field.start, field.start + 1}, "`{` was opened here"});
          close_down_to(string, p, Mode::StringText);
          return p;
        }
        p += triple ? 3 : 1;
        emit(TokenKind::FStringEnd, p - (triple ? 3 : 1), p, 0, outer.string);
        --depth_;
        --strings_;
        mode_ = Mode::Tokens;
        return p;
    }
    // The line or the text ends before the string does.
    const char* string_start = begin_ + outer.start;
    emit_text();
    if (triple) {
      problem(string_start, string_start + outer.length, "this triple-quoted string is never closed");
    } else {
      problem(string_start, p, std::string("missing closing `") + q + "`").fix =
          closing_fix(p, q, string - 1);
    }
    close_down_to(string - 1, p, Mode::Tokens);
    return p;
  }
}

// Before Python 3.12 a replacement field was cut out of a finished string literal, so it could hold neither
// the string's own quotes, nor a backslash, a comment, or (in a string of one line) a line break. `end` is
// behind the field's expression, and the field the innermost context.
void Lexer::check_field_for_old_versions(const char* end) {
  Context field = innermost();
  uint32_t string = innermost_string();
  uint32_t depth = 0;
  for (uint32_t i = string; i < depth_; ++i) depth += contexts_[i].frame == Frame::Field;
  const char* start = begin_ + field.start;
  uint32_t deepest = version_.minor < 12 ? 2 : 3;
  if (depth > deepest)
    problem(start, start + 1, "f-string fields are nested too deeply in format specifications");
  if (version_.minor >= 12 || fields_checked_to_ > field.start) return;
  uint16_t outer = contexts_[string - 1].string;
  char q = outer & kDoubleQuote ? '"' : '\'';
  bool triple = (outer & kTripleQuoted) != 0;
  const char* p = start + 1;
  const char* what = nullptr;
  for (; p < end; ++p) {
    if (*p == '\\') {
      what = "a backslash in an f-string field";
    } else if (*p == q && (!triple || (p[1] == q && p[2] == q))) {
      what = "reusing the string's own quotes in an f-string field";
    } else if (!triple && is_line_break(*p)) {
      what = "a line break in a field of a single-line f-string";
    } else if (*p == '#' && field.has_comment) {
      what = "a comment in an f-string field";
    }
    if (what != nullptr) break;
  }
  if (what == nullptr) return;
  problem(p, is_line_break(*p) ? after_line_break(p) : p + 1,
          std::string(what) + " requires Python 3.12 or newer; this is checked for Python " +
              version_.to_string());
  fields_checked_to_ = offset(end);
}

}  // namespace pellucid::lex
