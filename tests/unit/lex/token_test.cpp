#include "lex/token.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

#include "lex/name_table.h"

namespace pellucid::lex {
namespace {

TEST_CASE("every kind has a name of its own and words for it") {
  std::set<std::string_view> names;
  for (uint32_t i = 0; i < kTokenKindCount; ++i) {
    auto kind = static_cast<TokenKind>(i);
    CHECK(names.insert(identifier_of(kind)).second);
    CHECK(!spelling_of(kind).empty());
  }
  CHECK(identifier_of(TokenKind::RightParenthesis) == "RightParenthesis");
  CHECK(spelling_of(TokenKind::RightParenthesis) == "`)`");
  CHECK(spelling_of(TokenKind::Yield) == "`yield`");
}

TEST_CASE("keywords stand last, and a name table begins with them in the same order") {
  CHECK(kKeywordCount == 35);
  CHECK(!is_keyword(TokenKind::DoubleSlash));
  for (uint32_t i = 0; i < kKeywordCount; ++i) {
    auto kind = static_cast<TokenKind>(static_cast<uint32_t>(kFirstKeyword) + i);
    CHECK(is_keyword(kind));
    CHECK(spelling_of(kind) == "`" + std::string(fixed_name(i)) + "`");
  }
}

}  // namespace
}  // namespace pellucid::lex
