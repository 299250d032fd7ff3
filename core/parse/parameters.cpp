// Parameters of functions (language reference 8.7), type parameters (8.10), arguments of calls and classes
// (6.3.4).

#include "parse/instantiate.h"
#include "parse/parser.h"

namespace pellucid::parse {

// Parameters

// Of a `def`, in parentheses, or of a `lambda`, up to its colon. What `/` and `*` mean for the parameters
// around them is in the roles; they have no rows.
template <class Builder>
void Parser<Builder>::parameters(TokenKind closer) {
  bool in_parentheses = closer == TokenKind::RightParenthesis;
  bool there = in_parentheses || at(TokenKind::Name) || at(TokenKind::Star) || at(TokenKind::DoubleStar) ||
               at(TokenKind::Slash) || at(TokenKind::LeftParenthesis);
  RowIndex row = builder_.open(NodeKind::Parameters, Role::Parameters, there ? tok_->start : prev_end_);
  if (in_parentheses) advance();
  Role role = Role::Positional;
  bool seen_slash = false, seen_star = false, seen_keywords = false;
  Range bare_star = {0, 0};  // `*` alone needs a parameter behind it
  uint32_t count = 0;
  while (!at(closer)) {
    if (seen_keywords &&
        (at(TokenKind::Name) || at(TokenKind::Star) || at(TokenKind::DoubleStar) || at(TokenKind::Slash)))
      error_here("no parameter can follow the `**` parameter");
    if (at(TokenKind::Slash)) {
      if (count == 0) {
        error_here("`/` must be preceded by at least one parameter");
      } else if (seen_slash) {
        error_here("`/` can only appear once");
      } else if (seen_star) {
        error_here("`/` must come before `*`");
      }
      seen_slash = true;
      advance();
      builder_.make_positional_only(row);
    } else if (at(TokenKind::Star)) {
      if (seen_star) error_here("`*` can only appear once");
      seen_star = true;
      bare_star = {0, 0};
      role = Role::KeywordOnly;
      Range star = tok_->range();
      advance();
      if (at(TokenKind::Name)) {
        parameter(Role::VarPositional, closer);
      } else {
        bare_star = star;
      }
    } else if (at(TokenKind::DoubleStar)) {
      if (bare_star.end != 0) error(bare_star, "a bare `*` must be followed by a named parameter");
      seen_keywords = true;
      advance();
      if (at(TokenKind::Name)) {
        parameter(Role::VarKeyword, closer);
      } else {
        error_unexpected("a name after `**`");
      }
    } else if (at(TokenKind::Name)) {
      bare_star = {0, 0};
      parameter(role, closer);
    } else if (at(TokenKind::LeftParenthesis)) {
      error_here("parameters cannot be parenthesized");
      advance();
      skip_in_brackets(TokenKind::EndOfFile);
      expect_closer(TokenKind::RightParenthesis);
    } else {
      if (panic_) break;
      error_unexpected("a parameter");
      if (at(TokenKind::Comma)) {
        advance();
        continue;
      }
      if (!in_parentheses || breaks_out()) break;
      skip_in_brackets(closer);
      if (!take(TokenKind::Comma)) break;
      continue;
    }
    ++count;
    if (take(TokenKind::Comma)) continue;
    if (at(closer)) break;
    if (in_parentheses) {
      if (breaks_out()) break;
      // `def f(a b)`: take the next one for another parameter.
      if (at(TokenKind::Name) || at(TokenKind::Star) || at(TokenKind::DoubleStar)) {
        uint32_t behind = prev_end_;
        if (diagnostic::Diagnostic* d = error_behind("expected `,` between parameters"))
          d->fix = diagnostic::Fix{"Insert `,`", {{{behind, behind}, ","}}};
        continue;
      }
      error_unexpected("`,` or `)`");
      skip_in_brackets(closer);
      if (!take(TokenKind::Comma)) break;
    } else {
      break;
    }
  }
  if (bare_star.end != 0) error(bare_star, "a bare `*` must be followed by a named parameter");
  if (in_parentheses) expect_closer(closer);
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::parameter(Role role, TokenKind closer) {
  bool annotated = peek() == TokenKind::Colon && closer != TokenKind::Colon;
  if (!annotated && peek() != TokenKind::Equal) {
    builder_.leaf(NodeKind::Parameter, role, tok_->start, tok_->end, tok_->payload);
    advance();
    return;
  }
  RowIndex row = builder_.open(NodeKind::Parameter, role, tok_->start);
  builder_.set_payload(row, tok_->payload);
  builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
  advance();
  if (annotated) {
    advance();
    if (at(TokenKind::Star) && role == Role::VarPositional) {
      uint32_t start = tok_->start;
      starred(Role::Annotation, kBitOr);
      require(Feature::StarredAnnotation, {start, prev_end_});
    } else {
      expression(Role::Annotation);
    }
  }
  if (at(TokenKind::Equal)) {
    if (role == Role::VarPositional || role == Role::VarKeyword)
      error_here(role == Role::VarPositional ? "the `*` parameter cannot have a default"
                                             : "the `**` parameter cannot have a default");
    advance();
    expression(Role::Default);
  }
  builder_.close(row, prev_end_);
}

// Type parameters

template <class Builder>
void Parser<Builder>::type_parameters() {
  constexpr TokenKind kCloser = TokenKind::RightBracket;
  uint32_t start = tok_->start;
  RowIndex row = builder_.open(NodeKind::TypeParameters, Role::TypeParameters, start);
  advance();
  if (at(kCloser)) error({start, tok_->end}, "a type parameter list cannot be empty");
  while (!at(kCloser)) {
    if (!at(TokenKind::Name) && !at(TokenKind::Star) && !at(TokenKind::DoubleStar)) {
      if (breaks_out()) break;
      error_unexpected("a type parameter");
      skip_in_brackets(kCloser);
      if (!take(TokenKind::Comma)) break;
      continue;
    }
    type_parameter();
    if (!next_element(kCloser, "type parameters")) break;
  }
  expect_closer(kCloser);
  builder_.close(row, prev_end_);
  require(Feature::TypeParameters, {start, prev_end_});
}

template <class Builder>
void Parser<Builder>::type_parameter() {
  NodeKind node = at(TokenKind::Star)         ? NodeKind::TypeVarTuple
                  : at(TokenKind::DoubleStar) ? NodeKind::ParamSpec
                                              : NodeKind::TypeVar;
  RowIndex row = builder_.open(node, Role::TypeParameter, tok_->start);
  if (node != NodeKind::TypeVar) advance();
  if (at(TokenKind::Name)) {
    builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
    advance();
  } else {
    missing_name(Role::Name, "the name of a type parameter");
  }
  if (at(TokenKind::Colon)) {
    uint32_t colon = tok_->start;
    advance();
    expression(Role::Bound);
    if (node != NodeKind::TypeVar)
      error({colon, prev_end_}, node == NodeKind::ParamSpec ? "a `ParamSpec` cannot have a bound"
                                                            : "a `TypeVarTuple` cannot have a bound");
  }
  if (at(TokenKind::Equal)) {
    uint32_t equal = tok_->start;
    advance();
    if (node == NodeKind::TypeVarTuple) {
      starred_or_expression(Role::Default);
    } else {
      expression(Role::Default);
    }
    require(Feature::TypeParameterDefault, {equal, prev_end_});
  }
  builder_.close(row, prev_end_);
}

// Arguments

// From `(` to `)`. Which argument may follow which is a rule of grammar/.
template <class Builder>
void Parser<Builder>::arguments(Role positional) {
  constexpr TokenKind kCloser = TokenKind::RightParenthesis;
  uint32_t open = tok_->start;
  advance();
  uint32_t count = 0;
  if (!at(kCloser)) {
    do {
      argument(positional, open, count);
      ++count;
    } while (next_element(kCloser, "arguments"));
  }
  expect_closer(kCloser);
}

template <class Builder>
void Parser<Builder>::argument(Role positional, uint32_t open, uint32_t& count) {
  if (at(TokenKind::Name) && peek() == TokenKind::Equal) {
    RowIndex row = builder_.open(NodeKind::Keyword, Role::Keyword, tok_->start);
    builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
    advance();
    advance();
    expression(Role::Value);
    if (at_comprehension())
      error({open, tok_->end}, "a generator expression used as a keyword argument must be parenthesized");
    builder_.close(row, prev_end_);
    return;
  }
  if (at(TokenKind::DoubleStar)) {
    RowIndex row = builder_.open(NodeKind::Keyword, Role::Keyword, tok_->start);
    advance();
    expression(Role::Value);
    builder_.close(row, prev_end_);
    return;
  }
  if (at_simple_expression()) {
    one_token(positional);
    return;
  }
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  bool unpacks = at(TokenKind::Star);
  bool names = at(TokenKind::Name) && peek() == TokenKind::ColonEqual;
  if (unpacks) {
    starred(positional, 0);
  } else {
    named_expression(positional);
  }
  if (at_comprehension()) {
    require_unpacking_comprehension(unpacks, start, prev_end_);
    if (names) require(Feature::NamedExprInGenerator, {start, prev_end_});
    RowIndex row = builder_.wrap(spine, NodeKind::GeneratorExp, positional, Role::Elt, start);
    comprehension_clauses();
    // The only argument needs no parentheses of its own: those of the call are its own.
    if (count == 0 && at(TokenKind::RightParenthesis) && positional != Role::Base) {
      builder_.set_start(row, open);
      builder_.close(row, tok_->end);
    } else {
      builder_.close(row, prev_end_);
      error({start, prev_end_},
            positional == Role::Base
                ? "a generator expression cannot be a base class"
                : "a generator expression must be parenthesized unless it is the only argument");
    }
    builder_.finish(spine);
    return;
  }
  if (at(TokenKind::Equal)) {
    if (unpacks) {
      error({start, tok_->end}, "an unpacked argument cannot have a value assigned");
    } else {
      if (diagnostic::Diagnostic* d =
              error({start, tok_->end}, "a keyword argument needs a plain name; to compare, write `==`"))
        d->fix = diagnostic::Fix{"Replace with `==`", {{tok_->range(), "=="}}};
    }
    RowIndex row = builder_.wrap(spine, NodeKind::Compare, positional, Role::Left, start);
    builder_.add_flags(row, syntax::kHasError);
    advance();
    RowIndex right = builder_.next();
    binary(Role::Comparator, kBitOr);
    builder_.add_flags(builder_.finished(right), syntax::comparison_flags(Operator::CompareEqual));
    builder_.close(row, prev_end_);
    builder_.finish(spine);
  }
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
