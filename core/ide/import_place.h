#pragma once

// Where in an import statement a place is, told by the tokens before it: statements that are being written are
// broken. In
//
//     import shop.|                     Module: one below `shop`
//     from ..|                          Module: one below the package two up
//     from shop.cart import total, |    Member: a name of `shop.cart`
//     from shop |                       Keyword: `import` comes next
//     import shop as |                  Other: nothing that is there already

#include <span>
#include <string>
#include <string_view>

#include "lex/token.h"

namespace pellucid::ide {

struct ImportPlace {
  enum class Kind : uint8_t { None, Module, Member, Keyword, Other };
  Kind kind = Kind::None;  // None: in no import
  uint32_t level = 0;      // dots in front
  std::string module;      // of Module, what comes before the last dot
};

// `statement`: the tokens of the statement up to the place, without line breaks and comments.
ImportPlace import_place(std::span<const lex::Token> statement, std::string_view text);

}  // namespace pellucid::ide
