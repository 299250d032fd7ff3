// Simple statements (language reference 7), and what every statement has in common.

#include "parse/instantiate.h"
#include "parse/parser.h"
#include "parse/token_scanner.h"

namespace pellucid::parse {

template <class Builder>
void Parser<Builder>::statement(Role role) {
  last_line_had_error_ = line_has_problem();
  recoverable([this, role] { statement_inside(role); });
}

template <class Builder>
void Parser<Builder>::statement_inside(Role role) {
  switch (kind()) {
    case TokenKind::If: return if_statement(role);
    case TokenKind::While: return while_statement(role);
    case TokenKind::For: return for_statement(role, tok_->start, 0);
    case TokenKind::Try: return try_statement(role);
    case TokenKind::With: return with_statement(role, tok_->start, 0);
    case TokenKind::Def: {
      RowIndex row = builder_.open(NodeKind::FunctionDef, role, tok_->start);
      return function_definition(row, tok_->start, tok_->start, 0);
    }
    case TokenKind::Class: {
      RowIndex row = builder_.open(NodeKind::ClassDef, role, tok_->start);
      return class_definition(row, tok_->start, tok_->start);
    }
    case TokenKind::At: return decorated(role);
    case TokenKind::Async: return async_statement(role);
    case TokenKind::Name:
      if (at_word(WellKnown::Match) && begins_match_or_case()) return match_statement(role);
      if (at_word(WellKnown::Case) && begins_match_or_case()) return stray_case(role);
      if (kTables.suspicious[slot(peek())] && at_misspelled_statement()) {
        mend(*intended_keyword());
        return statement_inside(role);
      }
      break;
    case TokenKind::Else:
    case TokenKind::Elif:
    case TokenKind::Except:
    case TokenKind::Finally: return stray_clause(role);
    case TokenKind::Indent: {
      // A block that nothing asked for. After an error it most likely belongs to the line that had it.
      if (!last_line_had_error_) error({tok_->end, tok_->end}, "unexpected indentation");
      block_body(role);
      return;
    }
    case TokenKind::Newline:
    case TokenKind::Dedent: skip_layout(); return;
    default: break;
  }
  simple_statements(role);
}

// `a; b; c` and the end of the line.
template <class Builder>
void Parser<Builder>::simple_statements(Role role) {
  for (;;) {
    simple_statement(role);
    if (panic_) return;
    if (ended_line_) {
      ended_line_ = false;
      return;
    }
    if (!take(TokenKind::Semicolon)) break;
    if (at(TokenKind::Newline)) break;
    if (at(TokenKind::Semicolon)) error_here("expected a statement before `;`");
  }
  end_of_statement();
}

template <class Builder>
void Parser<Builder>::end_of_statement() {
  if (at(TokenKind::Newline)) {
    skip_layout();
    return;
  }
  if (panic_ || at(TokenKind::EndOfFile)) return;
  error_unexpected("the end of the statement");
  skip_to_newline();
  if (at(TokenKind::Newline)) skip_layout();
}

template <class Builder>
void Parser<Builder>::simple_statement(Role role) {
  switch (kind()) {
    case TokenKind::Return: return return_statement(role);
    case TokenKind::Raise: return raise_statement(role);
    case TokenKind::Del: return delete_statement(role);
    case TokenKind::Assert: return assert_statement(role);
    case TokenKind::Global: return scope_statement(NodeKind::Global, role);
    case TokenKind::Nonlocal: return scope_statement(NodeKind::Nonlocal, role);
    case TokenKind::Pass: return keyword_statement(NodeKind::Pass, role);
    case TokenKind::Break: return keyword_statement(NodeKind::Break, role);
    case TokenKind::Continue: return keyword_statement(NodeKind::Continue, role);
    case TokenKind::Import: return import_statement(role, tok_->start, 0);
    case TokenKind::From: return import_from_statement(role, tok_->start, 0);
    case TokenKind::Name:
      if (tok_->payload < lex::kFirstOwnName) {
        if (at_word(WellKnown::Type) && peek() == TokenKind::Name) return type_alias(role);
        if (at_word(WellKnown::Lazy) && (peek() == TokenKind::Import || peek() == TokenKind::From)) {
          Range lazy = tok_->range();
          require(Feature::LazyImport, lazy);
          advance();
          return at(TokenKind::Import) ? import_statement(role, lazy.start, syntax::kLazy)
                                       : import_from_statement(role, lazy.start, syntax::kLazy);
        }
      }
      return expression_statement(role);
    default: break;
  }
  if (kTables.starts_expression[slot(kind())] || at(TokenKind::Star) || at(TokenKind::Yield))
    return expression_statement(role);
  switch (kind()) {
    case TokenKind::If:
    case TokenKind::While:
    case TokenKind::For:
    case TokenKind::Try:
    case TokenKind::With:
    case TokenKind::Def:
    case TokenKind::Class:
    case TokenKind::Async:
      error_here(std::string(lex::spelling_of(kind())) + " starts a statement that needs its own line");
      // `if a: if a: if a: …`
      if (!enter()) return skip_to_newline();
      statement_inside(role);
      return leave();
    default: break;
  }
  // Nothing begins like this.
  uint32_t start = tok_->start;
  if (!error_foreign_comment()) error_here("expected a statement, found " + describe(*tok_));
  RowIndex row = builder_.open(NodeKind::InvalidStatement, role, start);
  builder_.add_flags(row, syntax::kHasError);
  advance();
  while (!at(TokenKind::Newline) && !at(TokenKind::Semicolon) && !at(TokenKind::EndOfFile)) advance();
  builder_.close(row, prev_end_);
}

// Expressions and assignments

// The kind of the statement shows only behind its first expression; its row is there before.
template <class Builder>
void Parser<Builder>::expression_statement(Role role) {
  Range first_token = tok_->range();
  bool first_is_name = at(TokenKind::Name);
  RowIndex row = builder_.open(NodeKind::Expr, role, tok_->start);
  RowIndex first = builder_.next();
  right_hand_side(Role::Value);
  if (at(TokenKind::Newline)) {
    // as it is
  } else if (at(TokenKind::Equal)) {
    assignment(row, first);
  } else if (kTables.augmented[slot(kind())]) {
    augmented_assignment(row, first, static_cast<Operator>(kTables.op[slot(kind())]));
  } else if (at(TokenKind::Colon)) {
    annotated_assignment(row, first);
  } else if (at(TokenKind::ColonEqual)) {
    error({first_token.start, prev_end_},
          "an assignment expression used as a statement must be parenthesized");
  } else if (!panic_ && first_is_name && prev_end_ == first_token.end &&
             kTables.starts_expression[slot(kind())]) {
    if (at_stray_header()) return stray_header(row);
    builder_.close(row, prev_end_);
    if (!legacy_statement(slice(first_token), first_token)) error_declaration(first_token);
    return;
  }
  builder_.close(row, prev_end_);
}

// `switch x:` and a block: no statement that Python knows, and yet the block is its own.
template <class Builder>
bool Parser<Builder>::at_stray_header() const {
  constexpr uint32_t kMostTokens = 1000;
  TokenScanner scanner(text_, words_, version_, names_, *tok_);
  TokenKind last = kind();
  for (uint32_t count = 0; count < kMostTokens; ++count) {
    TokenKind next = scanner.next().kind;
    if (next == TokenKind::EndOfFile || next == TokenKind::Semicolon) return false;
    if (next == TokenKind::Newline)
      return last == TokenKind::Colon && scanner.next().kind == TokenKind::Indent;
    last = next;
  }
  return false;
}

template <class Builder>
void Parser<Builder>::stray_header(RowIndex row) {
  error_unexpected("the end of the statement");
  builder_.set_kind(row, NodeKind::InvalidStatement);
  builder_.add_flags(row, syntax::kHasError);
  skip_to_newline();
  if (at(TokenKind::Newline) && !panic_) skip_layout();
  if (at(TokenKind::Indent)) block_body(Role::Body);
  builder_.close(row, prev_end_);
  line_has_error_ = true;  // so the clauses behind it have been told of
  ended_line_ = true;
}

// Statements of Python 2 that have become functions: `print x`.
template <class Builder>
bool Parser<Builder>::legacy_statement(std::string_view word, Range range) {
  if (word != "print" && word != "exec") return false;
  uint32_t argument = tok_->start;
  diagnostic::Diagnostic* d =
      error(range, "`" + std::string(word) + "` is a function: write `" + std::string(word) + "(…)`");
  while (!at(TokenKind::Newline) && !at(TokenKind::Semicolon) && !at(TokenKind::EndOfFile)) advance();
  if (d != nullptr && !panic_)
    d->fix = diagnostic::Fix{"Call `" + std::string(word) + "`",
                             {{{range.end, argument}, "("}, {{prev_end_, prev_end_}, ")"}}};
  return true;
}

template <class Builder>
void Parser<Builder>::right_hand_side(Role role) {
  if (at(TokenKind::Yield)) {
    yield_expression(role);
  } else {
    expressions(role);
  }
}

// What begins at `first` turns out to be assigned to.
template <class Builder>
void Parser<Builder>::becomes_target(RowIndex first) {
  RowIndex target = builder_.finished(first);
  builder_.set_role(target, Role::Target);
  builder_.set_context(target, syntax::kStore);
}

template <class Builder>
void Parser<Builder>::assignment(RowIndex statement, RowIndex first) {
  builder_.set_kind(statement, NodeKind::Assign);
  while (take(TokenKind::Equal)) {
    becomes_target(first);
    first = builder_.next();
    right_hand_side(Role::Value);
  }
}

template <class Builder>
void Parser<Builder>::augmented_assignment(RowIndex statement, RowIndex first, Operator op) {
  builder_.set_kind(statement, NodeKind::AugAssign);
  builder_.set_payload(statement, static_cast<uint32_t>(op));
  becomes_target(first);
  advance();
  Range star = tok_->range();
  bool unpacks = at(TokenKind::Star);
  right_hand_side(Role::Value);
  if (unpacks) require(Feature::StarredAugAssign, star);
}

template <class Builder>
void Parser<Builder>::annotated_assignment(RowIndex statement, RowIndex first) {
  builder_.set_kind(statement, NodeKind::AnnAssign);
  becomes_target(first);
  advance();
  expression(Role::Annotation);
  if (take(TokenKind::Equal)) right_hand_side(Role::Value);
}

// Keywords

template <class Builder>
void Parser<Builder>::keyword_statement(NodeKind node, Role role) {
  builder_.leaf(node, role, tok_->start, tok_->end);
  advance();
}

template <class Builder>
void Parser<Builder>::return_statement(Role role) {
  RowIndex row = builder_.open(NodeKind::Return, role, tok_->start);
  advance();
  if (kTables.starts_expression[slot(kind())] || at(TokenKind::Star)) {
    expressions(Role::Value);
  } else if (at(TokenKind::Yield)) {
    error_here("a `yield` must be parenthesized here");
    yield_expression(Role::Value);
  }
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::raise_statement(Role role) {
  RowIndex row = builder_.open(NodeKind::Raise, role, tok_->start);
  advance();
  bool raises = kTables.starts_expression[slot(kind())];
  uint32_t exception = tok_->start;
  if (raises) expression(Role::Exc);
  if (raises && at(TokenKind::Comma) && !panic_) {
    // `raise E, "message"` of Python 2.
    uint32_t behind = prev_end_;
    diagnostic::Diagnostic* d =
        error({exception, tok_->end}, "an exception takes its message in parentheses");
    advance();
    uint32_t message = tok_->start, commas = 0;
    for (; !at(TokenKind::Newline) && !at(TokenKind::Semicolon) && !at(TokenKind::EndOfFile); advance())
      commas += at(TokenKind::Comma);
    if (d != nullptr && commas == 0 && message < prev_end_ && !panic_)
      d->fix =
          diagnostic::Fix{"Call the exception", {{{behind, message}, "("}, {{prev_end_, prev_end_}, ")"}}};
    builder_.close(row, behind);
    return;
  }
  if (at(TokenKind::From)) {
    if (!raises) error_here("expected an exception between `raise` and `from`");
    advance();
    expression(Role::Cause);
  }
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::delete_statement(Role role) {
  RowIndex row = builder_.open(NodeKind::Delete, role, tok_->start);
  advance();
  do {
    RowIndex target = builder_.next();
    starred_or_expression(Role::Target);
    builder_.set_context(builder_.finished(target), syntax::kDelete);
  } while (take(TokenKind::Comma) && !at(TokenKind::Newline) && !at(TokenKind::Semicolon));
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::assert_statement(Role role) {
  RowIndex row = builder_.open(NodeKind::Assert, role, tok_->start);
  advance();
  expression(Role::Test);
  if (at(TokenKind::Equal)) {
    error_equal();
  } else if (take(TokenKind::Comma)) {
    expression(Role::Msg);
  }
  builder_.close(row, prev_end_);
}

// `global` and `nonlocal`.
template <class Builder>
void Parser<Builder>::scope_statement(NodeKind node, Role role) {
  RowIndex row = builder_.open(node, role, tok_->start);
  advance();
  do {
    if (at(TokenKind::Name)) {
      builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
      advance();
    } else {
      missing_name(Role::Name, "a name");
      break;
    }
  } while (take(TokenKind::Comma));
  builder_.close(row, prev_end_);
}

// Imports

// `a.b.c`, an Identifier each.
template <class Builder>
void Parser<Builder>::dotted_name(Role role) {
  for (;;) {
    if (!at(TokenKind::Name)) {
      missing_name(role, "a name");
      return;
    }
    builder_.leaf(NodeKind::Identifier, role, tok_->start, tok_->end, tok_->payload);
    advance();
    if (!take(TokenKind::Dot)) return;
  }
}

template <class Builder>
void Parser<Builder>::alias_name() {
  if (!take(TokenKind::As)) return;
  if (!at(TokenKind::Name)) {
    missing_name(Role::Asname, "a name after `as`");
    return;
  }
  builder_.leaf(NodeKind::Identifier, Role::Asname, tok_->start, tok_->end, tok_->payload);
  advance();
}

template <class Builder>
void Parser<Builder>::import_statement(Role role, uint32_t start, uint8_t flags) {
  RowIndex row = builder_.open(NodeKind::Import, role, start, flags);
  advance();
  do {
    if (!at(TokenKind::Name)) {
      error_unexpected("the name of a module");
      break;
    }
    RowIndex alias = builder_.open(NodeKind::Alias, Role::Name, tok_->start);
    dotted_name(Role::Name);
    alias_name();
    builder_.close(alias, prev_end_);
  } while (take(TokenKind::Comma));
  if (at(TokenKind::From))
    error({start, tok_->end}, "to import names from a module, write `from … import …`");
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::import_from_statement(Role role, uint32_t start, uint8_t flags) {
  RowIndex row = builder_.open(NodeKind::ImportFrom, role, start, flags);
  advance();
  uint32_t level = 0;
  for (;; advance()) {
    if (at(TokenKind::Dot)) {
      level += 1;
    } else if (at(TokenKind::Ellipsis)) {
      level += 3;
    } else {
      break;
    }
  }
  builder_.set_payload(row, level);
  if (at(TokenKind::Name)) {
    dotted_name(Role::Module);
  } else if (level == 0) {
    error_unexpected("the name of a module");
  }
  if (expect(TokenKind::Import, " and the names to import")) import_aliases();
  builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::import_aliases() {
  constexpr TokenKind kCloser = TokenKind::RightParenthesis;
  if (at(TokenKind::Star)) {
    builder_.leaf(NodeKind::Alias, Role::Name, tok_->start, tok_->end);
    advance();
    if (at(TokenKind::Comma)) error_here("`*` cannot be combined with other imported names");
    return;
  }
  auto alias = [this] {
    RowIndex row = builder_.open(NodeKind::Alias, Role::Name, tok_->start);
    builder_.leaf(NodeKind::Identifier, Role::Name, tok_->start, tok_->end, tok_->payload);
    advance();
    if (at(TokenKind::Dot)) {
      error_here("a dotted name cannot be imported with `from`");
      while (take(TokenKind::Dot))
        if (at(TokenKind::Name)) advance();
    }
    alias_name();
    builder_.close(row, prev_end_);
  };
  if (!take(TokenKind::LeftParenthesis)) {
    for (;;) {
      if (!at(TokenKind::Name)) {
        if (prev_end_ > 0 && text_.data()[prev_end_ - 1] == ',') {
          error({prev_end_ - 1, prev_end_}, "a trailing comma needs parentheses around the imported names");
        } else {
          error_unexpected("the names to import");
        }
        return;
      }
      alias();
      if (!take(TokenKind::Comma)) return;
    }
  }
  if (at(kCloser)) error_here("expected the names to import");
  while (!at(kCloser)) {
    if (!at(TokenKind::Name)) {
      if (breaks_out()) break;
      error_unexpected("the name to import");
      skip_in_brackets(kCloser);
      if (!take(TokenKind::Comma)) break;
      continue;
    }
    alias();
    if (!next_element(kCloser, "imported names")) break;
  }
  expect_closer(kCloser);
}

// type

template <class Builder>
void Parser<Builder>::type_alias(Role role) {
  RowIndex row = builder_.open(NodeKind::TypeAlias, role, tok_->start);
  require(Feature::TypeAlias, tok_->range());
  advance();
  builder_.leaf(NodeKind::Name, Role::Name, tok_->start, tok_->end, tok_->payload, syntax::kStore);
  advance();
  if (at(TokenKind::LeftBracket)) type_parameters();
  if (expect(TokenKind::Equal, " and the type")) {
    expression(Role::Value);
  } else {
    builder_.leaf(NodeKind::Missing, Role::Value, prev_end_, prev_end_);
  }
  builder_.close(row, prev_end_);
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
