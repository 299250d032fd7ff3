#pragma once

#include <cstdint>
#include <string_view>

#include "source/text.h"

namespace pellucid::lex {

enum class TokenKind : uint8_t {
#define PEL_TOKEN(name, text) name,
#define PEL_OPERATOR(name, text) name,
#define PEL_KEYWORD(name, text) name,
#include "lex/token_kind.def"
#undef PEL_TOKEN
#undef PEL_OPERATOR
#undef PEL_KEYWORD
};

inline constexpr TokenKind kFirstKeyword = TokenKind::False;
inline constexpr uint32_t kTokenKindCount = static_cast<uint32_t>(TokenKind::Yield) + 1;
inline constexpr uint32_t kKeywordCount = kTokenKindCount - static_cast<uint32_t>(kFirstKeyword);

constexpr bool is_keyword(TokenKind kind) { return kind >= kFirstKeyword; }

// `Name`, `RightParenthesis`: the identifier in token_kind.def.
std::string_view identifier_of(TokenKind kind);
// How a message speaks of it: `)` in backticks, or words.
std::string_view spelling_of(TokenKind kind);

// What a string token is made of: the letters before its quotes, and the quotes.
enum StringFlag : uint16_t {
  kRawString = 1,
  kBytesString = 2,
  kFormatString = 4,
  kTemplateString = 8,
  kUnicodePrefix = 16,  // `u""`
  kTripleQuoted = 32,
  kDoubleQuote = 64,
  kUnterminated = 128,
};

enum TokenFlag : uint8_t {
  kFirstOnLine = 1,  // the first token on its line, inside brackets
  kOpensFormat = 4,  // the colon of a replacement field, behind which its format begins
  kSynthetic = 2,    // not in the source: the lexer put it there to keep brackets and strings balanced
};

struct Token {
  uint32_t start;  // byte offsets
  uint32_t end;
  uint32_t payload;  // Name: its NameIndex
  TokenKind kind;
  uint8_t flags;    // TokenFlag
  uint16_t string;  // StringFlag; String and FString* only

  source::Range range() const { return {start, end}; }
};
static_assert(sizeof(Token) == 16);

}  // namespace pellucid::lex
