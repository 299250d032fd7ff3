#include "diagnostic/similar.h"

#include <string>

#include <doctest/doctest.h>

namespace pellucid::diagnostic {
namespace {

TEST_CASE("the nearest candidate is the one that fewest edits make") {
  std::vector<std::string_view> words = {"unused-import", "unused-variable", "star-import", "is-literal"};
  CHECK(most_similar("unused-imports", words) == "unused-import");
  CHECK(most_similar("unusedimport", words) == "unused-import");
  CHECK(most_similar("unused-improt", words) == "unused-import");
  CHECK(most_similar("unused-variables", words) == "unused-variable");
  CHECK(most_similar("is-litteral", words) == "is-literal");
  CHECK(most_similar("stra-import", words) == "star-import");
}

TEST_CASE("what has little in common is not similar") {
  CHECK(most_similar("no-such-rule", {"unused-import", "is-literal"}).empty());
  CHECK(most_similar("", {"a", "b"}).empty());
  CHECK(most_similar("x", {"y", "z"}).empty());
  CHECK(most_similar("ab", {"cd"}).empty());
  CHECK(most_similar(std::string(10'000, 'a'), {"unused-import"}).empty());
}

TEST_CASE("a swap of neighbours is one edit, and the first of equals wins") {
  CHECK(most_similar("form", {"from", "fort"}) == "from");
  CHECK(most_similar("fort", {"form", "for"}) == "form");
  CHECK(most_similar("ab", {"ba"}) == "ba");
}

}  // namespace
}  // namespace pellucid::diagnostic
