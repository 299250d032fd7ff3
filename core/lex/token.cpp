#include "lex/token.h"

namespace pellucid::lex {

std::string_view identifier_of(TokenKind kind) {
  static constexpr std::string_view kNames[] = {
#define PEL_TOKEN(name, text) #name,
#define PEL_OPERATOR(name, text) #name,
#define PEL_KEYWORD(name, text) #name,
#include "lex/token_kind.def"
#undef PEL_TOKEN
#undef PEL_OPERATOR
#undef PEL_KEYWORD
  };
  return kNames[static_cast<size_t>(kind)];
}

std::string_view spelling_of(TokenKind kind) {
  static constexpr std::string_view kSpellings[] = {
#define PEL_TOKEN(name, text) text,
#define PEL_OPERATOR(name, text) "`" text "`",
#define PEL_KEYWORD(name, text) "`" text "`",
#include "lex/token_kind.def"
#undef PEL_TOKEN
#undef PEL_OPERATOR
#undef PEL_KEYWORD
  };
  return kSpellings[static_cast<size_t>(kind)];
}

}  // namespace pellucid::lex
