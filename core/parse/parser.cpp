#include "parse/parser.h"

#include <algorithm>

#include "parse/instantiate.h"

namespace pellucid::parse {

namespace {

constexpr ExpressionTables make_tables() {
  ExpressionTables t = {};
  auto index = [](TokenKind kind) { return static_cast<size_t>(kind); };
  auto infix = [&](TokenKind kind, uint32_t precedence, Operator op) {
    t.precedence[index(kind)] = static_cast<uint8_t>(precedence);
    t.op[index(kind)] = static_cast<uint8_t>(op);
  };
  infix(TokenKind::Or, kOr, Operator::Or);
  infix(TokenKind::And, kAnd, Operator::And);
  infix(TokenKind::EqualEqual, kComparison, Operator::CompareEqual);
  infix(TokenKind::NotEqual, kComparison, Operator::CompareNotEqual);
  infix(TokenKind::LessGreater, kComparison, Operator::CompareNotEqual);
  infix(TokenKind::Less, kComparison, Operator::CompareLess);
  infix(TokenKind::LessEqual, kComparison, Operator::CompareLessEqual);
  infix(TokenKind::Greater, kComparison, Operator::CompareGreater);
  infix(TokenKind::GreaterEqual, kComparison, Operator::CompareGreaterEqual);
  infix(TokenKind::Is, kComparison, Operator::CompareIs);
  infix(TokenKind::In, kComparison, Operator::CompareIn);
  infix(TokenKind::Not, kComparison, Operator::CompareNotIn);  // before `in` only
  infix(TokenKind::Pipe, kBitOr, Operator::BitOr);
  infix(TokenKind::Caret, kBitXor, Operator::BitXor);
  infix(TokenKind::Ampersand, kBitAnd, Operator::BitAnd);
  infix(TokenKind::LeftShift, kShift, Operator::LeftShift);
  infix(TokenKind::RightShift, kShift, Operator::RightShift);
  infix(TokenKind::Plus, kSum, Operator::Add);
  infix(TokenKind::Minus, kSum, Operator::Subtract);
  infix(TokenKind::Star, kProduct, Operator::Multiply);
  infix(TokenKind::Slash, kProduct, Operator::Divide);
  infix(TokenKind::DoubleSlash, kProduct, Operator::FloorDivide);
  infix(TokenKind::Percent, kProduct, Operator::Modulo);
  infix(TokenKind::At, kProduct, Operator::MatrixMultiply);

  auto augmented = [&](TokenKind kind, Operator op) {
    t.augmented[index(kind)] = true;
    t.op[index(kind)] = static_cast<uint8_t>(op);
  };
  augmented(TokenKind::PlusEqual, Operator::Add);
  augmented(TokenKind::MinusEqual, Operator::Subtract);
  augmented(TokenKind::StarEqual, Operator::Multiply);
  augmented(TokenKind::AtEqual, Operator::MatrixMultiply);
  augmented(TokenKind::SlashEqual, Operator::Divide);
  augmented(TokenKind::PercentEqual, Operator::Modulo);
  augmented(TokenKind::DoubleStarEqual, Operator::Power);
  augmented(TokenKind::LeftShiftEqual, Operator::LeftShift);
  augmented(TokenKind::RightShiftEqual, Operator::RightShift);
  augmented(TokenKind::PipeEqual, Operator::BitOr);
  augmented(TokenKind::CaretEqual, Operator::BitXor);
  augmented(TokenKind::AmpersandEqual, Operator::BitAnd);
  augmented(TokenKind::DoubleSlashEqual, Operator::FloorDivide);

  for (TokenKind kind :
       {TokenKind::Name, TokenKind::Integer, TokenKind::Float, TokenKind::Imaginary, TokenKind::String,
        TokenKind::FStringStart, TokenKind::LeftParenthesis, TokenKind::LeftBracket, TokenKind::LeftBrace,
        TokenKind::Ellipsis, TokenKind::Plus, TokenKind::Minus, TokenKind::Tilde, TokenKind::Not,
        TokenKind::Lambda, TokenKind::Await, TokenKind::None, TokenKind::True, TokenKind::False})
    t.starts_expression[index(kind)] = true;

  for (NodeKind& node : t.one_token) node = NodeKind::Missing;
  t.one_token[index(TokenKind::Name)] = NodeKind::Name;
  t.one_token[index(TokenKind::Integer)] = NodeKind::IntegerLiteral;
  t.one_token[index(TokenKind::Float)] = NodeKind::FloatLiteral;
  t.one_token[index(TokenKind::Imaginary)] = NodeKind::ImaginaryLiteral;
  t.one_token[index(TokenKind::None)] = NodeKind::NoneLiteral;
  t.one_token[index(TokenKind::True)] = NodeKind::TrueLiteral;
  t.one_token[index(TokenKind::False)] = NodeKind::FalseLiteral;
  t.one_token[index(TokenKind::Ellipsis)] = NodeKind::EllipsisLiteral;

  for (TokenKind kind :
       {TokenKind::Dot, TokenKind::LeftParenthesis, TokenKind::LeftBracket, TokenKind::DoubleStar})
    t.continues_primary[index(kind)] = true;

  for (TokenKind kind : {TokenKind::Newline, TokenKind::Comma, TokenKind::RightParenthesis,
                         TokenKind::RightBracket, TokenKind::RightBrace, TokenKind::Colon, TokenKind::Equal})
    t.ends_simple[index(kind)] = true;
  return t;
}

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

constexpr ExpressionTables kTables = make_tables();

template <class Builder>
Parser<Builder>::Parser(const source::Text& text, source::PythonVersion version, lex::NameTable& names,
                        Builder& builder)
    : text_(text),
      version_(version),
      names_(names),
      builder_(builder),
      words_(text),
      lexer_(text, words_, version, names, notes_) {
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
std::vector<diagnostic::Diagnostic> Parser<Builder>::take_diagnostics() {
  std::vector<diagnostic::Diagnostic> all = std::move(notes_.problems);
  std::move(problems_.begin(), problems_.end(), std::back_inserter(all));
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
