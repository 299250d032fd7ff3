// Errors, and how the parser goes on after them. parse.h tells the idea.

#include <algorithm>

#include "lex/characters.h"
#include "parse/instantiate.h"
#include "parse/parser.h"

namespace pellucid::parse {

// Whether the logical line has been reported on already. The lexer is ahead of the parser by a batch, so its
// problems count only up to the current token.
template <class Builder>
bool Parser<Builder>::line_has_problem() const {
  if (line_has_error_) return true;
  for (size_t i = notes_.problems.size(); i-- > 0;) {
    uint32_t start = notes_.problems[i].range.start;
    if (start >= line_start_ && start <= tok_->end) return true;
    if (start + (1u << 16) < line_start_)
      break;  // they come in the order of the text, but for unclosed brackets
  }
  return false;
}

template <class Builder>
diagnostic::Diagnostic* Parser<Builder>::error(Range range, std::string_view message) {
  if (panic_ || line_has_problem()) {
    line_has_error_ = true;
    return nullptr;
  }
  line_has_error_ = true;
  problems_.push_back(diagnostic::syntax_error(range, std::string(message)));
  return &problems_.back();
}

template <class Builder>
diagnostic::Diagnostic* Parser<Builder>::error_here(std::string_view message) {
  return error(tok_->range(), message);
}

template <class Builder>
diagnostic::Diagnostic* Parser<Builder>::error_behind(std::string_view message) {
  return error({prev_end_, prev_end_}, message);
}

template <class Builder>
std::string Parser<Builder>::describe(const Token& token) const {
  switch (token.kind) {
    case TokenKind::Name:
    case TokenKind::Integer:
    case TokenKind::Float:
    case TokenKind::Imaginary: {
      std::string_view spelled = slice(token.range());
      if (spelled.size() <= 40) return "`" + std::string(spelled) + "`";
      break;
    }
    default: break;
  }
  return std::string(lex::spelling_of(token.kind));
}

template <class Builder>
diagnostic::Diagnostic* Parser<Builder>::error_unexpected(std::string_view expected) {
  // Where a line or a bracket ends too early, the place is behind the last token, not at the end of the line.
  bool layout = at(TokenKind::Newline) || at(TokenKind::Dedent) || at(TokenKind::Indent) ||
                at(TokenKind::EndOfFile) || (tok_->flags & lex::kSynthetic);
  if (layout) return error_behind("expected " + std::string(expected));
  return error_here("expected " + std::string(expected) + ", found " + describe(*tok_));
}

// Unclosed brackets

template <class Builder>
uint32_t Parser<Builder>::line_start_of(uint32_t offset) const {
  const char* begin = text_.data();
  while (offset > 0 && !lex::is_line_break(begin[offset - 1])) --offset;
  return offset;
}

// Whether a token that is the first on its line stands no deeper than the statement.
template <class Builder>
bool Parser<Builder>::stands_left(const Token& token) const {
  uint32_t column = token.start - line_start_of(token.start);
  uint32_t statement = line_start_ - line_start_of(line_start_);
  return column <= statement;
}

template <class Builder>
void Parser<Builder>::panic(uint32_t break_at) {
  panic_ = true;
  break_at_ = break_at;
  Token newline = {prev_end_, prev_end_, 0, TokenKind::Newline, lex::kSynthetic, 0};
  for (Token& token : panic_tokens_) token = newline;
  refill();
}

template <class Builder>
bool Parser<Builder>::breaks_out() {
  if (panic_) return true;
  if (!may_panic_) return false;
  if ((tok_->flags & lex::kFirstOnLine) && !(tok_->flags & lex::kSynthetic) && stands_left(*tok_)) {
    panic(line_start_of(tok_->start));
    return true;
  }
  if (!in_header_) return false;
  // `if f(x:` and then the block: a line of the header that ends with a colon was its last one.
  std::string_view text = text_.view();
  uint32_t until = tok_[1].start;
  for (uint32_t at = std::max(line_start_, header_seen_); at < until; ++at) {
    if (!lex::is_line_break(text[at])) continue;
    uint32_t end = at;
    while (end > line_start_ &&
           (text[end - 1] == ' ' || text[end - 1] == '\t' || lex::is_line_break(text[end - 1])))
      --end;
    if (text[end - 1] != ':') continue;
    panic(static_cast<uint32_t>(lex::after_line_break(text.data() + at) - text.data()));
    return true;
  }
  header_seen_ = until;
  return false;
}

// Going on

template <class Builder>
void Parser<Builder>::skip_to_newline() {
  while (!at(TokenKind::Newline) && !at(TokenKind::EndOfFile)) {
    if (at(TokenKind::Indent) || at(TokenKind::Dedent)) return;
    advance();
  }
}

template <class Builder>
void Parser<Builder>::skip_in_brackets(TokenKind closer) {
  uint32_t depth = 0;
  for (;;) {
    if (breaks_out()) return;
    switch (kind()) {
      case TokenKind::LeftParenthesis:
      case TokenKind::LeftBracket:
      case TokenKind::LeftBrace:
      case TokenKind::FStringStart: ++depth; break;
      case TokenKind::RightParenthesis:
      case TokenKind::RightBracket:
      case TokenKind::RightBrace:
      case TokenKind::FStringEnd:
        if (depth == 0) return;
        --depth;
        break;
      case TokenKind::Comma:
        if (depth == 0 && closer != TokenKind::EndOfFile) return;
        break;
      case TokenKind::Newline:
      case TokenKind::EndOfFile: return;
      default: break;
    }
    advance();
  }
}

template <class Builder>
bool Parser<Builder>::expect(TokenKind wanted, std::string_view where) {
  if (take(wanted)) return true;
  if (panic_) return false;
  error_unexpected(std::string(lex::spelling_of(wanted)) + std::string(where));
  return false;
}

// The closing bracket is there, for the lexer balances them; what stands before it may not belong.
template <class Builder>
void Parser<Builder>::expect_closer(TokenKind closer) {
  if (take(closer)) return;
  if (breaks_out()) return;
  error_unexpected(lex::spelling_of(closer));
  while (!at(closer)) {
    skip_in_brackets(TokenKind::EndOfFile);
    if (panic_ || at(TokenKind::Newline) || at(TokenKind::EndOfFile)) return;
    if (at(closer)) break;
    advance();  // another kind of closer: cannot be, yet never stand still
  }
  advance();
}

template <class Builder>
bool Parser<Builder>::next_element(TokenKind closer, std::string_view what) {
  if (at(TokenKind::Comma)) {
    advance();
    return !at(closer);
  }
  if (at(closer) || breaks_out()) return false;
  bool begins = kTables.starts_expression[static_cast<size_t>(kind())] || at(TokenKind::Star) ||
                at(TokenKind::DoubleStar);
  if (begins && stuck_at_ == tok_->start) {
    advance();  // the element before did not know what to do with it
  } else if (begins) {
    stuck_at_ = tok_->start;
    uint32_t behind = prev_end_;
    if (diagnostic::Diagnostic* d = error_behind("expected `,` between " + std::string(what)))
      d->fix = diagnostic::Fix{"Insert `,`", {{{behind, behind}, ","}}};
    return true;
  }
  if (at(TokenKind::Equal)) {
    if (diagnostic::Diagnostic* d = error_here("`=` is not allowed here; to compare, write `==`"))
      d->fix = diagnostic::Fix{"Replace with `==`", {{tok_->range(), "=="}}};
  } else {
    error_unexpected("`,` or " + std::string(lex::spelling_of(closer)));
  }
  skip_in_brackets(closer);
  if (panic_ || !at(TokenKind::Comma)) return false;
  advance();
  return !at(closer);
}

template <class Builder>
RowIndex Parser<Builder>::missing(Role role, std::string_view expected) {
  if (!breaks_out()) error_unexpected(expected);
  return builder_.leaf(NodeKind::Missing, role, prev_end_, prev_end_);
}

template <class Builder>
RowIndex Parser<Builder>::missing_name(Role role, std::string_view expected) {
  if (!breaks_out()) error_unexpected(expected);
  return builder_.leaf(NodeKind::Identifier, role, prev_end_, prev_end_,
                       static_cast<uint32_t>(WellKnown::Missing));
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
