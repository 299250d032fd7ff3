#pragma once

// The parser's inside; parse.h is the door. Builder is TableBuilder, or another with its interface (bench/
// measures what the table costs by giving rows to a builder that drops them): nothing the parser does depends
// on what was built.
//
// Functions named after a construct parse it from the current token on, give its rows to the builder, and
// leave the current token behind it. `role` is the field of the parent that the construct stands in.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "lex/lexer.h"
#include "parse/expression_tables.h"
#include "parse/parse.h"
#include "parse/table_builder.h"
#include "source/python_version.h"
#include "source/text.h"

namespace pellucid::parse {

using lex::Token;
using lex::WellKnown;
using source::Range;
using syntax::Role;

enum class Feature : uint8_t {
#define PEL_FEATURE(name, minor, what, source) name,
#include "parse/feature.def"
#undef PEL_FEATURE
};

// How many names of its own a text is expected to have; large ones repeat theirs.
inline uint32_t expected_names(const source::Text& text) { return std::min(text.size() / 160, 1000u); }

// How many rows there is room for before the scratch must grow: what dense sources need, one for five bytes, if
// they are not huge; the average is one for nine. Room that is not written costs nothing.
inline uint32_t expected_rows(const source::Text& text) {
  return text.size() / 8 + std::min(text.size() / 12, 1u << 18) + 64;
}

template <class Builder>
class Parser {
 public:
  // `indentation`: of the line that the text is the rest of.
  Parser(const source::Text& text, source::PythonVersion version, lex::NameTable& names, Builder builder,
         lex::Indentation indentation = {0, 0});

  void module();
  // A text that is one statement; says whether it is that and no more.
  bool lone_statement(Role role);

  // What has been built.
  Builder& builder() { return builder_; }
  // Of lexer and parser, sorted.
  std::vector<diagnostic::Diagnostic> take_diagnostics();
  std::vector<Range> take_comments() { return std::move(notes_.comments); }

 private:
  using Spine = typename Builder::Spine;

  // Tokens (parser.cpp)
  static constexpr uint32_t kBatch = 512;
  static constexpr uint32_t kLookahead = 6;

  TokenKind kind() const { return tok_->kind; }
  bool at(TokenKind k) const { return tok_->kind == k; }
  TokenKind peek(uint32_t n = 1) const { return tok_[n].kind; }
  bool at_word(WellKnown word) const {
    return tok_->kind == TokenKind::Name && tok_->payload == static_cast<uint32_t>(word);
  }
  void advance() {
    prev_end_ = tok_->end;
    if (++tok_ == refill_at_) [[unlikely]]
      refill();
  }
  // Over a Newline, Indent or Dedent, which end no construct.
  void skip_layout() {
    if (++tok_ == refill_at_) [[unlikely]]
      refill();
  }
  // Where a construct begins that may turn out to be missing.
  uint32_t here() const;
  bool take(TokenKind k) {
    if (tok_->kind != k) return false;
    advance();
    return true;
  }
  void refill();
  void start_tokens();

  // Errors and recovery (recovery.cpp)
  bool line_has_problem() const;
  diagnostic::Diagnostic* error(Range range, std::string_view message);
  diagnostic::Diagnostic* error_here(std::string_view message);
  // At the end of the last token: where something is missing.
  diagnostic::Diagnostic* error_behind(std::string_view message);
  // What stands where something else was expected.
  diagnostic::Diagnostic* error_unexpected(std::string_view expected);
  void require(Feature feature, Range range);
  std::string describe(const Token& token) const;
  std::string_view slice(Range range) const { return text_.slice(range); }

  // Runs `parse`, which begins at the current token, and if it finds its brackets unclosed, once more with
  // them ended.
  template <class Parse>
  void recoverable(Parse parse);
  bool panicking() const { return panic_; }
  // An error at the current token, inside brackets: says whether the brackets should have been closed before
  // it, and if so, begins to unwind.
  bool breaks_out();
  bool breaks_at_left_line();
  void panic(uint32_t break_at);
  uint32_t line_start_of(uint32_t offset) const;
  bool stands_left(const Token& token) const;
  void skip_to_newline();
  // Skips to `closer`, or to a comma beside it.
  void skip_in_brackets(TokenKind closer);
  bool expect(TokenKind kind, std::string_view where);
  void expect_closer(TokenKind closer);
  // After an element of a bracketed list: over the comma; false when the list is over.
  bool next_element(TokenKind closer, std::string_view what);
  // `=` where `==` was meant, at the current token.
  void error_equal();
  bool error_foreign_operator();
  void missing(Role role, std::string_view expected);
  void missing_name(Role role, std::string_view expected);

