// Slips that show what was meant: of the fingers, and of writers of other languages. Each is told by what was
// found, where "expected this, found that" would say less.

#include "lex/characters.h"
#include "parse/instantiate.h"
#include "parse/keyword_typo.h"
#include "parse/parser.h"

namespace pellucid::parse {

namespace {

bool is_quote(char c) { return c == '"' || c == '\''; }

diagnostic::Fix replacement(Range range, std::string text) {
  std::string title = "Replace with `" + text + "`";
  return {std::move(title), {{range, std::move(text)}}};
}

}  // namespace

// The word that ends before `offset`, but for spaces; empty if there is none.
template <class Builder>
Range Parser<Builder>::word_before(uint32_t offset) const {
  const char* text = text_.data();
  while (offset > 0 && text[offset - 1] == ' ') --offset;
  uint32_t start = offset;
  while (start > 0 && lex::is_word_character(text[start - 1])) --start;
  return {start, offset};
}

// At a token that does not belong where it stands: says whether it was reported as a slip that is known.
template <class Builder>
bool Parser<Builder>::error_known_slip() {
  if (prev_end_ == 0 || at(TokenKind::Newline) || at(TokenKind::EndOfFile)) return false;
  const char* text = text_.data();
  bool touches = tok_->start == prev_end_;
  char before = text[prev_end_ - 1];
  if (touches && is_quote(before) && (at(TokenKind::Name) || lex::is_keyword(kind()))) {
    std::string quote(1, before);
    error({prev_end_ - 1, prev_end_},
          "this `" + quote + "` ends the string; to have one inside, write `\\" + quote + "`");
    return true;
  }
  bool string = at(TokenKind::String) || at(TokenKind::FStringStart);
  if (touches && string && lex::is_word_character(before)) {
    Range word = word_before(prev_end_);
    if (word.size() > 3) return false;
    error(word, "`" + std::string(slice(word)) + "` is not a prefix of strings");
    return true;
  }
  if (touches && at(TokenKind::Equal) && prev_end_ >= 2) {
    std::string_view last = slice({prev_end_ - 2, prev_end_});
    if (last != "==" && last != "!=") return false;
    Range range = {prev_end_ - 2, tok_->end};
    std::string meant(last);
    if (auto* d = error(range, "`" + meant + "=` is written `" + meant + "`"))
      d->fix = replacement(range, meant);
    return true;
  }
  if (at(TokenKind::Not) && peek() == TokenKind::EqualEqual) {
    Range range = {tok_->start, tok_[1].end};
    if (auto* d = error(range, "`not ==` is written `!=`")) d->fix = replacement(range, "!=");
    return true;
  }
  if (at(TokenKind::In)) {
    Range inner = word_before(prev_end_);
    Range outer = word_before(inner.start);
    if (slice(inner) != "not" || slice(outer) != "is") return false;
    Range range = {outer.start, tok_->end};
    if (auto* d = error(range, "`is not in` is written `not in`")) d->fix = replacement(range, "not in");
    return true;
  }
  if (!at(TokenKind::Name) || tok_->payload < lex::kFirstOwnName) return false;
  std::optional<TokenKind> meant = operator_meant(slice(tok_->range()));
  if (!meant || !kTables.starts_expression[static_cast<size_t>(peek())]) return false;
  std::string spelled(lex::spelling_of(*meant));
  if (auto* d = error_here("`" + std::string(slice(tok_->range())) + "` is not an operator; did you mean " +
                           spelled + "?"))
    d->fix = replacement(tok_->range(), spelled.substr(1, spelled.size() - 2));
  return true;
}

// `if x then`, `while x do`: a word that ends the line where the colon should.
template <class Builder>
bool Parser<Builder>::error_word_for_colon(std::string_view owner) {
  if (!at(TokenKind::Name) || peek() != TokenKind::Newline) return false;
  std::string_view word = slice(tok_->range());
  if (word != "then" && word != "do" && word != "begin") return false;
  if (auto* d =
          error_here("expected `:` after " + std::string(owner) + ", found `" + std::string(word) + "`"))
    d->fix = diagnostic::Fix{"Replace with `:`", {{{prev_end_, tok_->end}, ":"}}};
  return true;
}

// A `{` that ends a header's line begins a block elsewhere; here it would take the block for a dictionary.
template <class Builder>
bool Parser<Builder>::at_block_brace() const {
  if (!at(TokenKind::LeftBrace)) return false;
  const char* p = text_.data() + tok_->end;
  while (*p == ' ' || *p == '\t') ++p;
  return lex::is_line_break(*p) || *p == '#';
}

template <class Builder>
void Parser<Builder>::block_brace(std::string_view owner) {
  uint32_t brace = tok_->start;
  if (may_panic_) {
    const char* p = text_.data() + tok_->end;
    while (!lex::is_line_break(*p) && p < text_.data() + text_.size()) ++p;
    if (lex::is_line_break(*p)) panic(static_cast<uint32_t>(lex::after_line_break(p) - text_.data()));
    return;
  }
  // Read again with the brace ended, so the lexer has reported that it is never closed.
  std::string message = "expected `:` after " + std::string(owner) + ", found `{`";
  diagnostic::Fix fix = {"Replace with `:`", {{{prev_end_, brace + 1}, ":"}}};
  for (size_t i = notes_.problems.size(); i-- > 0;) {
    diagnostic::Diagnostic& its = notes_.problems[i];
    if (its.range.start != brace) continue;
    its.message = message;
    its.fix = fix;
    line_has_error_ = true;
  }
  if (auto* d = error_here(message)) d->fix = std::move(fix);
  skip_to_newline();
}

// `let x = 1`, `int x = 1`: the words before the name are of other languages. Says whether it was reported.
template <class Builder>
bool Parser<Builder>::error_declaration(Range first) {
  if (!at(TokenKind::Name) || peek() != TokenKind::Equal) return false;
  std::string word(slice(first));
  bool declares = false, is_type = false;
  for (std::string_view its : {"let", "var", "const", "auto", "my", "local"}) declares |= its == word;
  for (std::string_view its : {"int", "float", "str", "bool", "double", "string", "char"})
    is_type |= its == word;
  if (!declares && !is_type) return false;
  std::string name(slice(tok_->range()));
  Range range = {first.start, tok_->end};
  if (auto* d = error(first, "a variable is not declared: to bind it, write `" + name + " = …`"))
    d->fix = diagnostic::Fix{"Remove `" + word + "`", {{range, name}}};
  return true;
}

// `// text` and `/* text */`.
template <class Builder>
bool Parser<Builder>::error_foreign_comment() {
  bool block = at(TokenKind::Slash) && (peek() == TokenKind::Star || peek() == TokenKind::DoubleStar) &&
               tok_[1].start == tok_->end;
  if (!at(TokenKind::DoubleSlash) && !block) return false;
  Range range = {tok_->start, tok_->start + 2};
  std::string spelled(slice(range));
  if (auto* d = error(range, "a comment begins with `#`, not with `" + spelled + "`"))
    if (!block) d->fix = replacement(range, "#");
  return true;
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
