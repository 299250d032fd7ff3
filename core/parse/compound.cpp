// Compound statements (language reference 8). A header's error does not cost the block behind it, and a
// clause that misses its statement keeps its block too.

#include "parse/instantiate.h"
#include "parse/keyword_typo.h"
#include "parse/parser.h"
#include "parse/token_scanner.h"

namespace pellucid::parse {

namespace {

bool begins_simple(TokenKind kind) {
  switch (kind) {
    case TokenKind::Return:
    case TokenKind::Raise:
    case TokenKind::Pass:
    case TokenKind::Break:
    case TokenKind::Continue:
    case TokenKind::Del:
    case TokenKind::Assert:
    case TokenKind::Global:
    case TokenKind::Nonlocal:
    case TokenKind::Import:
    case TokenKind::From:
    case TokenKind::Yield: return true;
    default: return kTables.starts_expression[static_cast<size_t>(kind)];
  }
}

}  // namespace

// Blocks

template <class Builder>
void Parser<Builder>::expect_colon(std::string_view owner) {
  in_header_ = false;
  if (panic_) return;
  if (take(TokenKind::Colon)) {
    if (!at(TokenKind::Colon)) return;
    Range second = tok_->range();
    if (diagnostic::Diagnostic* d = error_here("one `:` is enough"))
      d->fix = diagnostic::Fix{"Remove `:`", {{second, ""}}};
    advance();
    return;
  }
  if (at_block_brace()) return block_brace(owner);
  if (at(TokenKind::Newline)) {
    uint32_t behind = prev_end_;
    if (diagnostic::Diagnostic* d = error_behind("expected `:` after " + std::string(owner)))
      d->fix = diagnostic::Fix{"Insert `:`", {{{behind, behind}, ":"}}};
    return;
  }
  if (at(TokenKind::Equal)) {
    error_equal();
  } else if (!error_word_for_colon(owner)) {
    error_unexpected("`:` after " + std::string(owner));
  }
  // The header's colon is the one behind the trouble, outside brackets.
  uint32_t depth = 0;
  while (!at(TokenKind::Newline) && !at(TokenKind::EndOfFile)) {
    switch (kind()) {
      case TokenKind::LeftParenthesis:
      case TokenKind::LeftBracket:
      case TokenKind::LeftBrace: ++depth; break;
      case TokenKind::RightParenthesis:
      case TokenKind::RightBracket:
      case TokenKind::RightBrace: depth -= depth > 0; break;
      case TokenKind::Colon:
        if (depth > 0) break;
        advance();
        return;
      default: break;
    }
    advance();
  }
}

// The colon, and the statements in `role` behind it: on the same line, or indented on the next ones.
template <class Builder>
void Parser<Builder>::block(Role role, std::string_view owner, uint32_t owner_start) {
  expect_colon(owner);
  if (panic_) return;
  if (!at(TokenKind::Newline)) {
    simple_statements(role);
    return;
  }
  skip_layout();
  if (at(TokenKind::Indent)) {
    block_body(role);
    return;
  }
  Range line = {tok_->start, tok_->start};
  if (at(TokenKind::EndOfFile) || at(TokenKind::Dedent)) line = {prev_end_, prev_end_};
  if (diagnostic::Diagnostic* d = error(line, "expected an indented block after " + std::string(owner)))
    d->related.push_back({{owner_start, prev_end_}, "the block belongs to this line"});
  if (precedes_clause()) statement(role);
}

// Whether the line at hand is one simple statement with a clause of the statement around behind it, so that
// it was meant to be the block before that clause:
//     if x:
//     y = 1
//     else:
template <class Builder>
bool Parser<Builder>::precedes_clause() const {
  if (at(TokenKind::EndOfFile) || at(TokenKind::Dedent) ||
      (lex::is_keyword(kind()) && !begins_simple(kind())))
    return false;
  TokenScanner scanner(text_, words_, version_, names_, *tok_);
  Token token;
  do {
    token = scanner.next();
  } while (token.kind != TokenKind::Newline && token.kind != TokenKind::EndOfFile);
  do {
    token = scanner.next();
  } while (token.kind == TokenKind::Indent);
  switch (token.kind) {
    case TokenKind::Elif:
    case TokenKind::Else:
    case TokenKind::Except:
    case TokenKind::Finally:
      return token.start - line_start_of(token.start) == tok_->start - line_start_of(tok_->start);
    default: return false;
  }
}

// From Indent to Dedent.
template <class Builder>
void Parser<Builder>::block_body(Role role) {
  indents_.push_back(tok_->range());
  skip_layout();
  while (!at(TokenKind::Dedent) && !at(TokenKind::EndOfFile)) statement(role);
  indents_.pop_back();
  if (at(TokenKind::Dedent)) skip_layout();
}

template <class Builder>
void Parser<Builder>::condition(Role role) {
  named_expression(role);
  if (!at(TokenKind::Comma) || panic_) return;
  error_here("a tuple used as a condition must be parenthesized");
}

// if, while, for

template <class Builder>
void Parser<Builder>::if_statement(Role role) {
  uint32_t start = tok_->start;
  RowIndex row = builder_.open(NodeKind::If, role, start);
  in_header_ = true;
  advance();
  condition(Role::Test);
  block(Role::Body, "the `if` condition", start);
  if (panic_) return;
  auto at_else_if = [this] { return at(TokenKind::Else) && peek() == TokenKind::If; };
  while (at_clause(TokenKind::Elif) || at_else_if()) {
    recoverable([this, &at_else_if] {
      uint32_t clause_start = tok_->start;
      RowIndex clause = builder_.open(NodeKind::ElifClause, Role::Elif, clause_start);
      in_header_ = true;
      if (at_else_if()) {
        Range words = {clause_start, tok_[1].end};
        if (diagnostic::Diagnostic* d = error(words, "`else if` is written `elif`"))
          d->fix = diagnostic::Fix{"Replace with `elif`", {{words, "elif"}}};
        advance();
      }
      advance();
      if (at(TokenKind::If)) {
        Range words = {clause_start, tok_->end};
        if (diagnostic::Diagnostic* d = error(words, "`elif if` is written `elif`"))
          d->fix = diagnostic::Fix{"Replace with `elif`", {{words, "elif"}}};
        advance();
      }
      condition(Role::Test);
      block(Role::Body, "the `elif` condition", clause_start);
      builder_.close(clause, prev_end_);
    });
  }
  else_clause("`else`");
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::else_clause(std::string_view owner) {
  if (!at_clause(TokenKind::Else)) return;
  line_start_ = tok_->start;
  line_has_error_ = false;
  uint32_t start = tok_->start;
  advance();
  if (at(TokenKind::If)) {
    if (diagnostic::Diagnostic* d = error({start, tok_->end}, "`else if` is written `elif`"))
      d->fix = diagnostic::Fix{"Replace with `elif`", {{{start, tok_->end}, "elif"}}};
  }
  block(Role::Orelse, owner, start);
  if (at(TokenKind::Elif)) {
    line_start_ = tok_->start;
    line_has_error_ = false;
    error_here("`elif` must come before `else`");
  }
}

template <class Builder>
void Parser<Builder>::while_statement(Role role) {
  uint32_t start = tok_->start;
  RowIndex row = builder_.open(NodeKind::While, role, start);
  in_header_ = true;
  advance();
  condition(Role::Test);
  block(Role::Body, "the `while` condition", start);
  if (panic_) return;
  else_clause("`else`");
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::for_statement(Role role, uint32_t start, uint8_t flags) {
  RowIndex row = builder_.open(NodeKind::For, role, start, flags);
  in_header_ = true;
  advance();
  in_for_target_ = true;
  targets(Role::Target);
  in_for_target_ = false;
  // `for x of y`: what was meant is known, and so is what the loop goes through.
  bool misspelled = at(TokenKind::Name) && !panic_ &&
                    kTables.starts_expression[static_cast<size_t>(peek())] &&
                    (slice(tok_->range()) == "of" || operator_meant(slice(tok_->range())) == TokenKind::In);
  if (misspelled) {
    Range word = tok_->range();
    if (diagnostic::Diagnostic* d =
            error_here("expected `in` after the target of `for`, found `" + std::string(slice(word)) + "`"))
      d->fix = diagnostic::Fix{"Replace with `in`", {{word, "in"}}};
    advance();
  }
  if (misspelled || expect(TokenKind::In, " after the target of `for`")) {
    uint32_t iter = tok_->start;
    bool unpacks = at(TokenKind::Star);
    expressions(Role::Iter);
    if (unpacks) require(Feature::StarredForIter, {iter, prev_end_});
  } else {
    builder_.leaf(NodeKind::Missing, Role::Iter, prev_end_, prev_end_);
  }
  block(Role::Body, "the `for` header", start);
  if (panic_) return;
  else_clause("`else`");
  builder_.close(row, prev_end_);
}

// try

template <class Builder>
void Parser<Builder>::try_statement(Role role) {
  uint32_t start = tok_->start;
  RowIndex row = builder_.open(NodeKind::Try, role, start);
  advance();
  block(Role::Body, "`try`", start);
  if (panic_) return;
  bool star_known = false, star = false, handled = false;
  while (at_clause(TokenKind::Except)) {
    handled = true;
    recoverable([&] { except_clause(star_known, star); });
  }
  if (star) builder_.add_flags(row, syntax::kStar);
  if (handled) else_clause("`else`");
  if (at_clause(TokenKind::Finally)) {
    line_start_ = tok_->start;
    line_has_error_ = false;
    handled = true;
    uint32_t clause = tok_->start;
    advance();
    block(Role::Finalbody, "`finally`", clause);
  }
  if (!handled) {
    line_has_error_ = false;
    error({start, start + 3}, "`try` must be followed by an `except` or `finally` clause");
  }
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::except_clause(bool& star_known, bool& star) {
  uint32_t start = tok_->start;
  RowIndex row = builder_.open(NodeKind::ExceptHandler, Role::Handler, start);
  in_header_ = true;
  advance();
  bool its_star = at(TokenKind::Star);
  if (star_known && its_star != star)
    error({start, its_star ? tok_->end : prev_end_}, "`except` and `except*` cannot be mixed in one `try`");
  star_known = true;
  star |= its_star;
  if (its_star) {
    require(Feature::ExceptStar, {start, tok_->end});
    advance();
  }
  if (kTables.starts_expression[static_cast<size_t>(kind())] || at(TokenKind::Star)) {
    Spine spine = builder_.spine();
    uint32_t types = tok_->start;
    expression(Role::Type);
    if (at(TokenKind::Comma)) {
      RowIndex tuple = builder_.wrap(spine, NodeKind::Tuple, Role::Type, Role::Elt, types);
      while (take(TokenKind::Comma)) {
        if (!kTables.starts_expression[static_cast<size_t>(kind())]) break;
        expression(Role::Elt);
      }
      builder_.close(tuple, prev_end_);
      builder_.finish(spine);
      if (at(TokenKind::As)) {
        error({types, prev_end_}, "multiple exception types must be parenthesized when `as` is used");
      } else {
        require(Feature::UnparenthesizedExcept, {types, prev_end_});
      }
    }
    if (take(TokenKind::As)) {
      if (at(TokenKind::Name)) {
        builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
        advance();
      } else {
        missing_name(Role::Name, "a name after `as`");
      }
    }
  } else if (its_star) {
    missing(Role::Type, "the exceptions that `except*` handles");
  }
  block(Role::Body, its_star ? "`except*`" : "`except`", start);
  if (panic_) return;
  builder_.close(row, prev_end_);
}

// A clause without its statement: reported, and its block kept.
template <class Builder>
void Parser<Builder>::stray_clause(Role role) {
  uint32_t start = tok_->start;
  std::string word(lex::spelling_of(kind()));
  std::string_view belongs = at(TokenKind::Else)   ? "an `if`, `for`, `while` or `try`"
                             : at(TokenKind::Elif) ? "an `if`"
                                                   : "a `try`";
  if (!last_line_had_error_)
    error_here(word + " has no matching statement: it must follow the block of " + std::string(belongs));
  line_has_error_ = true;
  RowIndex row = builder_.open(NodeKind::InvalidStatement, role, start);
  builder_.add_flags(row, syntax::kHasError);
  in_header_ = true;
  advance();
  if (kTables.starts_expression[static_cast<size_t>(kind())]) {
    named_expression(Role::Value);
    if (take(TokenKind::As) && at(TokenKind::Name)) advance();
  }
  block(Role::Body, word, start);
  if (panic_) return;
  builder_.close(row, prev_end_);
  line_has_error_ = true;  // so the clauses behind it have been told of
}

// with

// Whether the parentheses that begin here hold the items of a `with`: `with (a as b, c):`. They do if the
// colon follows them and nothing directly in them can only be part of an expression (CPython's grammar tries
// this reading first). Python 3.8 had no such parentheses, so there they hold a tuple unless `as` stands in
// them.
template <class Builder>
bool Parser<Builder>::with_items_in_parentheses() const {
  TokenScanner scanner(text_, words_, version_, names_, *tok_);
  uint32_t depth = 0;
  bool has_as = false, only_expression = false, element_begins = false, empty = true;
  for (;;) {
    const Token& token = scanner.next();
    bool begins = element_begins;
    element_begins = false;
    switch (token.kind) {
      case TokenKind::LeftParenthesis:
      case TokenKind::LeftBracket:
      case TokenKind::LeftBrace:
        element_begins = ++depth == 1;
        if (depth > 1) empty = false;
        continue;
      case TokenKind::RightParenthesis:
      case TokenKind::RightBracket:
      case TokenKind::RightBrace:
        if (--depth > 0) continue;
        if (has_as) return true;
        return !empty && !only_expression && version_.minor >= 9 && scanner.next().kind == TokenKind::Colon;
      case TokenKind::Newline:
      case TokenKind::EndOfFile: return false;
      default: break;
    }
    empty = false;
    if (depth != 1) continue;
    switch (token.kind) {
      case TokenKind::Comma: element_begins = true; break;
      case TokenKind::As: has_as = true; break;
      case TokenKind::Star: only_expression |= begins; break;
      case TokenKind::ColonEqual:
      case TokenKind::Yield:
      case TokenKind::For: only_expression = true; break;
      default: break;
    }
  }
}

template <class Builder>
void Parser<Builder>::with_item() {
  RowIndex row = builder_.open(NodeKind::WithItem, Role::Item, here());
  expression(Role::ContextExpr);
  if (take(TokenKind::As)) {
    // One target, without commas; which targets are allowed is a rule of grammar/.
    RowIndex target = builder_.next();
    starred_or_expression(Role::OptionalVars);
    builder_.set_context(builder_.finished(target), syntax::kStore);
  }
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::with_statement(Role role, uint32_t start, uint8_t flags) {
  RowIndex row = builder_.open(NodeKind::With, role, start, flags);
  in_header_ = true;
  advance();
  bool in_parentheses = at(TokenKind::LeftParenthesis) && with_items_in_parentheses();
  if (in_parentheses) {
    constexpr TokenKind kCloser = TokenKind::RightParenthesis;
    uint32_t open = tok_->start;
    builder_.add_flags(row, syntax::kInParentheses);
    advance();
    do {
      with_item();
    } while (next_element(kCloser, "the `with` items"));
    expect_closer(kCloser);
    require(Feature::ParenthesizedWithItems, {open, prev_end_});
  } else {
    with_item();
    while (at(TokenKind::Comma)) {
      uint32_t comma = tok_->start;
      advance();
      if (at(TokenKind::Colon)) {
        error({comma, comma + 1}, "trailing comma after the last item of `with`");
        break;
      }
      with_item();
    }
  }
  block(Role::Body, "the `with` items", start);
  if (panic_) return;
  builder_.close(row, prev_end_);
}

// Definitions

// A dotted name, perhaps called.
template <class Builder>
bool Parser<Builder>::is_plain_decorator() const {
  TokenScanner scanner(text_, words_, version_, names_, *tok_);
  TokenKind token;
  do {
    if (scanner.next().kind != TokenKind::Name) return false;
    token = scanner.next().kind;
  } while (token == TokenKind::Dot);
  if (token == TokenKind::LeftParenthesis) {
    for (uint32_t depth = 1; depth > 0;) {
      switch (scanner.next().kind) {
        case TokenKind::LeftParenthesis: ++depth; break;
        case TokenKind::RightParenthesis: --depth; break;
        case TokenKind::EndOfFile: return false;
        default: break;
      }
    }
    token = scanner.next().kind;
  }
  return token == TokenKind::Newline;
}

template <class Builder>
void Parser<Builder>::decorated(Role role) {
  uint32_t start = tok_->start;
  RowIndex row = builder_.open(NodeKind::FunctionDef, role, start);
  while (at(TokenKind::At)) {
    advance();
    uint32_t decorator = tok_->start;
    bool plain = version_.minor >= 9 || is_plain_decorator();
    named_expression(Role::Decorator);
    bool missing = prev_end_ <= decorator;
    if (!plain && !missing) require(Feature::RelaxedDecorator, {decorator, prev_end_});
    if (at(TokenKind::Def) || at(TokenKind::Class) || at(TokenKind::Async) || at(TokenKind::At)) {
      // `@decorator def f():` on one line.
      uint32_t line = line_start_of(start);
      std::string indent(slice({line, start}));
      if (diagnostic::Diagnostic* d = error_here("a decorator needs a line of its own"))
        d->fix = diagnostic::Fix{"Break the line", {{{prev_end_, tok_->start}, "\n" + indent}}};
      continue;
    }
    end_of_statement();
    if (panic_) return;
    line_start_ = tok_->start;
    line_has_error_ = false;
  }
  uint32_t header = tok_->start;
  uint8_t flags = 0;
  if (at(TokenKind::Async) && peek() == TokenKind::Def) {
    flags = syntax::kAsync;
    advance();
  }
  if (at(TokenKind::Def)) return function_definition(row, start, header, flags);
  if (at(TokenKind::Class)) {
    builder_.set_kind(row, NodeKind::ClassDef);
    return class_definition(row, start, header);
  }
  error_unexpected("the function or class that is decorated");
  builder_.set_kind(row, NodeKind::InvalidStatement);
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::function_definition(RowIndex row, uint32_t row_start, uint32_t header, uint8_t flags) {
  builder_.set_payload(row, header - row_start);
  builder_.add_flags(row, flags);
  in_header_ = true;
  advance();
  if (at(TokenKind::Name)) {
    builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
    advance();
  } else {
    missing_name(Role::Name, "the name of the function");
    if (lex::is_keyword(kind())) advance();
  }
  if (at(TokenKind::LeftBracket)) type_parameters();
  if (at(TokenKind::LeftParenthesis)) {
    parameters(TokenKind::RightParenthesis);
  } else {
    error_unexpected("`(` and the parameters of the function");
    builder_.leaf(NodeKind::Parameters, Role::Parameters, prev_end_, prev_end_);
  }
  if (take(TokenKind::Arrow)) expression(Role::Returns);
  block(Role::Body, "the function header", header);
  if (panic_) return;
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::class_definition(RowIndex row, uint32_t row_start, uint32_t header) {
  builder_.set_payload(row, header - row_start);
  in_header_ = true;
  advance();
  if (at(TokenKind::Name)) {
    builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
    advance();
  } else {
    missing_name(Role::Name, "the name of the class");
    if (lex::is_keyword(kind())) advance();
  }
  if (at(TokenKind::LeftBracket)) type_parameters();
  if (at(TokenKind::LeftParenthesis)) arguments(Role::Base);
  block(Role::Body, "the class header", header);
  if (panic_) return;
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::async_statement(Role role) {
  uint32_t start = tok_->start;
  switch (peek()) {
    case TokenKind::Def: {
      RowIndex row = builder_.open(NodeKind::FunctionDef, role, start);
      advance();
      return function_definition(row, start, start, syntax::kAsync);
    }
    case TokenKind::For: advance(); return for_statement(role, start, syntax::kAsync);
    case TokenKind::With: advance(); return with_statement(role, start, syntax::kAsync);
    default: break;
  }
  advance();
  error_unexpected("`def`, `for` or `with` after `async`");
  line_has_error_ = true;
  // `async async async …` must not nest.
  while (at(TokenKind::Async) && peek() == TokenKind::Async) advance();
  if (at(TokenKind::Newline)) {
    builder_.leaf(NodeKind::InvalidStatement, role, start, prev_end_, 0, syntax::kHasError);
    skip_layout();
    return;
  }
  statement_inside(role);
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
