#pragma once

// Which keyword a word was meant to be: `whlie` for `while`, `elseif` for `elif`.

#include <optional>
#include <string_view>

#include "lex/token.h"

namespace pellucid::parse {

// Of the keywords that begin a statement or a clause, the one that a slip of the fingers made into `word`:
// two letters exchanged or, in words of four letters and more, one too many, missing or wrong; or the one
// that other languages spell like this, or in capitals. None for a keyword itself.
std::optional<lex::TokenKind> keyword_meant(std::string_view word);

// The same of the keywords that stand between expressions: `adn` for `and`.
std::optional<lex::TokenKind> operator_meant(std::string_view word);

}  // namespace pellucid::parse
