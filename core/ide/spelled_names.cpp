#include "ide/spelled_names.h"

#include "lex/tokenize.h"

namespace pellucid::ide {

namespace {

using lex::Token;
using lex::TokenKind;

class SpellingReader {
 public:
  SpellingReader(const source::Text& text, std::string_view name, SpelledAs as)
      : text_(text), name_(name), as_(as) {}

  std::vector<source::Range> run(const std::vector<Token>& tokens) {
    for (const Token& token : tokens)
      if (!is_layout(token)) read(token);
    return std::move(found_);
  }

 private:
  enum class Holds : uint8_t { Arguments, TypeParameters, Others };
  struct Bracket {
    Holds what;
    uint32_t lambdas;  // in it, whose parameters are read: their `:` is still to come
  };

  static bool is_layout(const Token& token) {
    switch (token.kind) {
      case TokenKind::Comment:
      case TokenKind::LineBreak:
      case TokenKind::Indent:
      case TokenKind::Dedent: return true;
      default: return false;
    }
  }

  void read(const Token& token) {
    // `name =` behind `(` or `,`: now the sign is there.
    if (keyword_ && token.kind == TokenKind::Equal) found_.push_back(keyword_->range());
    keyword_ = nullptr;
    switch (token.kind) {
      case TokenKind::Import: in_import_ = true; break;
      case TokenKind::From: in_import_ |= starts_statement_; break;
      case TokenKind::Newline:
      case TokenKind::Semicolon: in_import_ = false; break;
      case TokenKind::LeftParenthesis: open(names_definition_ ? Holds::Others : Holds::Arguments); break;
      case TokenKind::LeftBracket: open(names_definition_ ? Holds::TypeParameters : Holds::Others); break;
      case TokenKind::LeftBrace: open(Holds::Others); break;
      case TokenKind::Lambda:
        if (!brackets_.empty()) ++brackets_.back().lambdas;
        break;
      case TokenKind::Colon:
        if (!brackets_.empty() && brackets_.back().lambdas > 0) --brackets_.back().lambdas;
        break;
      case TokenKind::Name: read_name(token); break;
      default: break;
    }
    names_definition_ =
        (token.kind == TokenKind::Name && before_ == TokenKind::Def) || (closes(token) && close());
    // `:` ends what stands before a statement on its line, or is none of that: then no `from` follows.
    starts_statement_ = token.kind == TokenKind::Newline || token.kind == TokenKind::Semicolon ||
                        token.kind == TokenKind::Colon;
    before_ = token.kind;
  }

  static bool closes(const Token& token) {
    switch (token.kind) {
      case TokenKind::RightParenthesis:
      case TokenKind::RightBracket:
      case TokenKind::RightBrace: return true;
      default: return false;
    }
  }

  void open(Holds what) { brackets_.push_back({what, 0}); }
  // Whether the name of a definition still stands in front: `def f[T](…)`.
  bool close() {
    if (brackets_.empty()) return false;
    Holds what = brackets_.back().what;
    brackets_.pop_back();
    return what == Holds::TypeParameters;
  }

  void read_name(const Token& token) {
    if (text_.slice(token.range()) != name_) return;
    if (as_ == SpelledAs::Attribute) {
      if (before_ == TokenKind::Dot && !in_import_) found_.push_back(token.range());
      return;
    }
    bool is_argument = before_ == TokenKind::LeftParenthesis || before_ == TokenKind::Comma;
    if (!is_argument || brackets_.empty()) return;
    const Bracket& around = brackets_.back();
    if (around.what == Holds::Arguments && around.lambdas == 0) keyword_ = &token;
  }

  const source::Text& text_;
  std::string_view name_;
  SpelledAs as_;
  TokenKind before_ = TokenKind::Newline;
  bool starts_statement_ = true;
  bool in_import_ = false;
  bool names_definition_ = false;  // the last token is the name behind `def`, or ends its type parameters
  std::vector<Bracket> brackets_;  // that are open
  const Token* keyword_ = nullptr;
  std::vector<source::Range> found_;
};

}  // namespace

std::vector<source::Range> spelled(const source::Text& text, source::PythonVersion version,
                                   std::string_view name, SpelledAs as) {
  if (text.view().find(name) == std::string_view::npos) return {};
  return SpellingReader(text, name, as).run(lex::tokenize(text, version));
}

}  // namespace pellucid::ide
