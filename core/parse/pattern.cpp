// The match statement and its patterns (language reference 8.6, PEP 634).

#include "parse/instantiate.h"
#include "parse/parser.h"
#include "parse/token_scanner.h"

namespace pellucid::parse {

// Statement and clauses

// `match` and `case` are keywords only where a statement begins with them: `match (x):` is one, `match(x)` a
// call. What follows tells, and where both readings go on alike, whether the line ends with a colon.
template <class Builder>
bool Parser<Builder>::begins_match_or_case() const {
  switch (peek()) {
    case TokenKind::LeftParenthesis:
    case TokenKind::LeftBracket:
    case TokenKind::Minus:
    case TokenKind::Plus:
    case TokenKind::Star: break;
    case TokenKind::Not:
      if (peek(2) == TokenKind::In) return false;
      return true;
    case TokenKind::Yield: return true;
    default: return kTables.starts_expression[static_cast<size_t>(peek())];
  }
  TokenScanner scanner(text_, words_, version_, names_, *tok_);
  TokenKind last = TokenKind::Newline;
  for (;;) {
    TokenKind token = scanner.next().kind;
    if (token == TokenKind::Newline || token == TokenKind::EndOfFile) return last == TokenKind::Colon;
    // A case may have its block on the same line.
    if (token != TokenKind::Colon && last == TokenKind::Colon && at_word(WellKnown::Case) &&
        last_line_had_error_)
      return true;
    last = token;
  }
}

template <class Builder>
void Parser<Builder>::match_statement(Role role) {
  uint32_t start = tok_->start;
  require(Feature::Match, tok_->range());
  RowIndex row = builder_.open(NodeKind::Match, role, start);
  in_header_ = true;
  advance();
  Spine spine = builder_.spine();
  uint32_t subject = tok_->start;
  bool unpacks = at(TokenKind::Star);
  starred_or_named(Role::Subject);
  if (at(TokenKind::Comma)) {
    RowIndex tuple = builder_.wrap(spine, NodeKind::Tuple, Role::Subject, Role::Elt, subject);
    while (take(TokenKind::Comma)) {
      if (!kTables.starts_expression[static_cast<size_t>(kind())] && !at(TokenKind::Star)) break;
      starred_or_named(Role::Elt);
    }
    builder_.close(tuple, prev_end_);
    builder_.finish(spine);
  } else if (unpacks) {
    error({subject, prev_end_}, "an unpacked `match` subject must be followed by a comma");
  }
  expect_colon("the `match` subject");
  if (panic_) return;
  auto cases = [this] {
    while (at_word(WellKnown::Case)) recoverable([this] { case_clause(); });
  };
  if (at(TokenKind::Newline)) {
    skip_layout();
  } else {
    error_here("the cases of `match` must start on a new line");
  }
  if (at(TokenKind::Indent)) {
    indents_.push_back(tok_->range());
    skip_layout();
    while (!at(TokenKind::Dedent) && !at(TokenKind::EndOfFile)) {
      cases();
      if (at(TokenKind::Dedent) || at(TokenKind::EndOfFile)) break;
      line_start_ = tok_->start;
      line_has_error_ = false;
      error_unexpected("`case`");
      statement(Role::Body);
      while (!at_word(WellKnown::Case) && !at(TokenKind::Dedent) && !at(TokenKind::EndOfFile))
        statement(Role::Body);
    }
    indents_.pop_back();
    if (at(TokenKind::Dedent)) skip_layout();
  } else {
    uint32_t here = at(TokenKind::EndOfFile) || at(TokenKind::Dedent) ? prev_end_ : tok_->start;
    if (diagnostic::Diagnostic* d = error({here, here}, "expected an indented block of cases after `match`"))
      d->related.push_back({{start, prev_end_}, "the block belongs to this line"});
    if (at_word(WellKnown::Case) && begins_match_or_case()) cases();
  }
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::case_clause() {
  uint32_t start = tok_->start;
  RowIndex row = builder_.open(NodeKind::MatchCase, Role::Case, start);
  in_header_ = true;
  advance();
  open_pattern(Role::Pattern);
  if (take(TokenKind::If)) named_expression(Role::Guard);
  block(Role::Body, "the `case` pattern", start);
  if (panic_) return;
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::stray_case(Role role) {
  uint32_t start = tok_->start;
  error_here("`case` is only allowed inside `match`");
  RowIndex row = builder_.open(NodeKind::InvalidStatement, role, start);
  builder_.add_flags(row, syntax::kHasError);
  advance();
  block(Role::Body, "`case`", start);
  if (panic_) return;
  builder_.close(row, prev_end_);
  line_has_error_ = true;  // so the clauses behind it have been told of
}

// Patterns

// `a, *b` without brackets is a sequence.
template <class Builder>
void Parser<Builder>::open_pattern(Role role) {
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  bool unpacks = at(TokenKind::Star);
  element_pattern(role);
  if (!at(TokenKind::Comma)) {
    if (unpacks)
      error({start, prev_end_},
            "`*` is only allowed inside a sequence pattern, which needs a comma or brackets");
    return;
  }
  RowIndex row = builder_.wrap(spine, NodeKind::MatchSequence, role, Role::Pattern, start);
  while (take(TokenKind::Comma)) {
    if (at(TokenKind::Colon) || at(TokenKind::If) || at(TokenKind::Newline)) break;
    element_pattern(Role::Pattern);
  }
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

// A pattern of a sequence: `*rest` is allowed.
template <class Builder>
void Parser<Builder>::element_pattern(Role role) {
  if (!at(TokenKind::Star)) return pattern(role);
  RowIndex row = builder_.open(NodeKind::MatchStar, role, tok_->start);
  advance();
  if (at_word(WellKnown::Underscore)) {
    advance();
  } else {
    capture_name(Role::Name, "a name after `*`");
  }
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::capture_name(Role role, std::string_view expected) {
  if (!at(TokenKind::Name)) {
    missing_name(role, expected);
    return;
  }
  if (at_word(WellKnown::Underscore)) error_here("`_` is a wildcard and cannot be a target here");
  builder_.leaf(NodeKind::Identifier, role, tok_->start, tok_->end, tok_->payload);
  advance();
}

template <class Builder>
void Parser<Builder>::pattern(Role role) {
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  or_pattern(role);
  if (!at(TokenKind::As)) return;
  RowIndex row = builder_.wrap(spine, NodeKind::MatchAs, role, Role::Pattern, start);
  advance();
  capture_name(Role::Name, "a name after `as`");
  if (at(TokenKind::Dot) || at(TokenKind::LeftParenthesis) || at(TokenKind::LeftBracket))
    error_here("the target of `as` in a pattern must be a plain name");
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::or_pattern(Role role) {
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  closed_pattern(role);
  if (!at(TokenKind::Pipe)) return;
  RowIndex row = builder_.wrap(spine, NodeKind::MatchOr, role, Role::Pattern, start);
  while (take(TokenKind::Pipe)) closed_pattern(Role::Pattern);
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::closed_pattern(Role role) {
  switch (kind()) {
    case TokenKind::Integer:
    case TokenKind::Float:
    case TokenKind::Imaginary:
    case TokenKind::Minus:
    case TokenKind::Plus:
    case TokenKind::String:
    case TokenKind::FStringStart: return literal_pattern(role);
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False: {
      builder_.leaf(NodeKind::MatchSingleton, role, tok_->start, tok_->end, static_cast<uint32_t>(kind()));
      advance();
      return;
    }
    case TokenKind::Name: return name_pattern(role);
    case TokenKind::LeftParenthesis: return grouped_pattern(role);
    case TokenKind::LeftBracket: return list_pattern(role);
    case TokenKind::LeftBrace: return mapping_pattern(role);
    case TokenKind::Star:
      error_here("`*` is only allowed directly inside a sequence pattern");
      return element_pattern(role);
    default: return missing(role, "a pattern");
  }
}

template <class Builder>
void Parser<Builder>::grouped_pattern(Role role) {
  constexpr TokenKind kCloser = TokenKind::RightParenthesis;
  uint32_t open = tok_->start;
  advance();
  if (at(kCloser)) {
    builder_.leaf(NodeKind::MatchSequence, role, open, tok_->end);
    advance();
    return;
  }
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  bool unpacks = at(TokenKind::Star);
  element_pattern(role);
  bool comma = at(TokenKind::Comma);
  bool more = !at(kCloser) && next_element(kCloser, "patterns");
  if (!comma && !more) {
    if (unpacks)
      error({start, prev_end_},
            "`*` is only allowed inside a sequence pattern, which needs a comma or brackets");
    expect_closer(kCloser);
    return;
  }
  RowIndex row = builder_.wrap(spine, NodeKind::MatchSequence, role, Role::Pattern, open);
  while (more) {
    element_pattern(Role::Pattern);
    more = next_element(kCloser, "patterns");
  }
  expect_closer(kCloser);
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::list_pattern(Role role) {
  constexpr TokenKind kCloser = TokenKind::RightBracket;
  RowIndex row = builder_.open(NodeKind::MatchSequence, role, tok_->start);
  advance();
  if (!at(kCloser)) {
    do {
      element_pattern(Role::Pattern);
    } while (next_element(kCloser, "patterns"));
  }
  expect_closer(kCloser);
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::mapping_pattern(Role role) {
  constexpr TokenKind kCloser = TokenKind::RightBrace;
  RowIndex row = builder_.open(NodeKind::MatchMapping, role, tok_->start);
  advance();
  bool rest = false;
  if (!at(kCloser)) {
    do {
      if (rest) error_here("`**` must come last in a mapping pattern");
      if (take(TokenKind::DoubleStar)) {
        rest = true;
        capture_name(Role::Rest, "a name after `**`");
        continue;
      }
      mapping_key();
      if (take(TokenKind::Colon)) {
        pattern(Role::Pattern);
      } else {
        missing(Role::Pattern, "`:` and a pattern after the key");
      }
    } while (next_element(kCloser, "patterns"));
  }
  expect_closer(kCloser);
  builder_.close(row, prev_end_);
}

// A literal or a dotted name.
template <class Builder>
void Parser<Builder>::mapping_key() {
  auto leaf = [this](NodeKind node) {
    builder_.leaf(node, Role::Key, tok_->start, tok_->end);
    advance();
  };
  switch (kind()) {
    case TokenKind::None: return leaf(NodeKind::NoneLiteral);
    case TokenKind::True: return leaf(NodeKind::TrueLiteral);
    case TokenKind::False: return leaf(NodeKind::FalseLiteral);
    case TokenKind::String:
    case TokenKind::FStringStart: strings(Role::Key); return;
    case TokenKind::Integer:
    case TokenKind::Float:
    case TokenKind::Imaginary:
    case TokenKind::Minus:
    case TokenKind::Plus: number(Role::Key); return;
    case TokenKind::Name: {
      if (peek() != TokenKind::Dot) error_here("a key in a pattern must be a literal or a dotted name");
      Spine spine = builder_.spine();
      dotted_expression(spine, Role::Key);
      builder_.finish(spine);
      return;
    }
    default: missing(Role::Key, "a key"); return;
  }
}

// `a.b.c` as an expression, from its first name on.
template <class Builder>
void Parser<Builder>::dotted_expression(Spine& spine, Role role) {
  uint32_t start = tok_->start;
  builder_.leaf(NodeKind::Name, role, tok_->start, tok_->end, tok_->payload);
  advance();
  while (at(TokenKind::Dot)) {
    RowIndex row = builder_.wrap(spine, NodeKind::Attribute, role, Role::Value, start);
    advance();
    if (at(TokenKind::Name)) {
      builder_.leaf(NodeKind::Identifier, Role::Attr, tok_->start, tok_->end, tok_->payload);
      advance();
    } else {
      missing_name(Role::Attr, "an attribute name after `.`");
    }
    builder_.close(row, prev_end_);
  }
}

// A capture `x`, the wildcard `_`, a value `a.b`, or a class `C(…)`.
template <class Builder>
void Parser<Builder>::name_pattern(Role role) {
  uint32_t start = tok_->start;
  bool dotted = peek() == TokenKind::Dot;
  if (!dotted && peek() != TokenKind::LeftParenthesis) {
    if (at_word(WellKnown::Underscore)) {
      builder_.leaf(NodeKind::MatchAs, role, tok_->start, tok_->end);
      advance();
      return;
    }
    RowIndex row = builder_.open(NodeKind::MatchAs, role, start);
    builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
    advance();
    builder_.close(row, prev_end_);
    return;
  }
  if (at_word(WellKnown::Underscore))
    error_here("`_` is a wildcard in a pattern: it has no attributes and cannot be called");
  Spine spine = builder_.spine();
  dotted_expression(spine, role);
  if (at(TokenKind::LeftParenthesis)) {
    RowIndex row = builder_.wrap(spine, NodeKind::MatchClass, role, Role::Cls, start);
    class_arguments();
    builder_.close(row, prev_end_);
  } else {
    RowIndex row = builder_.wrap(spine, NodeKind::MatchValue, role, Role::Value, start);
    builder_.close(row, prev_end_);
  }
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::class_arguments() {
  constexpr TokenKind kCloser = TokenKind::RightParenthesis;
  advance();
  bool keywords = false;
  if (!at(kCloser)) {
    do {
      if (at(TokenKind::Name) && peek() == TokenKind::Equal) {
        keywords = true;
        RowIndex row = builder_.open(NodeKind::KeywordPattern, Role::Keyword, tok_->start);
        builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
        advance();
        advance();
        pattern(Role::Pattern);
        builder_.close(row, prev_end_);
        continue;
      }
      uint32_t start = tok_->start;
      pattern(Role::Pattern);
      if (keywords) error({start, prev_end_}, "a positional pattern cannot follow a keyword pattern");
    } while (next_element(kCloser, "patterns"));
  }
  expect_closer(kCloser);
}

// Literals

template <class Builder>
void Parser<Builder>::literal_pattern(Role role) {
  RowIndex row = builder_.open(NodeKind::MatchValue, role, tok_->start);
  if (at(TokenKind::String) || at(TokenKind::FStringStart)) {
    strings(Role::Value);
  } else {
    number(Role::Value);
  }
  builder_.close(row, prev_end_);
}

// `-1`, `1 + 2j`.
template <class Builder>
void Parser<Builder>::number(Role role) {
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  bool imaginary = at(TokenKind::Imaginary) || peek() == TokenKind::Imaginary;
  signed_number(role);
  if (!at(TokenKind::Plus) && !at(TokenKind::Minus)) return;
  if (imaginary) error({start, prev_end_}, "the first part of a complex number must be real");
  RowIndex row = builder_.wrap(spine, NodeKind::BinOp, role, Role::Left, start);
  builder_.set_payload(row, static_cast<uint32_t>(at(TokenKind::Plus) ? Operator::Add : Operator::Subtract));
  advance();
  if (at(TokenKind::Imaginary)) {
    builder_.leaf(NodeKind::ImaginaryLiteral, Role::Right, tok_->start, tok_->end);
    advance();
  } else {
    if (at(TokenKind::Integer) || at(TokenKind::Float))
      error_here("the second part of a complex number must be imaginary");
    if (at(TokenKind::Plus) || at(TokenKind::Minus))
      error_here("the second part of a complex number cannot have a sign of its own");
    signed_number(Role::Right);
  }
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::signed_number(Role role) {
  auto plain = [this](Role its_role) {
    NodeKind node = at(TokenKind::Integer) ? NodeKind::IntegerLiteral
                    : at(TokenKind::Float) ? NodeKind::FloatLiteral
                                           : NodeKind::ImaginaryLiteral;
    if (!at(TokenKind::Integer) && !at(TokenKind::Float) && !at(TokenKind::Imaginary))
      return missing(its_role, "a number");
    builder_.leaf(node, its_role, tok_->start, tok_->end);
    advance();
  };
  if (at(TokenKind::Plus)) {
    require(Feature::PositivePattern, tok_->range());
    advance();
    return plain(role);
  }
  if (!at(TokenKind::Minus)) return plain(role);
  RowIndex row = builder_.open(NodeKind::UnaryOp, role, tok_->start);
  builder_.set_payload(row, static_cast<uint32_t>(Operator::Negative));
  advance();
  plain(Role::Operand);
  builder_.close(row, prev_end_);
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