  // Slips that show what was meant (slip.cpp)
  Range word_before(uint32_t offset) const;
  bool error_known_slip();
  bool error_word_for_colon(std::string_view owner);
  bool at_block_brace() const;
  void block_brace(std::string_view owner);
  bool error_declaration(Range first);
  bool error_foreign_comment();

  // Misspelled keywords (keyword_mending.cpp)
  bool at_misspelled_statement() const;
  bool at_clause(TokenKind keyword);
  std::optional<TokenKind> intended_keyword() const;
  void mend(TokenKind keyword);

  // Statements (statement.cpp)
  void statement(Role role);
  void statement_inside(Role role);
  void simple_statements(Role role);
  void simple_statement(Role role);
  void end_of_statement();
  void expression_statement(Role role);
  void becomes_target(RowIndex first);
  void assignment(RowIndex statement, RowIndex first);
  void augmented_assignment(RowIndex statement, RowIndex first, Operator op);
  void annotated_assignment(RowIndex statement, RowIndex first);
  void right_hand_side(Role role);
  void return_statement(Role role);
  void raise_statement(Role role);
  void delete_statement(Role role);
  void assert_statement(Role role);
  void scope_statement(NodeKind kind, Role role);
  void keyword_statement(NodeKind kind, Role role);
  void import_statement(Role role, uint32_t start, uint8_t flags);
  void import_from_statement(Role role, uint32_t start, uint8_t flags);
  void import_aliases();
  void dotted_name(Role role);
  void alias_name();
  void type_alias(Role role);
  bool legacy_statement(std::string_view word, Range range);
  bool at_stray_header() const;
  void stray_header(RowIndex row);

  // Compound statements (compound.cpp)
  void block(Role role, std::string_view owner, uint32_t owner_start);
  void block_body(Role role);
  bool precedes_clause() const;
  void expect_colon(std::string_view owner);
  void condition(Role role);
  void if_statement(Role role);
  void while_statement(Role role);
  void for_statement(Role role, uint32_t start, uint8_t flags);
  void else_clause(std::string_view owner);
  void try_statement(Role role);
  void except_clause(bool& star_known, bool& star);
  void with_statement(Role role, uint32_t start, uint8_t flags);
  void with_item();
  void decorated(Role role);
  void function_definition(RowIndex row, uint32_t row_start, uint32_t header, uint8_t flags);
  void class_definition(RowIndex row, uint32_t row_start, uint32_t header);
  void async_statement(Role role);
  void stray_clause(Role role);
  bool with_items_in_parentheses() const;
  bool is_plain_decorator() const;

  // Parameters and arguments (parameters.cpp)
  void parameters(TokenKind closer);
  void parameter(Role role, TokenKind closer);
  void type_parameters();
  void type_parameter();
  void arguments(Role positional);
  void argument(Role positional, uint32_t open, uint32_t& count);

  // Expressions (expression.cpp)
  // Most expressions are one token with a comma, a bracket or the end of the line behind it.
  bool at_simple_expression() const {
    return kTables.ends_simple[static_cast<size_t>(peek())] &&
           kTables.one_token[static_cast<size_t>(kind())] != NodeKind::Missing;
  }
  [[gnu::always_inline]] void one_token(Role role) {
    builder_.leaf(kTables.one_token[static_cast<size_t>(kind())], role, tok_->start, tok_->end,
                  // keywords have one, too; a branch would be a coin's toss
                  tok_->payload & (0 - static_cast<uint32_t>(at(TokenKind::Name))));
    advance();
  }
  void expressions(Role role);  // with stars and commas: star_expressions of the grammar
  void starred_or_expression(Role role);
  void starred_or_named(Role role);
  void starred(Role role, uint32_t precedence);
  void named_expression(Role role);
  void expression(Role role);
  void conditional(Role role, Spine& spine, uint32_t start);
  void binary(Role role, uint32_t precedence);
  void operand(Role role, uint32_t precedence);
  void prefixed(Role role, uint32_t precedence);
  void awaited(Role role);
  uint32_t trailers_ahead(uint32_t n) const;
  void plain_name(Role role, bool has_attribute);
  void primary(Role role);
  void atom(Role role);
  void misplaced(Role role);
  void lambda(Role role);
  void yield_expression(Role role);
  void targets(Role role);
  bool enter();
  void leave() { --depth_; }

