// Expressions (language reference 6): operators, primaries, atoms.

#include "parse/instantiate.h"
#include "parse/parser.h"

namespace pellucid::parse {

template <class Builder>
bool Parser<Builder>::enter() {
  if (depth_ < kMaxNesting) {
    ++depth_;
    return true;
  }
  error_here("nested too deeply: the limit is " + std::to_string(kMaxNesting) +
             ", and the rest of the line is not checked");
  return false;
}

// Lists without brackets

// `a, *b, c` makes a tuple, `a` alone is itself.
template <class Builder>
void Parser<Builder>::expressions(Role role) {
  if (at_simple_expression() && peek() != TokenKind::Comma) return one_token(role);
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  starred_or_expression(role);
  if (!at(TokenKind::Comma)) return;
  RowIndex row = builder_.wrap(spine, NodeKind::Tuple, role, Role::Elt, start);
  while (take(TokenKind::Comma)) {
    if (!kTables.starts_expression[slot(kind())] && !at(TokenKind::Star)) break;
    starred_or_expression(Role::Elt);
  }
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::starred_or_expression(Role role) {
  if (at(TokenKind::Star)) return starred(role, kBitOr);
  return expression(role);
}

template <class Builder>
void Parser<Builder>::starred_or_named(Role role) {
  if (at(TokenKind::Star)) return starred(role, kBitOr);
  return named_expression(role);
}

template <class Builder>
void Parser<Builder>::starred(Role role, uint32_t precedence) {
  RowIndex row = builder_.open(NodeKind::Starred, role, tok_->start);
  advance();
  if (precedence == 0) {
    expression(Role::Value);
  } else {
    binary(Role::Value, precedence);
  }
  builder_.close(row, prev_end_);
}

// What a `for` assigns to: one target, or several with commas between; up to `in`.
template <class Builder>
void Parser<Builder>::targets(Role role) {
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  auto target = [this](Role its_role) {
    if (at(TokenKind::Star)) return starred(its_role, kBitOr);
    return binary(its_role, kBitOr);
  };
  RowIndex first = builder_.next();
  target(role);
  if (at(TokenKind::Comma)) {
    RowIndex row = builder_.wrap(spine, NodeKind::Tuple, role, Role::Elt, start);
    while (take(TokenKind::Comma)) {
      if (!kTables.starts_expression[slot(kind())] && !at(TokenKind::Star)) break;
      target(Role::Elt);
    }
    builder_.close(row, prev_end_);
    builder_.finish(spine);
  }
  builder_.set_context(builder_.finished(first), syntax::kStore);
}

// Loosest: assignment expressions, conditionals, lambdas

template <class Builder>
void Parser<Builder>::named_expression(Role role) {
  if (at_simple_expression()) return one_token(role);
  if (at(TokenKind::Name) && peek() == TokenKind::ColonEqual) {
    RowIndex row = builder_.open(NodeKind::NamedExpr, role, tok_->start);
    builder_.leaf(NodeKind::Name, Role::Target, tok_->start, tok_->end, tok_->payload, syntax::kStore);
    advance();
    advance();
    expression(Role::Value);
    builder_.close(row, prev_end_);
    return;
  }
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  expression(role);
  if (!at(TokenKind::ColonEqual)) return;
  error({start, prev_end_}, "the target of `:=` must be a plain name");
  RowIndex row = builder_.wrap(spine, NodeKind::NamedExpr, role, Role::Target, start);
  builder_.add_flags(row, syntax::kHasError);
  advance();
  expression(Role::Value);
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::expression(Role role) {
  if (at_simple_expression()) return one_token(role);
  if (at(TokenKind::Lambda)) return lambda(role);
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  binary(role, kOr);
  if (!at(TokenKind::If)) return;
  return conditional(role, spine, start);
}

// `a if b else c if d else e` nests to the right: a loop opens the inner ones, and closes them all at the
// end.
template <class Builder>
void Parser<Builder>::conditional(Role role, Spine& spine, uint32_t start) {
  RowIndex outermost = builder_.wrap(spine, NodeKind::IfExp, role, Role::Body, start);
  RowIndex innermost = outermost;
  for (;;) {
    uint32_t keyword = tok_->start;
    advance();
    binary(Role::Test, kOr);
    if (!at(TokenKind::Else)) {
      if (!breaks_out()) {
        if (diagnostic::Diagnostic* d =
                error_unexpected("`else` and a value to complete the conditional expression"))
          d->related.push_back({{keyword, keyword + 2}, "the conditional expression begins here"});
      }
      builder_.leaf(NodeKind::Missing, Role::Orelse, prev_end_, prev_end_);
      break;
    }
    advance();
    if (at(TokenKind::Lambda)) {
      lambda(Role::Orelse);
      break;
    }
    Spine inner = builder_.spine();
    uint32_t inner_start = tok_->start;
    binary(Role::Orelse, kOr);
    if (!at(TokenKind::If)) break;
    innermost = builder_.wrap(inner, NodeKind::IfExp, Role::Orelse, Role::Body, inner_start);
  }
  for (RowIndex row = innermost; row != outermost; row = builder_.current()) builder_.close(row, prev_end_);
  builder_.close(outermost, prev_end_);
}

template <class Builder>
void Parser<Builder>::lambda(Role role) {
  RowIndex row = builder_.open(NodeKind::Lambda, role, tok_->start);
  uint32_t start = tok_->start;
  advance();
  // Defaults nest as bodies do: `lambda x=lambda x=lambda: …`.
  if (!enter()) {
    builder_.leaf(NodeKind::Missing, Role::Body, prev_end_, prev_end_);
    skip_to_newline();
    builder_.close(row, prev_end_);
    return;
  }
  if (!at(TokenKind::Colon)) parameters(TokenKind::Colon);
  Token colon = *tok_;
  if (expect(TokenKind::Colon, " after the parameters of `lambda`") && (colon.flags & lex::kOpensFormat)) {
    error({start, colon.end},
          "a `lambda` in an f-string field must be parenthesized: its `:` would start the format");
  }
  expression(Role::Body);
  leave();
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::yield_expression(Role role) {
  RowIndex row = builder_.open(NodeKind::Yield, role, tok_->start);
  advance();
  if (take(TokenKind::From)) {
    builder_.set_kind(row, NodeKind::YieldFrom);
    expression(Role::Value);
  } else if (kTables.starts_expression[slot(kind())] || at(TokenKind::Star)) {
    expressions(Role::Value);
  }
  builder_.close(row, prev_end_);
}

// Operators

// Precedence climbing: parses operators that bind at least as tightly as `precedence`. All of them grow to
// the right of one place, the spine.
template <class Builder>
void Parser<Builder>::binary(Role role, uint32_t precedence) {
  bool one = kTables.one_token[slot(kind())] != NodeKind::Missing && !kTables.continues_primary[slot(peek())];
  uint32_t behind = one && peek() != TokenKind::Not ? kTables.precedence[slot(peek())] : 0;
  Spine spine = builder_.spine(behind != 0 && behind >= precedence ? 1 : 0);
  uint32_t start = tok_->start;
  if (one) {
    one_token(role);
  } else {
    operand(role, precedence);
  }
  for (;;) {
    TokenKind op = kind();
    uint32_t its_precedence = kTables.precedence[slot(op)];
    if (its_precedence < precedence || its_precedence == 0) break;
    if (its_precedence == kComparison) {
      if (op == TokenKind::Not && peek() != TokenKind::In) break;
      RowIndex row = builder_.wrap(spine, NodeKind::Compare, role, Role::Left, start);
      do {
        auto comparison = static_cast<Operator>(kTables.op[slot(kind())]);
        if (at(TokenKind::LessGreater)) {
          if (diagnostic::Diagnostic* d = error_here("`<>` is written `!=`"))
            d->fix = diagnostic::Fix{"Replace with `!=`", {{tok_->range(), "!="}}};
        }
        if (at(TokenKind::Not)) {
          advance();
        } else if (at(TokenKind::Is) && peek() == TokenKind::Not) {
          advance();
          comparison = Operator::CompareIsNot;
        }
        advance();
        RowIndex comparator = builder_.next();
        binary(Role::Comparator, kBitOr);
        builder_.add_flags(builder_.finished(comparator), syntax::comparison_flags(comparison));
      } while (kTables.precedence[slot(kind())] == kComparison &&
               (kind() != TokenKind::Not || peek() == TokenKind::In));
      builder_.close(row, prev_end_);
    } else if (its_precedence <= kAnd) {
      RowIndex row = builder_.wrap(spine, NodeKind::BoolOp, role, Role::Value, start);
      builder_.set_payload(row, kTables.op[slot(op)]);
      while (take(op)) binary(Role::Value, its_precedence + 1);
      builder_.close(row, prev_end_);
    } else {
      RowIndex row = builder_.wrap(spine, NodeKind::BinOp, role, Role::Left, start);
      builder_.set_payload(row, kTables.op[slot(op)]);
      advance();
      binary(Role::Right, its_precedence + 1);
      builder_.close(row, prev_end_);
    }
  }
  builder_.finish(spine);
}

// What stands between infix operators: prefix operators and `**` bind tighter than those.
template <class Builder>
void Parser<Builder>::operand(Role role, uint32_t precedence) {
  switch (kind()) {
    case TokenKind::Not:
    case TokenKind::Minus:
    case TokenKind::Plus:
    case TokenKind::Tilde: return prefixed(role, precedence);
    default: break;
  }
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  if (at(TokenKind::Await)) {
    awaited(role);
  } else {
    primary(role);
  }
  if (!at(TokenKind::DoubleStar)) return;
  // `a ** -b ** c` is `a ** (-(b ** c))`.
  RowIndex row = builder_.wrap(spine, NodeKind::BinOp, role, Role::Left, start);
  builder_.set_payload(row, static_cast<uint32_t>(Operator::Power));
  advance();
  if (enter()) {
    operand(Role::Right, kUnary);
    leave();
  } else {
    builder_.leaf(NodeKind::Missing, Role::Right, prev_end_, prev_end_);
    skip_to_newline();
  }
  builder_.close(row, prev_end_);
  builder_.finish(spine);
}

// `not`, `-`, `+`, `~`, any number of them. The row of each is the parent of the next one's.
template <class Builder>
void Parser<Builder>::prefixed(Role role, uint32_t precedence) {
  RowIndex outermost = builder_.next();
  RowIndex innermost = outermost;
  Role its_role = role;
  bool negated = false;  // the innermost so far is `not`
  for (;;) {
    Operator op;
    if (at(TokenKind::Not)) {
      if (precedence > kNot) error_here("`not` after an operator must be parenthesized");
      op = Operator::Not;
    } else if (at(TokenKind::Minus)) {
      op = Operator::Negative;
    } else if (at(TokenKind::Plus)) {
      op = Operator::Positive;
    } else if (at(TokenKind::Tilde)) {
      op = Operator::Invert;
    } else {
      break;
    }
    negated = op == Operator::Not;
    if (!negated) {
      precedence = kUnary;
    } else if (precedence < kNot) {
      precedence = kNot;
    }
    innermost = builder_.open(NodeKind::UnaryOp, its_role, tok_->start);
    builder_.set_payload(innermost, static_cast<uint32_t>(op));
    its_role = Role::Operand;
    advance();
    if (negated && (at(TokenKind::Minus) || at(TokenKind::Plus) || at(TokenKind::Tilde))) break;
  }
  if (negated) {
    // `not a == b` negates the comparison, `not -a == b` too. `a < not a < not a …` is read on behind its
    // error.
    if (enter()) {
      binary(Role::Operand, kComparison);
      leave();
    } else {
      builder_.leaf(NodeKind::Missing, Role::Operand, prev_end_, prev_end_);
      skip_to_newline();
    }
  } else {
    operand(Role::Operand, kUnary);
  }
  for (RowIndex row = innermost; row != outermost; row = builder_.current()) builder_.close(row, prev_end_);
  builder_.close(outermost, prev_end_);
}

template <class Builder>
void Parser<Builder>::awaited(Role role) {
  RowIndex row = builder_.open(NodeKind::Await, role, tok_->start);
  advance();
  if (at(TokenKind::Await)) {
    missing(Role::Value, "an expression after `await`");
    skip_to_newline();
  } else {
    primary(Role::Value);
  }
  builder_.close(row, prev_end_);
}

// Primaries

// From the n-th token on, at `.c(` behind a name: how many rows are certain to be put around what is before, as
// far as the parser looks ahead.
template <class Builder>
uint32_t Parser<Builder>::trailers_ahead(uint32_t n) const {
  auto trailer = [this](uint32_t m) {
    TokenKind k = peek(m);
    return k == TokenKind::Dot || k == TokenKind::LeftParenthesis || k == TokenKind::LeftBracket;
  };
  if (!trailer(n)) return 0;
  bool two = peek(n) == TokenKind::Dot && peek(n + 1) == TokenKind::Name && trailer(n + 2);
  return two ? 2 : 1;
}

// `a`, or `a.b` if `has_attribute`.
template <class Builder>
void Parser<Builder>::plain_name(Role role, bool has_attribute) {
  if (!has_attribute) return one_token(role);
  builder_.attribute(role, *tok_, tok_[2]);
  advance();
  advance();
  advance();
}

template <class Builder>
void Parser<Builder>::primary(Role role) {
  static_assert(kLookahead >= 5);
  uint32_t start = tok_->start;
  Spine spine = builder_.spine();
  if (!at(TokenKind::Name)) {
    atom(role);
  } else {
    bool has_attribute = peek() == TokenKind::Dot && peek(2) == TokenKind::Name;
    uint32_t behind = has_attribute ? 3 : 1;
    if (peek(behind) == TokenKind::LeftParenthesis) {
      RowIndex row = builder_.open(NodeKind::Call, role, start);
      plain_name(Role::Func, has_attribute);
      arguments(Role::Arg);
      builder_.close(row, prev_end_);
    } else {
      spine = builder_.spine(trailers_ahead(behind));
      plain_name(role, has_attribute);
    }
  }
  for (;;) {
    switch (kind()) {
      case TokenKind::Dot: {
        RowIndex row = builder_.wrap(spine, NodeKind::Attribute, role, Role::Value, start);
        advance();
        if (at(TokenKind::Name)) [[likely]] {
          builder_.leaf(NodeKind::Identifier, Role::Attr, tok_->start, tok_->end, tok_->payload);
          advance();
        } else {
          missing_name(Role::Attr, "an attribute name after `.`");
          // `x.class`: the keyword was meant as the name.
          if (lex::is_keyword(kind()) && tok_->start == prev_end_) advance();
        }
        builder_.close(row, prev_end_);
        continue;
      }
      case TokenKind::LeftParenthesis: {
        RowIndex row = builder_.wrap(spine, NodeKind::Call, role, Role::Func, start);
        arguments(Role::Arg);
        builder_.close(row, prev_end_);
        continue;
      }
      case TokenKind::LeftBracket: {
        RowIndex row = builder_.wrap(spine, NodeKind::Subscript, role, Role::Value, start);
        subscript();
        builder_.close(row, prev_end_);
        continue;
      }
      default: break;
    }
    break;
  }
  builder_.finish(spine);
}

template <class Builder>
void Parser<Builder>::atom(Role role) {
  switch (kind()) {
    case TokenKind::Name:
    case TokenKind::Integer:
    case TokenKind::Float:
    case TokenKind::Imaginary:
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False:
    case TokenKind::Ellipsis: return one_token(role);
    case TokenKind::String:
    case TokenKind::FStringStart: return strings(role);
    case TokenKind::LeftParenthesis: return parenthesized(role);
    case TokenKind::LeftBracket: return list_display(role);
    case TokenKind::LeftBrace: return brace_display(role);
    case TokenKind::Lambda:
    case TokenKind::Yield:
    case TokenKind::Star:
    case TokenKind::DoubleStar: return misplaced(role);
    default: return missing(role, "an expression");
  }
}

// What stands in the grammar, only not here: read on so that the rest of the line makes sense. `* * *` nests.
template <class Builder>
void Parser<Builder>::misplaced(Role role) {
  std::string spelling(lex::spelling_of(kind()));
  bool is_operator = at(TokenKind::Star) || at(TokenKind::DoubleStar);
  error_here(is_operator ? spelling + " is not allowed here"
                         : "a " + spelling + " must be parenthesized here");
  if (!enter()) {
    skip_to_newline();
    builder_.leaf(NodeKind::Missing, role, prev_end_, prev_end_);
    return;
  }
  switch (kind()) {
    case TokenKind::Lambda: lambda(role); break;
    case TokenKind::Yield: yield_expression(role); break;
    case TokenKind::Star: starred(role, kBitOr); break;
    default: advance(); operand(role, kUnary);
  }
  leave();
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
