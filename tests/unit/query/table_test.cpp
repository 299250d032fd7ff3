#include "query/table.h"

#include <unordered_map>

#include <doctest/doctest.h>

#include "query/engine.h"
#include "support/random.h"

namespace pellucid::query {
namespace {

struct Word {
  using Key = uint64_t;
  using Value = std::string;
  static constexpr const char* kName = "word";
};

TEST_CASE("query: a table finds each key's slot, however keys come and go") {
  tests::Random random(5);
  InputTable<Word> table;
  std::unordered_map<uint64_t, std::string> expected;
  for (uint64_t step = 0; step < 20000; ++step) {
    // Keys that differ in their upper half only, too.
    uint64_t key = static_cast<uint64_t>(random.below(8)) << 32 | random.below(200);
    if (random.below(3) != 0) {
      table.value(table.intern(key)) = expected[key] = std::to_string(step);
    } else if (expected.erase(key) > 0) {
      table.free_slot(table.find(key));
    }
    CHECK((table.find(key) != base::kNoneValue) == expected.contains(key));
  }
  for (const auto& [key, value] : expected) CHECK(table.value(table.find(key)) == value);
  CHECK(table.memory().keys == expected.size());
  CHECK(table.size() <= 1600);
}

TEST_CASE("query: a slot that has had all its generations is not used again") {
  InputTable<Word> table;
  uint32_t slot = table.intern(1);
  Ref first = table.ref(slot);
  table.free_slot(slot);
  CHECK(table.intern(2) == slot);
  CHECK(table.ref(slot) != first);
  table.memo(slot).generation = Ref::kLastGeneration;
  table.free_slot(slot);
  CHECK(table.intern(3) != slot);
  CHECK(table.intern(4) != slot);
}

}  // namespace
}  // namespace pellucid::query