  // Displays, comprehensions, subscripts (display.cpp)
  void parenthesized(Role role);
  void list_display(Role role);
  void brace_display(Role role);
  void set_rest();
  void dict_rest();
  void error_equal_for_colon();
  void dict_value();
  void require_unpacking_comprehension(bool unpacks, uint32_t start, uint32_t end);
  bool at_comprehension() const;
  void comprehension_clauses();
  void subscript();
  void slice_element(Role role);

  // Strings (string.cpp)
  void strings(Role role);
  void interpolated_string(Role role);
  void string_parts(TokenKind end);
  void replacement_field();

  // match and patterns (pattern.cpp)
  bool begins_match_or_case() const;
  void match_statement(Role role);
  void case_clause();
  void stray_case(Role role);
  void open_pattern(Role role);
  void pattern(Role role);
  void or_pattern(Role role);
  void closed_pattern(Role role);
  void element_pattern(Role role);
  void grouped_pattern(Role role);
  void list_pattern(Role role);
  void mapping_pattern(Role role);
  void mapping_key();
  void name_pattern(Role role);
  void class_arguments();
  void literal_pattern(Role role);
  void number(Role role);
  void signed_number(Role role);
  void dotted_expression(Spine& spine, Role role);
  void capture_name(Role role, std::string_view expected);

  const source::Text& text_;
  source::PythonVersion version_;
  lex::NameTable& names_;
  Builder builder_;
  lex::LexNotes notes_;
  lex::WordMap words_;
  lex::Lexer lexer_;

  Token tokens_[kBatch + kLookahead];
  const Token* tok_ = nullptr;
  const Token* refill_at_ = nullptr;
  const Token* batch_end_ = nullptr;
  uint32_t prev_end_ = 0;  // of the last token that is not layout

  std::vector<diagnostic::Diagnostic> problems_;
  uint32_t line_start_ = 0;  // first token of the logical line
  bool line_has_error_ = false;
  bool last_line_had_error_ = false;
  uint32_t stuck_at_ =
      base::kNoneValue;       // a token before which a comma was missing: it must be gone the next time
  uint32_t searched_to_ = 0;  // the statement has no line up to here at which its brackets could have ended
  bool in_header_ = false;    // of a compound statement, before its colon
  bool in_for_target_ = false;
  bool ended_line_ = false;             // a simple statement has turned out to have a block, and is over
  mutable uint32_t line_known_at_ = 0;  // the last offset whose line's start is known, and that start
  mutable uint32_t known_line_start_ = 0;
  uint32_t header_seen_ = 0;  // up to here no line of the header ends with a colon

  // Unwinding: the current token is then a Newline that never ends.
  bool panic_ = false;
  bool may_panic_ = false;
  uint32_t break_at_ = 0;
  Token panic_tokens_[kLookahead + 1];

  std::vector<Range> indents_;  // of the Indent tokens of the open blocks
  uint32_t depth_ = 0;
};

template <class Builder>
template <class Parse>
void Parser<Builder>::recoverable(Parse parse) {
  RowIndex row = builder_.next();
  RowIndex parent = builder_.current();
  uint32_t offset = tok_->start;
  uint32_t previous_end = prev_end_;
  size_t problems = problems_.size();
  line_start_ = offset;
  line_has_error_ = false;
  stuck_at_ = base::kNoneValue;
  may_panic_ = true;
  parse();
  if (!panic_) return;
  builder_.truncate(row, parent);
  problems_.resize(problems, diagnostic::syntax_error({0, 0}, {}));
  std::vector<lex::Indentation> indents = {{0, 0}};
  for (Range indent : indents_)
    indents.push_back(lex::measure_indentation(text_.data() + indent.start, text_.data() + text_.size()));
  lexer_.restart_breaking_at(offset, indents, break_at_);
  panic_ = false;
  may_panic_ = false;
  prev_end_ = previous_end;
  stuck_at_ = base::kNoneValue;
  start_tokens();
  line_has_error_ = false;
  parse();
}

}  // namespace pellucid::parse
