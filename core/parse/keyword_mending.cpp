// A misspelled keyword is reported and read as what it was meant to be, so that `whlie x:` keeps its block.

#include "lex/characters.h"
#include "parse/instantiate.h"
#include "parse/keyword_typo.h"
#include "parse/parser.h"
#include "parse/token_scanner.h"

namespace pellucid::parse {

namespace {

// How far ahead a line is looked at: the shape of a statement shows early.
constexpr uint32_t kMostTokens = 1000;

}  // namespace

// The keyword that the name at hand was meant to be, if the rest of its line looks like it.
template <class Builder>
std::optional<TokenKind> Parser<Builder>::intended_keyword() const {
  if (!at(TokenKind::Name) || tok_->payload < lex::kFirstOwnName || panic_) return std::nullopt;
  // Behind a name, `not in` compares and a colon annotates.
  if (!kTables.suspicious[static_cast<size_t>(peek())] ||
      (peek() == TokenKind::Not && peek(2) == TokenKind::In) ||
      (peek() == TokenKind::Colon && peek(2) != TokenKind::Newline))
    return std::nullopt;
  std::optional<TokenKind> meant = keyword_meant(slice(tok_->range()));
  if (!meant) return std::nullopt;
  bool has_colon = false, has_in = false, has_import = false;
  TokenScanner scanner(text_, words_, version_, names_, *tok_);
  uint32_t depth = 0;
  for (uint32_t count = 0; count < kMostTokens; ++count) {
    const Token& token = scanner.next();
    TokenKind next = token.kind;
    if (next == TokenKind::Newline || next == TokenKind::EndOfFile) break;
    if (next == TokenKind::LeftBrace && depth == 0 && lex::is_line_break(text_.data()[token.end])) {
      has_colon = true;  // `function f() {`
      break;
    }
    switch (next) {
      case TokenKind::LeftParenthesis:
      case TokenKind::LeftBracket:
      case TokenKind::LeftBrace:
      case TokenKind::FStringStart: ++depth; break;
      case TokenKind::RightParenthesis:
      case TokenKind::RightBracket:
      case TokenKind::RightBrace:
      case TokenKind::FStringEnd: --depth; break;
      case TokenKind::Colon: has_colon |= depth == 0; break;
      case TokenKind::In: has_in |= depth == 0; break;
      case TokenKind::Import: has_import |= depth == 0; break;
      default: break;
    }
  }
  bool alone = peek() == TokenKind::Colon;
  bool fits = false;
  switch (*meant) {
    case TokenKind::Try:
    case TokenKind::Else:
    case TokenKind::Finally: fits = alone; break;
    case TokenKind::Except: fits = has_colon; break;
    case TokenKind::For: fits = has_colon && has_in && !alone; break;
    case TokenKind::From: fits = has_import && !alone; break;
    case TokenKind::Async:
      fits = peek() == TokenKind::Def || peek() == TokenKind::For || peek() == TokenKind::With;
      break;
    case TokenKind::Assert:
    case TokenKind::Global:
    case TokenKind::Import:
    case TokenKind::Raise:
    case TokenKind::Return: fits = !has_colon; break;
    default: fits = has_colon && !alone; break;
  }
  return fits ? meant : std::nullopt;
}

template <class Builder>
bool Parser<Builder>::at_misspelled_statement() const {
  std::optional<TokenKind> meant = intended_keyword();
  if (!meant) return false;
  bool clause = *meant == TokenKind::Elif || *meant == TokenKind::Else || *meant == TokenKind::Except ||
                *meant == TokenKind::Finally;
  return !clause;
}

// At the keyword of a clause, or at a word that was meant to be it.
template <class Builder>
bool Parser<Builder>::at_clause(TokenKind keyword) {
  if (at(keyword)) return true;
  if (intended_keyword() != keyword) return false;
  line_start_ = tok_->start;
  line_has_error_ = false;
  mend(keyword);
  return true;
}

template <class Builder>
void Parser<Builder>::mend(TokenKind keyword) {
  std::string spelled(lex::spelling_of(keyword));
  if (diagnostic::Diagnostic* d = error_here("`" + std::string(slice(tok_->range())) +
                                             "` is not a keyword; did you mean " + spelled + "?"))
    d->fix =
        diagnostic::Fix{"Replace with " + spelled, {{tok_->range(), spelled.substr(1, spelled.size() - 2)}}};
  tokens_[tok_ - tokens_].kind = keyword;
}

PEL_INSTANTIATE_PARSER();

}  // namespace pellucid::parse
