#include "parse/keyword_typo.h"

#include <doctest/doctest.h>

namespace pellucid::parse {
namespace {

using lex::TokenKind;

TEST_CASE("slips of the fingers in a keyword") {
  struct {
    std::string_view word;
    TokenKind meant;
  } slips[] = {
      {"whlie", TokenKind::While},  {"wile", TokenKind::While},   {"whille", TokenKind::While},
      {"fi", TokenKind::If},        {"fro", TokenKind::For},      {"form", TokenKind::From},
      {"dfe", TokenKind::Def},      {"clsas", TokenKind::Class},  {"retrun", TokenKind::Return},
      {"exept", TokenKind::Except}, {"elseif", TokenKind::Elif},  {"catch", TokenKind::Except},
      {"If", TokenKind::If},        {"ELSE", TokenKind::Else},    {"define", TokenKind::Def},
      {"func", TokenKind::Def},     {"imprt", TokenKind::Import}, {"fianlly", TokenKind::Finally},
  };
  for (const auto& slip : slips) {
    CAPTURE(slip.word);
    CHECK(keyword_meant(slip.word) == slip.meant);
  }
}

TEST_CASE("words that are no keyword's slip") {
  for (std::string_view word : {"", "x", "of", "is_", "foo", "far", "fo", "tree", "dog", "whose", "main",
                                "while_true", "returned", "importlib", "y"}) {
    CAPTURE(word);
    CHECK(keyword_meant(word) == std::nullopt);
  }
}

TEST_CASE("a keyword is not its own slip") {
  for (std::string_view word : {"if", "for", "while", "return", "from", "try"}) CHECK(!keyword_meant(word));
}

TEST_CASE("slips in what stands between expressions") {
  CHECK(operator_meant("adn") == TokenKind::And);
  CHECK(operator_meant("ni") == TokenKind::In);
  CHECK(operator_meant("si") == TokenKind::Is);
  CHECK(operator_meant("AND") == TokenKind::And);
  CHECK(operator_meant("esle") == TokenKind::Else);
  for (std::string_view word : {"and", "in", "x", "an", "end_", "candy", "it"}) CHECK(!operator_meant(word));
}

}  // namespace
}  // namespace pellucid::parse
