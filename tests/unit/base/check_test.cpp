#include "base/check.h"

#include <doctest/doctest.h>

#include "base/id.h"

namespace pellucid::base {
namespace {

TEST_CASE("the context of a check joins words, numbers and ids") {
  struct Tag;
  CHECK(internal::context("row ", Index<Tag>(7), " of ", 12u, ", not ", -1) == "row 7 of 12, not -1");
  CHECK(internal::context().empty());
}

TEST_CASE("a check evaluates its condition once and its context only on failure") {
  int conditions = 0;
  int contexts = 0;
  PEL_CHECK(++conditions == 1, ++contexts);
  CHECK(conditions == 1);
  CHECK(contexts == 0);
}

}  // namespace
}  // namespace pellucid::base
