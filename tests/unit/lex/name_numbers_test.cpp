#include "lex/name_numbers.h"

#include <string>

#include <doctest/doctest.h>

namespace pellucid::lex {
namespace {

TEST_CASE("every name has its number, in the order of the text") {
  for (uint32_t count : {0u, 1u, 2u, 100u, 200'000u}) {
    std::vector<std::string> words;
    for (uint32_t i = 0; i < count; ++i) words.push_back("name_" + std::to_string(i));
    NameNumbers numbers({words.begin(), words.end()});
    CHECK(numbers.count() == kFirstOwnName + count);
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < count; ++i) wrong += numbers.find(words[i]) != NameIndex(kFirstOwnName + i);
    CHECK(wrong == 0);
    CHECK(numbers.memory_bytes() <= 11 * count + 16);
  }
}

TEST_CASE("names that cannot be told apart have no numbers, and take no time") {
  NameNumbers numbers({"a", "b", "a"});
  CHECK(!numbers.find("a"));
  CHECK(!numbers.find("b"));
  CHECK(numbers.count() == kFirstOwnName + 3);
}

}  // namespace
}  // namespace pellucid::lex
