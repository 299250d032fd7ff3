// String literals, joined (language reference 2.4.2), with replacement fields (PEP 701) and templates (PEP
// 750).

#include "lex/token.h"
#include "parse/instantiate.h"
#include "parse/parser.h"

namespace pellucid::parse {

namespace {

enum StringSort : uint32_t { kPlain = 1, kBytes = 2, kFormat = 4, kTemplate = 8 };

uint32_t sort_of(const Token& token) {
  if (token.string & lex::kBytesString) return kBytes;
  if (token.string & lex::kTemplateString) return kTemplate;
  if (token.string & lex::kFormatString) return kFormat;
  return kPlain;
}

}  // namespace

// Strings that follow each other are one literal. As long as all are plain they are one row; as soon as one
// has replacement fields, each run of plain ones becomes a part of the whole.
template <class Builder>
void Parser<Builder>::strings(Role role) {
  if (at(TokenKind::String) && kTables.ends_simple[static_cast<size_t>(peek())]) {
    NodeKind node = tok_->string & lex::kBytesString ? NodeKind::BytesLiteral : NodeKind::StringLiteral;
    builder_.leaf(node, role, tok_->start, tok_->end);
    advance();
    return;
  }
  Spine spine = builder_.spine();
  uint32_t start = tok_->start;
  uint32_t sorts = 0;
  bool joined = false;
  RowIndex row = builder_.next();
  while (at(TokenKind::String) || at(TokenKind::FStringStart)) {
    if (at(TokenKind::FStringStart) && !joined) {
      joined = true;
      NodeKind node = sort_of(*tok_) == kTemplate ? NodeKind::TemplateStr : NodeKind::JoinedStr;
      row =
          sorts == 0 ? builder_.open(node, role, start) : builder_.wrap(spine, node, role, Role::Part, start);
    }
    if (at(TokenKind::FStringStart)) {
      sorts |= sort_of(*tok_);
      if (tok_->string & lex::kTemplateString) require(Feature::TemplateString, tok_->range());
      interpolated_string(Role::Part);
      continue;
    }
    uint32_t first = tok_->start;
    uint32_t run = 0;
    while (at(TokenKind::String)) {
      run |= sort_of(*tok_);
      advance();
    }
    sorts |= run;
    builder_.leaf(run == kBytes ? NodeKind::BytesLiteral : NodeKind::StringLiteral,
                  joined ? Role::Part : role, first, prev_end_);
  }
  if ((sorts & kBytes) && sorts != kBytes) {
    error({start, prev_end_}, "bytes literals cannot be concatenated with other strings");
  } else if ((sorts & kTemplate) && sorts != kTemplate) {
    error({start, prev_end_}, "template strings cannot be concatenated with other strings");
  }
  if (joined) builder_.close(row, prev_end_);
}

template <class Builder>
void Parser<Builder>::interpolated_string(Role) {
  advance();
  string_parts(TokenKind::FStringEnd);
  if (at(TokenKind::FStringEnd)) advance();
}

template <class Builder>
void Parser<Builder>::string_parts(TokenKind end) {
  while (!at(end)) {
    if (at(TokenKind::FStringMiddle)) {
      uint8_t flags = tok_->string & lex::kRawString ? syntax::kRaw : 0;
      builder_.leaf(NodeKind::StringText, Role::Part, tok_->start, tok_->end, 0, flags);
      advance();
    } else if (at(TokenKind::LeftBrace)) {
      replacement_field();
    } else {
      return;  // unwinding
    }
  }
}

// `{value=!r:spec}`.
template <class Builder>
void Parser<Builder>::replacement_field() {
  RowIndex row = builder_.open(NodeKind::ReplacementField, Role::Part, tok_->start);
  advance();
  if (at(TokenKind::Yield)) {
    yield_expression(Role::Value);
  } else if (kTables.starts_expression[static_cast<size_t>(kind())] || at(TokenKind::Star)) {
    Spine spine = builder_.spine();
    uint32_t start = tok_->start;
    bool unpacks = at(TokenKind::Star);
    expressions(Role::Value);
    // Before PEP 701 a field was read as if it stood in parentheses.
    if (version_.minor < 12 && at_comprehension()) {
      require_unpacking_comprehension(unpacks, start, prev_end_);
      RowIndex generator = builder_.wrap(spine, NodeKind::GeneratorExp, Role::Value, Role::Elt, start);
      comprehension_clauses();
      builder_.close(generator, prev_end_);
      builder_.finish(spine);
    }
  } else {
    missing(Role::Value, "an expression in the f-string field");
  }
  if (take(TokenKind::Equal)) builder_.add_flags(row, syntax::kDebug);
  if (at(TokenKind::Exclamation)) {
    uint32_t mark = tok_->start;
    bool adjacent = tok_[1].start == tok_->end;
    advance();
    bool known =
        at_word(WellKnown::ConversionA) || at_word(WellKnown::ConversionR) || at_word(WellKnown::ConversionS);
    if (!at(TokenKind::Name)) {
      error_unexpected("`s`, `r` or `a` after `!`");
    } else {
      if (!known) {
        error_here("the conversion after `!` must be `s`, `r` or `a`, not `" +
                   std::string(slice(tok_->range())) + "`");
      } else if (!adjacent) {
        error({mark, tok_->end}, "no space is allowed between `!` and the conversion");
      } else {
        builder_.set_payload(row, static_cast<uint8_t>(text_.data()[tok_->start]));
      }
      if (version_.minor < 12 && tok_[1].start != tok_->end)
        error_behind("a space after the conversion is only allowed since Python 3.12");
      advance();
    }
  }
  if (take(TokenKind::Colon)) {
    RowIndex spec = builder_.open(NodeKind::FormatSpec, Role::FormatSpec, prev_end_);
    string_parts(TokenKind::RightBrace);
    builder_.close(spec, prev_end_);
  }
  if (!at(TokenKind::RightBrace) && !panic_) {
    // An operator is most likely missing before what follows; a comma or colon has been read above.
    error_unexpected("`=`, `!`, `:` or `}` in the f-string field");
    skip_in_brackets(TokenKind::EndOfFile);
    if (take(TokenKind::Colon)) string_parts(TokenKind::RightBrace);
  }
  if (!panic_) expect_closer(TokenKind::RightBrace);
  builder_.close(row, prev_end_);
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
