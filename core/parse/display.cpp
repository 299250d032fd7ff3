// What stands in brackets: tuples, lists, sets, dictionaries, comprehensions (language reference 6.2),
// subscripts (6.3.2).

#include "parse/instantiate.h"
#include "parse/parser.h"

namespace pellucid::parse {

// Parentheses

template <class Builder>
void Parser<Builder>::parenthesized(Role role) {
  constexpr TokenKind kCloser = TokenKind::RightParenthesis;
  uint32_t open = tok_->start;
  advance();
  if (at(kCloser)) {
    builder_.leaf(NodeKind::Tuple, role, open, tok_->end);
    advance();
    return;
  }
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  RowIndex inner = builder_.next();
  bool unpacks = at(TokenKind::Star);
  if (at(TokenKind::Yield)) {
    yield_expression(role);
  } else {
    starred_or_named(role);
  }
  if (at_comprehension()) {
    require_unpacking_comprehension(unpacks, start, prev_end_);
    RowIndex row = builder_.wrap(spine, NodeKind::GeneratorExp, role, Role::Elt, open);
    comprehension_clauses();
    expect_closer(kCloser);
    builder_.close(row, prev_end_);
    builder_.finish(spine);
    return;
  }
  if (at(TokenKind::Comma) || !at(kCloser)) {
    bool comma = at(TokenKind::Comma);
    bool more = next_element(kCloser, "tuple elements");
    if (comma || more) {
      RowIndex row = builder_.wrap(spine, NodeKind::Tuple, role, Role::Elt, open);
      while (more) {
        starred_or_named(Role::Elt);
        more = next_element(kCloser, "tuple elements");
      }
      expect_closer(kCloser);
      builder_.close(row, prev_end_);
      builder_.finish(spine);
      return;
    }
  } else if (unpacks) {
    error({start, prev_end_}, "`*` is only allowed inside a tuple (with a comma), list, set or call");
  }
  builder_.add_flags(builder_.finished(inner), syntax::kParenthesized);
  expect_closer(kCloser);
}

// Lists, sets, dictionaries

template <class Builder>
void Parser<Builder>::require_unpacking_comprehension(bool unpacks, uint32_t start, uint32_t end) {
  if (unpacks) require(Feature::UnpackingComprehension, {start, end});
}

template <class Builder>
void Parser<Builder>::list_display(Role role) {
  constexpr TokenKind kCloser = TokenKind::RightBracket;
  RowIndex row = builder_.open(NodeKind::List, role, tok_->start);
  advance();
  if (!at(kCloser)) {
    uint32_t start = tok_->start;
    bool unpacks = at(TokenKind::Star);
    starred_or_named(Role::Elt);
    if (at_comprehension()) {
      require_unpacking_comprehension(unpacks, start, prev_end_);
      builder_.set_kind(row, NodeKind::ListComp);
      comprehension_clauses();
    } else {
      while (next_element(kCloser, "list elements")) starred_or_named(Role::Elt);
    }
  }
  expect_closer(kCloser);
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::brace_display(Role role) {
  constexpr TokenKind kCloser = TokenKind::RightBrace;
  RowIndex row = builder_.open(NodeKind::Dict, role, tok_->start);
  advance();
  if (at(TokenKind::DoubleStar)) {
    uint32_t start = tok_->start;
    advance();
    binary(Role::Unpacked, kBitOr);
    if (at_comprehension()) {
      require_unpacking_comprehension(true, start, prev_end_);
      builder_.set_kind(row, NodeKind::DictComp);
      comprehension_clauses();
    } else {
      if (at(TokenKind::Colon)) error({start, prev_end_}, "a dictionary key cannot be unpacked");
      dict_rest();
    }
  } else if (!at(kCloser)) {
    uint32_t start = tok_->start;
    bool unpacks = at(TokenKind::Star);
    bool assigns = at(TokenKind::Name) && peek() == TokenKind::ColonEqual;
    RowIndex first = builder_.next();
    starred_or_named(Role::Elt);
    if (at(TokenKind::Colon) || at(TokenKind::Equal)) {
      if (at(TokenKind::Equal)) error_equal_for_colon();
      if (unpacks) error({start, prev_end_}, "a dictionary key cannot be unpacked");
      if (assigns)
        error({start, prev_end_}, "an assignment expression used as a dictionary key must be parenthesized");
      builder_.set_role(builder_.finished(first), Role::Key);
      advance();
      dict_value();
      if (at_comprehension()) {
        builder_.set_kind(row, NodeKind::DictComp);
        comprehension_clauses();
      } else {
        dict_rest();
      }
    } else {
      if (assigns) require(Feature::NamedExprInSet, {start, prev_end_});
      if (at_comprehension()) {
        require_unpacking_comprehension(unpacks, start, prev_end_);
        builder_.set_kind(row, NodeKind::SetComp);
        comprehension_clauses();
      } else {
        builder_.set_kind(row, NodeKind::Set);
        set_rest();
      }
    }
  }
  expect_closer(kCloser);
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::set_rest() {
  while (next_element(TokenKind::RightBrace, "set elements")) {
    uint32_t start = tok_->start;
    bool assigns = at(TokenKind::Name) && peek() == TokenKind::ColonEqual;
    starred_or_named(Role::Elt);
    if (assigns) require(Feature::NamedExprInSet, {start, prev_end_});
  }
}

template <class Builder>
void Parser<Builder>::dict_rest() {
  while (next_element(TokenKind::RightBrace, "dictionary items")) {
    if (take(TokenKind::DoubleStar)) {
      uint32_t start = prev_end_ - 2;
      binary(Role::Unpacked, kBitOr);
      if (at(TokenKind::Colon)) error({start, prev_end_}, "a dictionary key cannot be unpacked");
      continue;
    }
    if (at(TokenKind::Star)) error_here("a dictionary key cannot be unpacked");
    starred_or_expression(Role::Key);
    if (at(TokenKind::Colon) || at(TokenKind::Equal)) {
      if (at(TokenKind::Equal)) error_equal_for_colon();
      advance();
      dict_value();
    } else {
      missing(Role::Value, "`:` and a value after the dictionary key");
    }
  }
}

// `{"a" = 1}`.
template <class Builder>
void Parser<Builder>::error_equal_for_colon() {
  Range range = tok_->range();
  if (diagnostic::Diagnostic* d = error_here("a key and its value are parted by `:`, not by `=`"))
    d->fix = diagnostic::Fix{"Replace with `:`", {{range, ":"}}};
}

template <class Builder>
void Parser<Builder>::dict_value() {
  if (at(TokenKind::Star) || at(TokenKind::DoubleStar)) error_here("a dictionary value cannot be unpacked");
  expression(Role::Value);
}

// Comprehensions

template <class Builder>
bool Parser<Builder>::at_comprehension() const {
  return at(TokenKind::For) || at(TokenKind::Async);
}

template <class Builder>
void Parser<Builder>::comprehension_clauses() {
  while (at_comprehension()) {
    RowIndex row = builder_.open(NodeKind::Comprehension, Role::Generator, tok_->start);
    if (take(TokenKind::Async)) builder_.add_flags(row, syntax::kAsync);
    expect(TokenKind::For, " after `async` in a comprehension");
    targets(Role::Target);
    expect(TokenKind::In, " after the target of `for`");
    binary(Role::Iter, kOr);
    while (take(TokenKind::If)) {
      // Up to 3.8 a condition could be a `lambda` without parentheses.
      if (at(TokenKind::Lambda) && version_.minor < 9) {
        lambda(Role::If);
      } else {
        binary(Role::If, kOr);
      }
    }
    builder_.close(row, prev_end_);
  }
}

// Subscripts

template <class Builder>
void Parser<Builder>::subscript() {
  constexpr TokenKind kCloser = TokenKind::RightBracket;
  advance();
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  bool unpacks = at(TokenKind::Star);
  slice_element(Role::Slice);
  // `x[*a]` is a tuple of one.
  if (unpacks || !at(kCloser)) {
    bool comma = at(TokenKind::Comma);
    bool more = !at(kCloser) && next_element(kCloser, "subscript elements");
    if (comma || more || unpacks) {
      RowIndex row = builder_.wrap(spine, NodeKind::Tuple, Role::Slice, Role::Elt, start);
      while (more) {
        slice_element(Role::Elt);
        more = next_element(kCloser, "subscript elements");
      }
      builder_.close(row, prev_end_);
      builder_.finish(spine);
    }
  }
  expect_closer(kCloser);
}

template <class Builder>
void Parser<Builder>::slice_element(Role role) {
  uint32_t start = tok_->start;
  if (at(TokenKind::Star)) {
    starred(role, 0);
    require(Feature::StarredSubscript, {start, prev_end_});
    return;
  }
  Spine spine = builder_.spine();
  RowIndex row;
  if (at(TokenKind::Colon)) {
    row = builder_.open(NodeKind::Slice, role, start);
  } else {
    bool assigns = at(TokenKind::Name) && peek() == TokenKind::ColonEqual;
    named_expression(role);
    if (assigns) require(Feature::NamedExprInSubscript, {start, prev_end_});
    if (!at(TokenKind::Colon)) return;
    if (assigns) error({start, prev_end_}, "an assignment expression in a slice must be parenthesized");
    row = builder_.wrap(spine, NodeKind::Slice, role, Role::Lower, start);
  }
  auto over = [this] { return at(TokenKind::Colon) || at(TokenKind::Comma) || at(TokenKind::RightBracket); };
  advance();
  if (!over()) expression(Role::Upper);
  if (take(TokenKind::Colon) && !over()) expression(Role::Step);
  builder_.close(row, prev_end_);
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
