#include "lex/lexer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "base/simd.h"
#include "lex/characters.h"
#include "source/unicode.h"
#include "source/utf8.h"

namespace pellucid::lex {

using base::Bytes16;
using source::PythonVersion;

namespace {

// The most tokens that one step writes.
constexpr uint32_t kStepTokens = 4;

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

Lexer::Lexer(const source::Text& text, PythonVersion version, NameTable& names, LexNotes& notes,
             Trivia trivia)
    : begin_(text.data()),
      end_(text.data() + text.size()),
      version_(version),
      names_(names),
      notes_(notes),
      trivia_(trivia),
      p_(text.data() + (text.has_byte_order_mark() ? 3 : 0)) {
  contexts_.reserve(16);
}

void Lexer::restart(uint32_t offset, const std::vector<Indentation>& indents) {
  auto before = [offset](source::Range range) { return range.start < offset; };
  std::erase_if(notes_.problems, [&](const diagnostic::Diagnostic& d) { return !before(d.range); });
  std::erase_if(notes_.comments, [&](source::Range range) { return !before(range); });
  p_ = begin_ + offset;
  mode_ = Mode::Tokens;
  next_flags_ = 0;
  contexts_.clear();
  brackets_ = strings_ = 0;
  indents_ = indents;
  dedents_ = 0;
  accepted_column_ = 0;
  too_deep_ = nullptr;
  break_at_ = nullptr;
  last_end_ = offset;
}

void Lexer::restart_breaking_at(uint32_t offset, const std::vector<Indentation>& indents,
                                uint32_t line_start) {
  restart(offset, indents);
  break_at_ = begin_ + line_start;
}

uint32_t Lexer::fill(Token* out, uint32_t capacity) {
  PEL_CHECK(capacity > kStepTokens, capacity);
  batch_ = out_ = out;
  const Token* limit = out + capacity - kStepTokens;
  const char* p = p_;
  while (out_ <= limit) {
    switch (mode_) {
      case Mode::Tokens: p = tokens(p, limit); break;
      case Mode::LineStart: p = line_start(p); break;
      case Mode::StringText: p = string_text(p); break;
      case Mode::Closing: p = close_one(p); break;
      case Mode::Dedenting:
        emit(TokenKind::Dedent, p, p);
        if (--dedents_ == 0) mode_ = Mode::Tokens;
        break;
      case Mode::End:
        emit(TokenKind::EndOfFile, end_, end_);
        p_ = p;
        return static_cast<uint32_t>(out_ - out);
    }
  }
  p_ = p;
  last_end_ = out_[-1].end;
  return static_cast<uint32_t>(out_ - out);
}

// ---- Lines and indentation
// -------------------------------------------------------------------------------------

namespace {

// Moves `p` from the beginning of a line to its first character that is no white space.
Indentation measure(const char*& p, const char* end) {
  uint32_t spaces = base::span(p, [](Bytes16 bytes) { return bytes.equals(' '); });
  p += spaces;
  Indentation here = {spaces, spaces};
  // A backslash before the first token goes on with the next line, yet the indentation is that of the first
  // one.
  bool continued = false;
  Indentation first = {0, 0};
  for (;; ++p) {
    if (*p == ' ') {
      ++here.column;
      ++here.narrow_column;
    } else if (*p == '\t') {
      here.column = (here.column / 8 + 1) * 8;
      ++here.narrow_column;
    } else if (*p == '\f') {
      here = {0, 0};
    } else if (*p == '\\' && is_line_break(p[1])) {
      if (!continued && here.column != 0) {
        continued = true;
        first = {here.column, here.column};
      }
      p = after_line_break(p + 1);
      if (p == end) break;
      here = {0, 0};
      --p;
    } else {
      break;
    }
  }
  return continued ? first : here;
}

}  // namespace

Indentation measure_indentation(const char* begin, const char* end) { return measure(begin, end); }

// Language reference 2.1.8. `p` is at the beginning of a line that no bracket or backslash continues; goes to
// its first token, over lines that have none.
const char* Lexer::line_start(const char* p) {
  const char* line = p;
  Indentation here = measure(p, end_);
  if (*p == '#') p = comment(p);
  if (is_line_break(*p)) return line_break(p);
  if (p == end_) {
    here = {0, 0};
    if (indents_.size() == 1) {
      mode_ = Mode::End;
      return p;
    }
  }

  Indentation current = indents_.back();
  auto mixes_tabs = [&] {
    if (reported_tabs_) return;
    reported_tabs_ = true;
    problem(line, p, "indentation mixes tabs and spaces, so its depth depends on how wide a tab is");
  };
  mode_ = Mode::Tokens;
  if (here.column == current.column) {
    if (here.narrow_column != current.narrow_column) mixes_tabs();
    return p;
  }
  if (here.column > current.column) {
    if (indents_.size() == kMaxIndents) {
      if (too_deep_ == nullptr)
        problem(line, p,
                "too many levels of indentation: the limit is 100, and what is deeper is not checked");
      too_deep_ = line;
      mode_ = Mode::LineStart;
      while (p < end_ && !is_line_break(*p)) ++p;
      return after_line_break(p);
    }
    if (here.narrow_column <= current.narrow_column) mixes_tabs();
    indents_.push_back(here);
    emit(TokenKind::Indent, line, p);
    return p;
  }
  too_deep_ = nullptr;
  size_t level = indents_.size();
  while (indents_[level - 1].column > here.column) --level;
  if (indents_[level - 1].column == here.column) {
    if (indents_[level - 1].narrow_column != here.narrow_column) mixes_tabs();
    accepted_column_ = 0;
  } else {
    // No level has this column. The next deeper one is most likely meant.
    ++level;
    if (here.column != accepted_column_) problem(line, p, "unindent matches no outer level of indentation");
    accepted_column_ = here.column;
  }
  dedents_ = static_cast<uint32_t>(indents_.size() - level);
  indents_.resize(level, {0, 0});
  if (dedents_ != 0) {
    mode_ = Mode::Dedenting;
  } else if (p == end_) {
    mode_ = Mode::End;
  }
  return p;
}

const char* Lexer::line_break(const char* p) {
  const char* after = after_line_break(p);
  if (mode_ == Mode::LineStart || !contexts_.empty()) {
    if (trivia_ == Trivia::Emit) emit(TokenKind::LineBreak, p, after);
    if (!contexts_.empty()) {
      next_flags_ |= kFirstOnLine;
      if (after == break_at_) {
        report_unclosed();
        close_down_to(0, after, Mode::LineStart);
      }
    }
    return after;
  }
  emit(TokenKind::Newline, p, after);
  mode_ = Mode::LineStart;
  return after;
}

const char* Lexer::comment(const char* p) {
  const char* end = p + base::span(p, [](Bytes16 bytes) { return ~bytes.any_of('\n', '\r', '\0'); });
  while (*end == '\0' && end < end_)
    ++end, end += base::span(end, [](Bytes16 b) { return ~b.any_of('\n', '\r', '\0'); });
  notes_.comments.push_back({offset(p), offset(end)});
  if (trivia_ == Trivia::Emit) emit(TokenKind::Comment, p, end);
  for (size_t i = contexts_.size(); i-- > 0;)
    if (contexts_[i].frame == Frame::Field) contexts_[i].has_comment = true;
  return end;
}

const char* Lexer::continuation(const char* p) {
  if (is_line_break(p[1])) {
    const char* after = after_line_break(p + 1);
    if (after == end_) problem(p, p + 1, "a backslash at the end of the file continues nothing");
    return after;
  }
  problem(p, p + 1, "a backslash continues a line only when it is the last character of it");
  return p + 1;
}

// ---- What is open
// ----------------------------------------------------------------------------------------------

const char* Lexer::open(const char* p, Frame frame, TokenKind kind) {
  if (brackets_ == kMaxBrackets) {
    problem(p, p + 1, "too many nested brackets: the limit is 200, and the rest of the line is not checked");
    while (p < end_ && !is_line_break(*p)) ++p;
    close_down_to(0, after_line_break(p), Mode::LineStart);
    return p;
  }
  ++brackets_;
  contexts_.push_back({frame, false, false, 0, offset(p), 1});
  emit(kind, p, p + 1);
  return p + 1;
}

const char* Lexer::close(const char* p, Frame frame, TokenKind kind) {
  // Brackets match within their replacement field or, outside strings, within the logical line.
  auto is_open_bracket = [](Frame f) { return f <= Frame::Brace; };
  size_t depth = contexts_.size();
  while (depth > 0 && contexts_[depth - 1].frame != frame && is_open_bracket(contexts_[depth - 1].frame))
    --depth;
  bool found = depth > 0 && contexts_[depth - 1].frame == frame;
  if (!found && frame == Frame::Brace && depth > 0 && contexts_[depth - 1].frame == Frame::Field) {
    frame = Frame::Field;
    found = true;
  }
  if (found && depth == contexts_.size()) {
    if (frame == Frame::Field && !contexts_.back().has_spec) check_field_for_old_versions(p);
    contexts_.pop_back();
    --brackets_;
    emit(kind, p, p + 1);
    if (frame == Frame::Field) mode_ = Mode::StringText;
    return p + 1;
  }
  if (found) {
    report_unclosed();
    close_down_to(depth, p, Mode::Tokens);
    return p;
  }
  std::string spelled(spelling_of(kind));
  if (!contexts_.empty() && is_open_bracket(contexts_.back().frame)) {
    Context top = contexts_.back();
    diagnostic::Diagnostic& d = problem(p, p + 1, spelled + " does not close `" + begin_[top.start] + "`");
    d.related.push_back(
        {{top.start, top.start + 1}, std::string("`") + begin_[top.start] + "` was opened here"});
    contexts_.pop_back();
    --brackets_;
    constexpr TokenKind kClosers[] = {TokenKind::RightParenthesis, TokenKind::RightBracket,
                                      TokenKind::RightBrace};
    emit(kClosers[static_cast<size_t>(top.frame)], p, p + 1);
    return p + 1;
  }
  problem(p, p + 1, "nothing opened before is closed by " + spelled);
  return p + 1;
}

void Lexer::report_unclosed() {
  const Context& inner = contexts_.back();
  // A string that lacks its end, or any other trouble inside, has most likely swallowed the bracket.
  for (const diagnostic::Diagnostic& known : notes_.problems)
    if (known.range.start >= inner.start) return;
  for (size_t i = contexts_.size(); i-- > 0;) {
    const Context& context = contexts_[i];
    if (context.frame != Frame::InterpolatedString) continue;
    problem(begin_ + context.start, begin_ + context.start + context.length, "this string has no end");
    return;
  }
  diagnostic::Diagnostic& d = problem(begin_ + inner.start, begin_ + inner.start + 1,
                                      std::string("`") + begin_[inner.start] + "` is never closed");
  for (size_t i = contexts_.size() - 1; i-- > 0;) {
    uint32_t start = contexts_[i].start;
    d.related.push_back({{start, start + 1}, std::string("nor is this `") + begin_[start] + "`"});
  }
}

void Lexer::close_down_to(size_t depth, const char* resume, Mode mode) {
  closing_depth_ = depth;
  closing_mode_ = mode;
  mode_ = Mode::Closing;
  break_at_ = nullptr;
  resume_ = resume;
}

const char* Lexer::close_one(const char* p) {
  const char* at = begin_ + last_end();
  if (contexts_.size() == closing_depth_) {
    if (closing_mode_ == Mode::LineStart) {
      next_flags_ = kSynthetic;
      emit(TokenKind::Newline, at, at);
    }
    mode_ = closing_mode_;
    return resume_;
  }
  Context top = contexts_.back();
  contexts_.pop_back();
  next_flags_ = kSynthetic;
  switch (top.frame) {
    case Frame::Parenthesis: emit(TokenKind::RightParenthesis, at, at); break;
    case Frame::Bracket: emit(TokenKind::RightBracket, at, at); break;
    case Frame::Brace:
    case Frame::Field: emit(TokenKind::RightBrace, at, at); break;
    case Frame::FieldSpec: next_flags_ = 0; return p;
    case Frame::InterpolatedString:
      --strings_;
      emit(TokenKind::FStringEnd, at, at, 0, top.string | kUnterminated);
      return p;
  }
  --brackets_;
  return p;
}

// ---- Tokens
// ----------------------------------------------------------------------------------------------------

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
  const char* end = p + base::span(p, [](Bytes16 bytes) { return bytes.word(); });
  bool ascii = source::is_ascii({start, static_cast<size_t>(end - start)});
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
  uint32_t index;
  if (ascii) {
    index = names_.intern_slice(offset(start), length);
  } else {
    std::string_view spelled(start, length);
    std::string normal = source::normalize_identifier(spelled);
    index = normal == spelled ? names_.intern_slice(offset(start), length) : names_.intern_spelling(normal);
  }
  emit(TokenKind::Name, start, end, index);
  return end;
}

// A character that begins no token.
const char* Lexer::other_character(const char* p) {
  source::Character c = source::character_at(p, end_);
  const char* end = p + c.length;
  if (c.valid && c.code != 0) {  // decoding has reported the others
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string code;
    for (int shift = c.code > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
      code.push_back(kDigits[c.code >> shift & 15]);
    std::string message = "character ";
    if (c.code >= 0x20 && c.code != 0x7F && !(c.code >= 0x80 && c.code <= 0xA0))
      message += "`" + std::string(p, c.length) + "` ";
    message += "(U+" + code + ") has no meaning in Python";
    std::string_view meant = ascii_lookalike(c.code);
    diagnostic::Diagnostic& d = problem(p, end, message);
    if (!meant.empty()) {
      d.message += "; did you mean `" + std::string(meant) + "`?";
      d.fix = diagnostic::Fix{"Replace with `" + std::string(meant) + "`",
                              {{{offset(p), offset(end)}, std::string(meant)}}};
    }
  }
  if (trivia_ == Trivia::Emit) emit(TokenKind::Unknown, p, end);
  return end;
}

// `:` and `!` directly in a replacement field are the field's own; else null.
const char* Lexer::field_punctuation(const char* p) {
  if (contexts_.empty() || contexts_.back().frame != Frame::Field) return nullptr;
  if (*p == ':') {
    check_field_for_old_versions(p);
    emit(TokenKind::Colon, p, p + 1);
    contexts_.back().has_spec = true;
    contexts_.push_back({Frame::FieldSpec, false, false, 0, offset(p), 1});
    mode_ = Mode::StringText;
  } else {
    emit(TokenKind::Exclamation, p, p + 1);
  }
  return p + 1;
}

const char* Lexer::tokens(const char* p, const Token* limit) {
  // Operators of one, two (`x=`) or three characters (`xx=`).
  auto one = [&](TokenKind kind) {
    emit(kind, p, p + 1);
    ++p;
  };
  auto or_equal = [&](TokenKind plain, TokenKind with_equal) {
    bool equal = p[1] == '=';
    emit(equal ? with_equal : plain, p, p + 1 + equal);
    p += 1 + equal;
  };
  auto doubled = [&](TokenKind plain, TokenKind with_equal, TokenKind twice, TokenKind twice_with_equal) {
    if (p[1] != *p) return or_equal(plain, with_equal);
    bool equal = p[2] == '=';
    emit(equal ? twice_with_equal : twice, p, p + 2 + equal);
    p += 2 + equal;
  };

  while (out_ <= limit) {
    if (*p == ' ') ++p;
    switch (static_cast<uint8_t>(*p)) {
      case 'a':
      case 'b':
      case 'c':
      case 'd':
      case 'e':
      case 'f':
      case 'g':
      case 'h':
      case 'i':
      case 'j':
      case 'k':
      case 'l':
      case 'm':
      case 'n':
      case 'o':
      case 'p':
      case 'q':
      case 'r':
      case 's':
      case 't':
      case 'u':
      case 'v':
      case 'w':
      case 'x':
      case 'y':
      case 'z':
      case 'A':
      case 'B':
      case 'C':
      case 'D':
      case 'E':
      case 'F':
      case 'G':
      case 'H':
      case 'I':
      case 'J':
      case 'K':
      case 'L':
      case 'M':
      case 'N':
      case 'O':
      case 'P':
      case 'Q':
      case 'R':
      case 'S':
      case 'T':
      case 'U':
      case 'V':
      case 'W':
      case 'X':
      case 'Y':
      case 'Z':
      case '_': {
        Bytes16 bytes = Bytes16::load(p);
        uint32_t stop = ~bytes.word() & 0xFFFF;
        auto length = static_cast<uint32_t>(std::countr_zero(stop | 0x10000));
        if (length == 16 || (bytes.not_ascii() & ((1u << length) - 1)) != 0) {
          p = name(p);
          continue;
        }
        const char* end = p + length;
        if (length <= 2 && (*end == '"' || *end == '\'')) {
          uint16_t flags = 0;
          if (string_prefix({p, length}, flags)) {
            if (flags & (kFormatString | kTemplateString)) {
              p = interpolated_start(p, end, flags);
              if (mode_ != Mode::Tokens) return p;
            } else {
              p = string_literal(p, end, flags);
              if (mode_ != Mode::Tokens) return p;
            }
            continue;
          }
        }
        uint64_t low, high;
        bytes.first(length, low, high);
        uint32_t index = names_.intern_short(low, high, offset(p), length);
        if (index < kKeywordCount) {
          auto kind = static_cast<TokenKind>(static_cast<uint32_t>(kFirstKeyword) + index);
          if (!contexts_.empty()) {
            if (const char* line = keyword_ends_line(p, kind)) {
              report_unclosed();
              close_down_to(0, line, Mode::LineStart);
              return p;
            }
          }
          emit(kind, p, end);
        } else {
          emit(TokenKind::Name, p, end, index);
        }
        p = end;
        continue;
      }
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9': p = number(p); continue;
      case '"':
      case '\'':
        p = string_literal(p, p, 0);
        if (mode_ != Mode::Tokens) return p;
        continue;
      case '\n':
      case '\r':
        p = line_break(p);
        if (mode_ != Mode::Tokens) return p;
        continue;
      case ' ':
      case '\t':
      case '\f': ++p; continue;
      case '#': p = comment(p); continue;
      case '\\': p = continuation(p); continue;
      case '(': p = open(p, Frame::Parenthesis, TokenKind::LeftParenthesis); break;
      case '[': p = open(p, Frame::Bracket, TokenKind::LeftBracket); break;
      case '{': p = open(p, Frame::Brace, TokenKind::LeftBrace); break;
      case ')': p = close(p, Frame::Parenthesis, TokenKind::RightParenthesis); break;
      case ']': p = close(p, Frame::Bracket, TokenKind::RightBracket); break;
      case '}': p = close(p, Frame::Brace, TokenKind::RightBrace); break;
      case ',': one(TokenKind::Comma); continue;
      case ';': one(TokenKind::Semicolon); continue;
      case '~': one(TokenKind::Tilde); continue;
      case ':':
        if (const char* after = field_punctuation(p)) {
          p = after;
          return p;
        }
        or_equal(TokenKind::Colon, TokenKind::ColonEqual);
        continue;
      case '.':
        if (is_digit(p[1])) {
          p = number(p);
        } else if (p[1] == '.' && p[2] == '.') {
          emit(TokenKind::Ellipsis, p, p + 3);
          p += 3;
        } else {
          one(TokenKind::Dot);
        }
        continue;
      case '=': or_equal(TokenKind::Equal, TokenKind::EqualEqual); continue;
      case '+': or_equal(TokenKind::Plus, TokenKind::PlusEqual); continue;
      case '-':
        if (p[1] == '>') {
          emit(TokenKind::Arrow, p, p + 2);
          p += 2;
        } else {
          or_equal(TokenKind::Minus, TokenKind::MinusEqual);
        }
        continue;
      case '*':
        doubled(TokenKind::Star, TokenKind::StarEqual, TokenKind::DoubleStar, TokenKind::DoubleStarEqual);
        continue;
      case '/':
        doubled(TokenKind::Slash, TokenKind::SlashEqual, TokenKind::DoubleSlash, TokenKind::DoubleSlashEqual);
        continue;
      case '%': or_equal(TokenKind::Percent, TokenKind::PercentEqual); continue;
      case '@': or_equal(TokenKind::At, TokenKind::AtEqual); continue;
      case '&': or_equal(TokenKind::Ampersand, TokenKind::AmpersandEqual); continue;
      case '|': or_equal(TokenKind::Pipe, TokenKind::PipeEqual); continue;
      case '^': or_equal(TokenKind::Caret, TokenKind::CaretEqual); continue;
      case '<':
        if (p[1] == '>') {
          emit(TokenKind::LessGreater, p, p + 2);
          p += 2;
        } else {
          doubled(TokenKind::Less, TokenKind::LessEqual, TokenKind::LeftShift, TokenKind::LeftShiftEqual);
        }
        continue;
      case '>':
        doubled(TokenKind::Greater, TokenKind::GreaterEqual, TokenKind::RightShift,
                TokenKind::RightShiftEqual);
        continue;
      case '!':
        if (p[1] == '=') {
          emit(TokenKind::NotEqual, p, p + 2);
          p += 2;
        } else if (const char* after = field_punctuation(p)) {
          p = after;
        } else {
          p = other_character(p);
        }
        continue;
      case '\0':
        if (p < end_) {
          ++p;
          continue;
        }
        if (!contexts_.empty()) {
          report_unclosed();
          close_down_to(0, p, Mode::LineStart);
        } else {
          emit(TokenKind::Newline, p, p);
          mode_ = Mode::LineStart;
        }
        return p;
      default: p = static_cast<uint8_t>(*p) >= 0x80 ? name(p) : other_character(p); continue;
    }
    // Brackets may have changed the mode.
    if (mode_ != Mode::Tokens) return p;
  }
  return p;
}

}  // namespace pellucid::lex
