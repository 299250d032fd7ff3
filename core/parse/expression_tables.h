#pragma once

// What tokens mean to the expression parser, looked up by kind.

#include <cstdint>

#include "lex/token.h"
#include "syntax/node_kind.h"

namespace pellucid::parse {

using lex::TokenKind;
using syntax::NodeKind;
using syntax::Operator;

// Precedence of infix operators (language reference 6.17), loosest first. Unary operators and `**` bind
// tighter.
enum Precedence : uint32_t {
  kOr = 1,
  kAnd,
  kNot,
  kComparison,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kSum,
  kProduct,
  kUnary,
};

// Where a kind's entry is.
constexpr size_t slot(TokenKind kind) { return static_cast<size_t>(kind); }

struct ExpressionTables {
  uint8_t precedence[lex::kTokenKindCount];  // as an infix operator; 0 if none
  uint8_t op[lex::kTokenKindCount];          // Operator of that, or of an augmented assignment
  bool augmented[lex::kTokenKindCount];
  bool starts_expression[lex::kTokenKindCount];
  NodeKind one_token[lex::kTokenKindCount];      // the node of an expression of this one token, or Missing
  bool ends_simple[lex::kTokenKindCount];        // behind such a token: it is a whole expression
  bool continues_primary[lex::kTokenKindCount];  // behind it: it is part of a larger operand
  bool suspicious[lex::kTokenKindCount];         // behind the name that begins a statement: hardly ever right
};

namespace internal {

constexpr ExpressionTables make_tables() {
  ExpressionTables t = {};
  auto infix = [&](TokenKind kind, uint32_t precedence, Operator op) {
    t.precedence[slot(kind)] = static_cast<uint8_t>(precedence);
    t.op[slot(kind)] = static_cast<uint8_t>(op);
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
    t.augmented[slot(kind)] = true;
    t.op[slot(kind)] = static_cast<uint8_t>(op);
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
    t.starts_expression[slot(kind)] = true;

  for (NodeKind& node : t.one_token) node = NodeKind::Missing;
  t.one_token[slot(TokenKind::Name)] = NodeKind::Name;
  t.one_token[slot(TokenKind::Integer)] = NodeKind::IntegerLiteral;
  t.one_token[slot(TokenKind::Float)] = NodeKind::FloatLiteral;
  t.one_token[slot(TokenKind::Imaginary)] = NodeKind::ImaginaryLiteral;
  t.one_token[slot(TokenKind::None)] = NodeKind::NoneLiteral;
  t.one_token[slot(TokenKind::True)] = NodeKind::TrueLiteral;
  t.one_token[slot(TokenKind::False)] = NodeKind::FalseLiteral;
  t.one_token[slot(TokenKind::Ellipsis)] = NodeKind::EllipsisLiteral;

  for (TokenKind kind :
       {TokenKind::Dot, TokenKind::LeftParenthesis, TokenKind::LeftBracket, TokenKind::DoubleStar})
    t.continues_primary[slot(kind)] = true;

  for (TokenKind kind :
       {TokenKind::Name, TokenKind::Integer, TokenKind::Float, TokenKind::Imaginary, TokenKind::String,
        TokenKind::FStringStart, TokenKind::LeftBrace, TokenKind::Tilde, TokenKind::Lambda, TokenKind::Await,
        TokenKind::None, TokenKind::True, TokenKind::False, TokenKind::Def, TokenKind::For, TokenKind::With,
        TokenKind::Not, TokenKind::Colon})
    t.suspicious[slot(kind)] = true;

  for (TokenKind kind : {TokenKind::Newline, TokenKind::Comma, TokenKind::RightParenthesis,
                         TokenKind::RightBracket, TokenKind::RightBrace, TokenKind::Colon, TokenKind::Equal})
    t.ends_simple[slot(kind)] = true;
  return t;
}

}  // namespace internal

inline constexpr ExpressionTables kTables = internal::make_tables();

}  // namespace pellucid::parse
