#include "query/cycle.h"

#include <vector>

#include <doctest/doctest.h>

#include "query/edit_tree.h"
#include "sheet.h"

namespace pellucid::query {
namespace {

using sheet::Cell;
using sheet::Falling;
using sheet::Flowing;
using sheet::Op;

TEST_CASE("query: a circle comes to its least fixpoint") {
  Engine engine;
  engine.set<Cell>(0, {Op::Union, 1, {1}});
  engine.set<Cell>(1, {Op::Union, 2, {2}});
  engine.set<Cell>(2, {Op::Union, 4, {0}});
  engine.set<Cell>(3, {Op::Union, 8, {2}});
  CHECK(engine.get<Flowing>(3) == 15);
  CHECK(engine.get<Flowing>(1) == 7);
  CHECK(engine.counters(engine.index<Flowing>()).cycle == 3);

  // What any member read stands for all of them.
  engine.set<Cell>(1, {Op::Union, 16, {2}});
  CHECK(engine.get<Flowing>(0) == 21);
  CHECK(engine.get<Flowing>(3) == 29);
  // A circle that is opened is none.
  engine.set<Cell>(2, {Op::Union, 4, {}});
  CHECK(engine.get<Flowing>(3) == 12);
  CHECK(engine.get<Flowing>(2) == 4);
  CHECK(engine.get<Flowing>(1) == 20);
}

TEST_CASE("query: a circle that nothing touched is reused whole") {
  Engine engine;
  for (uint32_t i = 0; i < 5; ++i) engine.set<Cell>(i, {Op::Union, 1, {(i + 1) % 5}});
  engine.get<Flowing>(0);
  uint64_t before = engine.total_counters().run;
  engine.set<Cell>(9, {});
  for (uint32_t i = 0; i < 5; ++i) engine.get<Flowing>(i);
  CHECK(engine.total_counters().run == before);
  CHECK(engine.total_counters().reused == 5);
}

TEST_CASE("query: members whose values are as before are cut off") {
  Engine engine;
  engine.set<Cell>(0, {Op::Union, 3, {1}});
  engine.set<Cell>(1, {Op::Union, 4, {0}});
  engine.set<Cell>(2, {Op::Sum, 1, {0}});
  CHECK(engine.get<Flowing>(2) == 8);
  engine.set<Cell>(1, {Op::Union, 5, {0}});
  uint64_t cut_off = engine.total_counters().cut_off;
  CHECK(engine.get<Flowing>(2) == 8);
  CHECK(engine.total_counters().cut_off == cut_off + 2);
}

TEST_CASE("query: without rest, a member that changes too often takes its fallback") {
  Engine engine;
  engine.set<Cell>(0, {Op::Sum, 1, {1}});
  engine.set<Cell>(1, {Op::Sum, 1, {0}});
  engine.set<Cell>(2, {Op::Sum, 1, {1}});
  uint32_t zero = engine.get<Flowing>(0);
  CHECK(zero == Flowing::fallback(0));
  CHECK(engine.get<Flowing>(1) == Flowing::fallback(1));
  CHECK(engine.get<Flowing>(2) == Flowing::fallback(1) + 1);
}

TEST_CASE("query: a query with a fallback alone takes it in a circle, and only there") {
  Engine engine;
  engine.set<Cell>(6, {Op::Sum, 1, {0}});
  engine.set<Cell>(0, {Op::Sum, 1, {6}});
  CHECK(engine.get<Flowing>(0) == (Falling::fallback(6) + 1) % sheet::kValues);
  CHECK(engine.get<Falling>(6) == Falling::fallback(6));
  engine.set<Cell>(0, {Op::Sum, 1, {}});
  CHECK(engine.get<Falling>(6) == 2);
  engine.set<Cell>(6, {Op::Sum, 0, {6}});
  CHECK(engine.get<Falling>(6) == Falling::fallback(6));
}

TEST_CASE("query: a circle longer than the machine's stack") {
  constexpr uint32_t kLength = 5000;
  Engine engine;
  engine.set_depth_limit(40);
  for (uint32_t i = 0; i < kLength; ++i) {
    // Numbers of cells that fall are left out.
    uint32_t next = (i + 1) % kLength;
    engine.set<Cell>(i * 7, {Op::Union, i == 77 ? 32u : 0u, {next * 7}});
  }
  CHECK(engine.get<Flowing>(0) == 32);
  CHECK(engine.deepest() == 40);
  for (uint32_t i = 0; i < kLength; i += 99) CHECK(engine.get<Flowing>(i * 7) == 32);
  // Once found, a value's way round the circle costs a run a member.
  CHECK(engine.total_counters().run <= 3 * kLength);
}

TEST_CASE("query: an evicted circle comes back with the same values, and disturbs nobody") {
  Engine engine;
  engine.set<Cell>(6, {Op::Sum, 1, {0}});
  engine.set<Cell>(0, {Op::Sum, 1, {6}});
  engine.set<Cell>(1, {Op::Sum, 1, {0}});
  uint32_t reader = engine.get<Flowing>(1);
  CHECK(engine.evict<Falling>(6));
  CHECK(!engine.evict<Flowing>(0));  // gone with it
  uint64_t before = engine.counters(engine.index<Flowing>()).run;
  CHECK(engine.get<Falling>(6) == Falling::fallback(6));
  engine.set<Cell>(9, {});
  CHECK(engine.get<Flowing>(1) == reader);
  CHECK(engine.counters(engine.index<Flowing>()).run == before + 1);
}

TEST_CASE("query: what a circle read outside now reads the circle") {
  for (bool is_opened : {false, true}) {
    Engine engine;
    engine.set<Cell>(0, {Op::Sum, 1, {6, 1}});
    engine.set<Cell>(1, {Op::Union, 1, {0}});
    engine.set<Cell>(6, {Op::Sum, 3, {}});
    engine.get<Flowing>(0);
    engine.set<Cell>(6, {Op::Sum, 3, {1}});
    if (is_opened) engine.set<Cell>(1, {Op::Union, 1, {}});
    engine.get<Flowing>(0);
    CHECK(engine.get<Falling>(6) == (is_opened ? 4 : Falling::fallback(6)));
    CHECK(engine.get<Flowing>(1) == (is_opened ? 1 : engine.get<Flowing>(0) | 1));
  }
}

// The old circle of 0 and 1 is taken for one while what it read is gone through, and from there 13 is read,
// which had asked for 1. But 1 has left the circle, so 13 stands in none.
TEST_CASE("query: a circle that may be none any more is no evidence of another") {
  Engine engine;
  engine.set<Cell>(0, {Op::Sum, 1, {2, 1}});
  engine.set<Cell>(1, {Op::Union, 1, {0}});
  engine.set<Cell>(2, {Op::Sum, 3, {}});
  engine.set<Cell>(13, {Op::Sum, 5, {1}});
  engine.get<Flowing>(0);
  engine.get<Falling>(13);
  engine.set<Cell>(1, {Op::Union, 1, {}});
  engine.set<Cell>(2, {Op::Sum, 3, {13}});
  CHECK(engine.get<Falling>(13) == 6);
  CHECK(engine.get<Flowing>(0) == 1 + 9 + 1);
}

// Reads an input that is not its own, and itself.
struct Looking {
  using Key = uint32_t;
  using Value = uint32_t;
  static constexpr const char* kName = "looking";
  static Value compute(Context& context, const Key& cell) {
    return context.get<Looking>(cell) | (context.input<Cell>(cell) == nullptr ? 1 : 2);
  }
  static Value initial(const Key&) { return 0; }
  static Value fallback(const Key&) { return 99; }
};

TEST_CASE("query: what a circle found absent stays watched when the engine collects") {
  Engine engine;
  CHECK(engine.get<Looking>(7) == 1);
  Ref absent = engine.ref<Cell>(7);
  engine.collect(engine.revision());
  CHECK(engine.ref<Cell>(7) == absent);
  engine.set<Cell>(7, {});
  CHECK(engine.get<Looking>(7) == 2);
}

TEST_CASE("query: forgetting one member makes the others compute") {
  Engine engine;
  engine.set<Cell>(6, {Op::Sum, 1, {0}});
  engine.set<Cell>(0, {Op::Sum, 1, {6}});
  uint32_t zero = engine.get<Flowing>(0);
  engine.forget<Falling>(6);
  CHECK(engine.get<Falling>(6) == Falling::fallback(6));
  CHECK(engine.get<Flowing>(0) == zero);
  engine.forget<Falling>(6);
  engine.forget<Flowing>(0);
  Memory groups = engine.group_memory();
  CHECK(groups.dependencies == 0);
}

}  // namespace
}  // namespace pellucid::query
