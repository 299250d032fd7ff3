#include "lex/lexer.h"

#include <algorithm>
#include <bit>
#include <string>

#include "base/simd.h"
#include "lex/characters.h"

namespace pellucid::lex {

using base::Bytes16;
using source::PythonVersion;

namespace {

// Whether the character, the first of a line that is no space, is neither more white space nor a reason to
// look closer.
bool begins_token(char c) {
  switch (c) {
    case '\t':
    case '\f':
    case '\\':
    case '#':
    case '\n':
    case '\r':
    case '\0': return false;
    default: return true;
  }
}

// By Frame.
constexpr TokenKind kOpeners[] = {TokenKind::LeftParenthesis, TokenKind::LeftBracket, TokenKind::LeftBrace};

// The most tokens that one step writes.
constexpr uint32_t kStepTokens = 4;

}  // namespace

Lexer::Lexer(const source::Text& text, const WordMap& words, PythonVersion version, NameTable& names,
             LexNotes& notes, Trivia trivia)
    : begin_(text.data()),
      end_(text.data() + text.size()),
      words_(words),
      version_(version),
      names_(names),
      notes_(notes),
      trivia_(trivia),
      p_(text.data() + (text.has_byte_order_mark() ? 3 : 0)) {}

void Lexer::restart(uint32_t offset, const std::vector<Indentation>& indents) {
  auto before = [offset](source::Range range) { return range.start < offset; };
  std::erase_if(notes_.problems, [&](const diagnostic::Diagnostic& d) { return !before(d.range); });
  std::erase_if(notes_.comments, [&](source::Range range) { return !before(range); });
  p_ = begin_ + offset;
  mode_ = Mode::Tokens;
  next_flags_ = 0;
  depth_ = 0;
  brackets_ = strings_ = 0;
  indents_ = indents;
  dedents_ = 0;
  accepted_column_ = 0;
  too_deep_ = nullptr;
  break_at_ = nullptr;
  last_end_ = offset;
  last_problem_ = 0;
  for (const diagnostic::Diagnostic& d : notes_.problems)
    last_problem_ = std::max(last_problem_, d.range.start);
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
        if (--dedents_ == 0) mode_ = p == end_ ? Mode::LineStart : Mode::Tokens;
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

// Lines and indentation

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
  // Most lines are indented like the one before, with spaces.
  uint32_t spaces = base::span(p, [](Bytes16 bytes) { return bytes.equals(' '); });
  if (spaces == indents_.back().column && spaces == indents_.back().narrow_column &&
      begins_token(p[spaces])) {
    mode_ = Mode::Tokens;
    return p + spaces;
  }
  const char* line = p;
  Indentation here = measure(p, end_);
  if (*p == '#') p = comment(p);
  if (is_line_break(*p)) return line_break(p);
  if (p == end_) {
    const char* back = p;
    while (back > line && is_line_break(back[-1])) --back;
    if (back > line && back[-1] == '\\')
      problem(back - 1, back, "a backslash at the end of the file has no line to continue");
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
    problem(line, p, "tabs and spaces are mixed, so the indentation depends on the width of a tab");
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
    if (here.column != accepted_column_) problem(line, p, "this indentation does not match any outer block");
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
  if (mode_ == Mode::LineStart || depth_ > 0) {
    if (trivia_ == Trivia::Emit) emit(TokenKind::LineBreak, p, after);
    if (depth_ > 0) {
      next_flags_ |= kFirstOnLine;
      if (after == break_at_) {
        report_unclosed(0);
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
  for (uint32_t i = depth_; i-- > 0;)
    if (contexts_[i].frame == Frame::Field) contexts_[i].has_comment = true;
  return end;
}

const char* Lexer::continuation(const char* p) {
  if (is_line_break(p[1])) {
    const char* after = after_line_break(p + 1);
    if (after == end_) problem(p, p + 1, "a backslash at the end of the file has no line to continue");
    return after;
  }
  problem(p, p + 1, "a backslash must be the last character on its line");
  return p + 1;
}

// The hot loop. It keeps the place where tokens go in a register, and gives it back before anything else
// writes tokens.
const char* Lexer::tokens(const char* p, const Token* limit) {
  Token* out = out_;
  auto put = [&](TokenKind kind, uint32_t length, uint32_t payload = 0) {
    uint32_t start = offset(p);
    *out++ = {start, start + length, payload, kind, next_flags_, 0};
    next_flags_ = 0;
    p += length;
  };
  auto or_equal = [&](TokenKind plain, TokenKind with_equal) {
    bool equal = p[1] == '=';
    put(equal ? with_equal : plain, 1 + equal);
  };
  // `<`, `<=`, `<<`, `<<=`.
  auto doubled = [&](TokenKind plain, TokenKind with_equal, TokenKind twice, TokenKind twice_with_equal) {
    if (p[1] != *p) return or_equal(plain, with_equal);
    bool equal = p[2] == '=';
    put(equal ? twice_with_equal : twice, 2 + equal);
  };

  while (out <= limit) {
    p += *p == ' ';
    // clang-format off
    switch (*p) {
      case 'a': case 'b': case 'c': case 'd': case 'e': case 'f': case 'g': case 'h': case 'i': case 'j': case 'k':
      case 'l': case 'm': case 'n': case 'o': case 'p': case 'q': case 'r': case 's': case 't': case 'u': case 'v':
      case 'w': case 'x': case 'y': case 'z': case 'A': case 'B': case 'C': case 'D': case 'E': case 'F': case 'G':
      case 'H': case 'I': case 'J': case 'K': case 'L': case 'M': case 'N': case 'O': case 'P': case 'Q': case 'R':
      case 'S': case 'T': case 'U': case 'V': case 'W': case 'X': case 'Y': case 'Z': case '_': {
        uint32_t length = words_.word_length(offset(p));
        if (length > 16) break;
        Bytes16 bytes = Bytes16::load(p);
        if (!words_.is_ascii() && (bytes.not_ascii() & ((1u << length) - 1)) != 0) break;
        char behind = p[length];
        if ((behind == '"' || behind == '\'') && length <= 2) {
          uint16_t flags = 0;
          if (string_prefix({p, length}, flags)) break;
        }
        uint64_t low, high;
        bytes.first(length, low, high);
        uint32_t index = names_.intern_short(low, high, offset(p), length);
        auto keyword = static_cast<TokenKind>(static_cast<uint32_t>(kFirstKeyword) + index);
        TokenKind kind = index < kKeywordCount ? keyword : TokenKind::Name;
        if ((next_flags_ & kFirstOnLine) && index < kKeywordCount && keyword_ends_line(p, kind) != nullptr) break;
        put(kind, length, index);
        continue;
      }
      case '(': case '[': case '{': {
        if (brackets_ == kMaxBrackets) break;
        Frame frame = *p == '(' ? Frame::Parenthesis : *p == '[' ? Frame::Bracket : Frame::Brace;
        ++brackets_;
        contexts_[depth_++] = {frame, false, false, 0, offset(p), 1};
        put(kOpeners[static_cast<size_t>(frame)], 1);
        continue;
      }
      case ')': case ']': case '}': {
        Frame frame = *p == ')' ? Frame::Parenthesis : *p == ']' ? Frame::Bracket : Frame::Brace;
        if (depth_ == 0 || innermost().frame != frame) break;
        --depth_;
        --brackets_;
        put(kClosers[static_cast<size_t>(frame)], 1);
        continue;
      }
      case '\n':
        if (depth_ != 0) break;
        put(TokenKind::Newline, 1);
        mode_ = Mode::LineStart;
        out_ = out;
        p = line_start(p);
        if (mode_ != Mode::Tokens) return p;
        out = out_;
        continue;
      case ' ': case '\t': case '\f': ++p; continue;
      case ',': put(TokenKind::Comma, 1); continue;
      case ';': put(TokenKind::Semicolon, 1); continue;
      case '~': put(TokenKind::Tilde, 1); continue;
      case ':':
        if (depth_ != 0 && innermost().frame == Frame::Field) break;
        or_equal(TokenKind::Colon, TokenKind::ColonEqual);
        continue;
      case '.':
        if (is_digit(p[1])) break;
        if (p[1] == '.' && p[2] == '.') {
          put(TokenKind::Ellipsis, 3);
        } else {
          put(TokenKind::Dot, 1);
        }
        continue;
      case '=': or_equal(TokenKind::Equal, TokenKind::EqualEqual); continue;
      case '+': or_equal(TokenKind::Plus, TokenKind::PlusEqual); continue;
      case '-':
        if (p[1] == '>') {
          put(TokenKind::Arrow, 2);
        } else {
          or_equal(TokenKind::Minus, TokenKind::MinusEqual);
        }
        continue;
      case '*': doubled(TokenKind::Star, TokenKind::StarEqual, TokenKind::DoubleStar, TokenKind::DoubleStarEqual); continue;
      case '/': doubled(TokenKind::Slash, TokenKind::SlashEqual, TokenKind::DoubleSlash, TokenKind::DoubleSlashEqual); continue;
      case '%': or_equal(TokenKind::Percent, TokenKind::PercentEqual); continue;
      case '@': or_equal(TokenKind::At, TokenKind::AtEqual); continue;
      case '&': or_equal(TokenKind::Ampersand, TokenKind::AmpersandEqual); continue;
      case '|': or_equal(TokenKind::Pipe, TokenKind::PipeEqual); continue;
      case '^': or_equal(TokenKind::Caret, TokenKind::CaretEqual); continue;
      case '<':
        if (p[1] == '>') {
          put(TokenKind::LessGreater, 2);
        } else {
          doubled(TokenKind::Less, TokenKind::LessEqual, TokenKind::LeftShift, TokenKind::LeftShiftEqual);
        }
        continue;
      case '>': doubled(TokenKind::Greater, TokenKind::GreaterEqual, TokenKind::RightShift, TokenKind::RightShiftEqual); continue;
      case '!':
        if (p[1] != '=') break;
        put(TokenKind::NotEqual, 2);
        continue;
      default: break;
    }
    // clang-format on
    out_ = out;
    p = other_token(p);
    if (mode_ != Mode::Tokens) return p;
    out = out_;
  }
  out_ = out;
  return p;
}

// What the hot loop leaves: literals, line ends in brackets, comments, what closes or opens wrongly, and
// trouble.
const char* Lexer::other_token(const char* p) {
  switch (*p) {
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
    case '.': return number(p);
    case '"':
    case '\'': return string_literal(p, p, 0);
    case '\n':
    case '\r': return line_break(p);
    case '#': return comment(p);
    case '\\': return continuation(p);
    case '(':
    case '[':
    case '{': return too_many_brackets(p);
    case ')': return close(p, Frame::Parenthesis, TokenKind::RightParenthesis);
    case ']': return close(p, Frame::Bracket, TokenKind::RightBracket);
    case '}': return close(p, Frame::Brace, TokenKind::RightBrace);
    case ':': return field_punctuation(p);
    case '!':
      if (depth_ != 0 && innermost().frame == Frame::Field) return field_punctuation(p);
      return other_character(p);
    case '\0':
      if (p < end_) return p + 1;  // decoding has reported it
      if (depth_ > 0) {
        report_unclosed(0);
        close_down_to(0, p, Mode::LineStart);
      } else {
        emit(TokenKind::Newline, p, p);
        mode_ = Mode::LineStart;
      }
      return p;
    default: break;
  }
  if (!is_word_character(*p)) return other_character(p);
  // A word: a string's prefix, a keyword that ends the logical line, or a name that is long or not ASCII.
  const char* end = p;
  while (end < p + 3 && is_word_character(*end)) ++end;
  uint16_t flags = 0;
  if ((*end == '"' || *end == '\'') && string_prefix({p, static_cast<size_t>(end - p)}, flags)) {
    if (flags & (kFormatString | kTemplateString)) return interpolated_start(p, end, flags);
    return string_literal(p, end, flags);
  }
  // Only what could be a keyword is looked up: other words are not names before they are in normal form.
  uint32_t length = words_.word_length(offset(p));
  if ((next_flags_ & kFirstOnLine) && length <= 16 && source::is_ascii({p, length})) {
    uint32_t index = names_.intern_slice(offset(p), length);
    if (index < kKeywordCount) {
      auto kind = static_cast<TokenKind>(static_cast<uint32_t>(kFirstKeyword) + index);
      const char* line = keyword_ends_line(p, kind);
      report_unclosed(0);
      close_down_to(0, line, Mode::LineStart);
      return p;
    }
  }
  return name(p);
}

}  // namespace pellucid::lex
