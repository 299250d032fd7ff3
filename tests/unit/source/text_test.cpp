#include "source/text.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

namespace pellucid::source {
namespace {

TEST_CASE("a text copies its bytes and has zeros behind them") {
  for (uint32_t size : {0u, 1u, 15u, 16u, 1000u}) {
    std::string bytes(size, 'x');
    Text text(bytes);
    std::fill(bytes.begin(), bytes.end(), 'y');
    CHECK(text.size() == size);
    CHECK(text.view() == std::string(size, 'x'));
    CHECK(
        std::all_of(text.data() + size, text.data() + size + Text::kPadding, [](char c) { return c == 0; }));
  }
}

TEST_CASE("ranges are half open") {
  Range range = {2, 5};
  CHECK(range.size() == 3);
  CHECK(range.contains(2u));
  CHECK(!range.contains(5u));
  CHECK(range.contains(Range{2, 5}));
  CHECK(range.contains(Range{5, 5}));
  CHECK(!range.contains(Range{1, 3}));
  CHECK(!range.contains(Range{4, 6}));
  CHECK(Text("abcdefg").slice(range) == "cde");
}

}  // namespace
}  // namespace pellucid::source
