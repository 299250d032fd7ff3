#include "query/memo.h"

#include <vector>

#include <doctest/doctest.h>

namespace pellucid::query {
namespace {

std::vector<Ref> refs(uint32_t count) {
  std::vector<Ref> made;
  for (uint32_t i = 0; i < count; ++i) made.push_back(Ref(QueryIndex(254), i, Ref::kLastGeneration - i));
  return made;
}

TEST_CASE("query: a reference holds query, slot and generation, and knows none") {
  Ref ref(QueryIndex(254), 0xFFFFFFFE, Ref::kLastGeneration);
  CHECK(ref.query() == QueryIndex(254));
  CHECK(ref.slot() == 0xFFFFFFFE);
  CHECK(ref.generation() == Ref::kLastGeneration);
  CHECK(ref.has_value());
  CHECK(!Ref().has_value());
}

TEST_CASE("query: a memo keeps its dependencies, one of them without memory of its own") {
  Memo memo;
  for (uint32_t count : {0u, 1u, 2u, 5u, 5u, 1u, 3u, 0u}) {
    std::vector<Ref> reads = refs(count);
    memo.set_dependencies(reads);
    CHECK(std::vector<Ref>(memo.dependencies().begin(), memo.dependencies().end()) == reads);
    CHECK(memo.dependency_bytes() == (count > 1 ? 8 * count : 0));
  }
  memo.set_dependencies(refs(4));
  memo.join_group(3);
  CHECK(uint32_t{memo.grouped} == 1);
  CHECK(memo.group() == 3);
  CHECK(memo.dependencies().empty());
  memo.set_dependencies(refs(1));
  CHECK(uint32_t{memo.grouped} == 0);
  CHECK(memo.dependencies().size() == 1);
}

TEST_CASE("query: a memo's fields stand beside each other") {
  Memo memo;
  memo.generation = Ref::kLastGeneration;
  memo.set_durability(Durability::High);
  memo.set_activity(Activity::Member);
  CHECK(uint32_t{memo.generation} == Ref::kLastGeneration);
  CHECK(memo.durability() == Durability::High);
  CHECK(memo.activity() == Activity::Member);
  CHECK(uint32_t{memo.has_value} == 0);
  CHECK(uint32_t{memo.live} == 0);
}

}  // namespace
}  // namespace pellucid::query
