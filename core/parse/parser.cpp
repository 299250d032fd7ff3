#include "parse/parser.h"

#include <algorithm>

#include "parse/instantiate.h"

namespace pellucid::parse {

namespace {

struct FeatureEntry {
  uint32_t minor;
  std::string_view what;
};

constexpr FeatureEntry kFeatures[] = {
#define PEL_FEATURE(name, minor, what, source) {minor, what},
#include "parse/feature.def"
#undef PEL_FEATURE
};

}  // namespace

template <class Builder>
Parser<Builder>::Parser(const source::Text& text, source::PythonVersion version, lex::NameTable& names,
                        Builder builder, lex::Indentation indentation)
    : text_(text),
      version_(version),
      names_(names),
      builder_(std::move(builder)),
      words_(text),
      lexer_(text, words_, version, names, notes_) {
  if (indentation.column > 0) lexer_.restart(0, {{0, 0}, indentation});
  start_tokens();
}

template <class Builder>
void Parser<Builder>::start_tokens() {
  tok_ = batch_end_ = tokens_;
  refill();
}

// Keeps the tokens not yet looked at, so that kLookahead tokens are there at any time, and lexes more behind
// them.
template <class Builder>
void Parser<Builder>::refill() {
  if (panic_) {
    tok_ = panic_tokens_;
    refill_at_ = tok_ + 1;
    return;
  }
  auto kept = static_cast<uint32_t>(batch_end_ - tok_);
  std::copy(tok_, batch_end_, tokens_);
  uint32_t fresh = lexer_.fill(tokens_ + kept, kBatch - kept);
  Token* end = tokens_ + kept + fresh;
  tok_ = tokens_;
  if (end[-1].kind == TokenKind::EndOfFile) {
    for (uint32_t i = 0; i < kLookahead; ++i) end[i] = end[-1];
    refill_at_ = nullptr;
  } else {
    refill_at_ = end - kLookahead;
  }
  batch_end_ = end;
}

template <class Builder>
uint32_t Parser<Builder>::here() const {
  return kTables.starts_expression[static_cast<size_t>(kind())] ? tok_->start : prev_end_;
}

template <class Builder>
void Parser<Builder>::module() {
  RowIndex row = builder_.open(NodeKind::Module, Role::Root, 0);
  while (!at(TokenKind::EndOfFile)) statement(Role::Body);
  builder_.close(row, text_.size());
}

template <class Builder>
bool Parser<Builder>::lone_statement(Role role) {
  statement(role);
  if (at(TokenKind::Dedent)) skip_layout();  // from the indentation of the text
  return at(TokenKind::EndOfFile);
}

template <class Builder>
std::vector<diagnostic::Diagnostic> Parser<Builder>::take_diagnostics() {
  // A line that the parser has reported on is left alone by the lexer, too, from there on: `'it's enough'`.
  std::vector<diagnostic::Diagnostic> all = std::move(problems_);
  diagnostic::sort(all);
  size_t parsers = all.size();
  for (diagnostic::Diagnostic& d : notes_.problems) {
    auto next =
        std::upper_bound(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(parsers), d.range.start,
                         [](uint32_t at, const diagnostic::Diagnostic& its) { return at < its.range.start; });
    if (next == all.begin()) {
      all.push_back(std::move(d));
      continue;
    }
    diagnostic::Diagnostic& before = *std::prev(next);
    std::string_view between = slice({before.range.end, std::max(before.range.end, d.range.start)});
    // What the parser misses there is what the lexer could not read: `{1: ` and a bracket too many.
    bool is_cause = before.range.size() == 0 && between.find_first_not_of(" \t") == std::string_view::npos;
    bool told = between.find_first_of("\r\n") == std::string_view::npos;
    if (is_cause) {
      before = std::move(d);
      continue;
    }
    if (!told) all.push_back(std::move(d));
  }
  diagnostic::sort(all);
  return all;
}

template <class Builder>
void Parser<Builder>::require(Feature feature, Range range) {
  const FeatureEntry& entry = kFeatures[static_cast<size_t>(feature)];
  if (version_.minor >= entry.minor) return;
  problems_.push_back(diagnostic::syntax_error(
      range, std::string(entry.what) + " requires Python 3." + std::to_string(entry.minor) +
                 " or newer; this is checked for Python " + version_.to_string()));
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
