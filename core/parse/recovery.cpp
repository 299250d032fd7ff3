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
  if (notes_.problems.empty()) return false;
  // Characters without meaning are no tokens, so a line may begin with them: `€ = 2`.
  uint32_t line = line_start_of(line_start_);
  for (size_t i = notes_.problems.size(); i-- > 0;) {
    uint32_t start = notes_.problems[i].range.start;
    if (start >= line && start <= tok_->end) return true;
    if (start + (1u << 16) < line) break;  // they come in the order of the text, but for unclosed brackets
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
  if (error_known_slip()) return nullptr;
  return error_here("expected " + std::string(expected) + ", found " + describe(*tok_));
}

// Unclosed brackets

template <class Builder>
uint32_t Parser<Builder>::line_start_of(uint32_t offset) const {
  // Asked of token after token of one long line, each character is looked at once.
  bool further = offset >= line_known_at_;
  uint32_t floor = further ? line_known_at_ : 0;
  uint32_t at = offset;
  while (at > floor && !lex::is_line_break(text_.data()[at - 1])) --at;
  uint32_t start = at == floor && further ? known_line_start_ : at;
  if (further) {
    line_known_at_ = offset;
    known_line_start_ = start;
  }
  return start;
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
  // `x = [1,` and then `for y in z:`: a line with a colon or an equals sign in it is a statement of its own.
  uint32_t line = line_start_of(tok_->start);
  if ((at(TokenKind::Colon) || at(TokenKind::Equal)) && line > line_start_) {
    uint32_t first = line;
    while (text_.data()[first] == ' ' || text_.data()[first] == '\t') ++first;
    if (first - line <= line_start_ - line_start_of(line_start_)) {
      panic(line);
      return true;
    }
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

// A bracket that is never closed was most likely meant to be closed before the first line that stands no
// deeper than its statement: in
//     f(a,
//     b = 1
//     return b
// before the second.
template <class Builder>
bool Parser<Builder>::breaks_at_left_line() {
  if (panic_ || !may_panic_) return false;
  const char* text = text_.data();
  uint32_t statement = line_start_ - line_start_of(line_start_);
  for (uint32_t at = std::max(line_start_, searched_to_); at < prev_end_; ++at) {
    if (!lex::is_line_break(text[at])) continue;
    auto line = static_cast<uint32_t>(lex::after_line_break(text + at) - text);
    uint32_t first = line;
    while (text[first] == ' ' || text[first] == '\t' || text[first] == '\f') ++first;
    bool blank = lex::is_line_break(text[first]) || text[first] == '#';
    if (!blank && first < prev_end_ && first - line <= statement) {
      panic(line);
      return true;
    }
    at = line - 1;
  }
  searched_to_ = prev_end_;
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
  if (at(closer) && (tok_->flags & lex::kSynthetic) && breaks_at_left_line()) return;
  if (take(closer)) return;
  if (breaks_out()) return;
  if (at(TokenKind::Equal)) {
    error_equal();
  } else {
    error_unexpected(lex::spelling_of(closer));
  }
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
    if (error_known_slip()) return true;
    uint32_t behind = prev_end_;
    if (diagnostic::Diagnostic* d = error_behind("expected `,` between " + std::string(what)))
      d->fix = diagnostic::Fix{"Insert `,`", {{{behind, behind}, ","}}};
    return true;
  }
  if (at(TokenKind::Equal)) {
    error_equal();
  } else {
    error_unexpected("`,` or " + std::string(lex::spelling_of(closer)));
  }
  skip_in_brackets(closer);
  if (panic_ || !at(TokenKind::Comma)) return false;
  advance();
  return !at(closer);
}

template <class Builder>
void Parser<Builder>::error_equal() {
  if (in_for_target_) {
    error_here("`=` is not allowed here; `for` takes a name, `in` and what to go through");
    return;
  }
  // `=>` and `=<` have their signs in the wrong order.
  bool ordered = (peek() == TokenKind::Greater || peek() == TokenKind::Less) && tok_[1].start == tok_->end;
  Range range = {tok_->start, ordered ? tok_[1].end : tok_->end};
  std::string_view meant = !ordered ? "==" : peek() == TokenKind::Greater ? ">=" : "<=";
  std::string message = ordered
                            ? "`" + std::string(slice(range)) + "` is written `" + std::string(meant) + "`"
                            : "`=` is not allowed here; to compare, write `==`";
  if (diagnostic::Diagnostic* d = error(range, std::move(message)))
    d->fix = diagnostic::Fix{"Replace with `" + std::string(meant) + "`", {{range, std::string(meant)}}};
}

// What other languages have where an expression is missing: `&&`, `||`, `++`, `--`. Says whether it was
// reported.
template <class Builder>
bool Parser<Builder>::error_foreign_operator() {
  if (prev_end_ == 0) return false;
  char last = text_.data()[prev_end_ - 1];
  bool doubled = (at(TokenKind::Ampersand) && last == '&') || (at(TokenKind::Pipe) && last == '|');
  if (doubled && tok_->start == prev_end_) {
    Range range = {prev_end_ - 1, tok_->end};
    std::string meant = last == '&' ? "and" : "or";
    bool spaced = text_.data()[range.end] == ' ' && range.start > 0 && text_.data()[range.start - 1] == ' ';
    if (diagnostic::Diagnostic* d =
            error(range, "`" + std::string(slice(range)) + "` is written `" + meant + "`"))
      d->fix = diagnostic::Fix{"Replace with `" + meant + "`", {{range, spaced ? meant : " " + meant + " "}}};
    return true;
  }
  if (!at(TokenKind::Newline) || (last != '+' && last != '-') || prev_end_ < 2 ||
      text_.data()[prev_end_ - 2] != last)
    return false;
  std::string sign(1, last);
  error({prev_end_ - 2, prev_end_}, "`" + sign + sign + "` is written `" + sign + "= 1`");
  return true;
}

template <class Builder>
void Parser<Builder>::missing(Role role, std::string_view expected) {
  if (!breaks_out() && !error_foreign_operator()) error_unexpected(expected);
  builder_.leaf(NodeKind::Missing, role, prev_end_, prev_end_);
}

template <class Builder>
void Parser<Builder>::missing_name(Role role, std::string_view expected) {
  if (!breaks_out()) error_unexpected(expected);
  builder_.leaf(NodeKind::Identifier, role, prev_end_, prev_end_, static_cast<uint32_t>(WellKnown::Missing));
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
