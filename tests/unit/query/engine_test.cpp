#include "query/engine.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sheet.h"

namespace pellucid::query {
namespace {

using sheet::Cell;
using sheet::Flowing;
using sheet::Formula;
using sheet::Op;

// What one call counted.
template <class Action>
Counters counted(Engine& engine, Action action) {
  Counters before = engine.total_counters();
  action();
  Counters after = engine.total_counters();
  after.run -= before.run;
  after.reused -= before.reused;
  after.cut_off -= before.cut_off;
  after.offered -= before.offered;
  after.abandoned -= before.abandoned;
  return after;
}

Formula number(uint32_t constant) { return {Op::Sum, constant, {}}; }
Formula plus(uint32_t constant, std::vector<uint32_t> operands) { return {Op::Sum, constant, operands}; }

TEST_CASE("query: a value is computed once, and again only when what it read has changed") {
  Engine engine;
  engine.set<Cell>(0, number(1));
  engine.set<Cell>(1, number(2));
  engine.set<Cell>(2, plus(10, {0}));
  engine.set<Cell>(3, plus(20, {1}));
  auto ask_both = [&] { return engine.get<Flowing>(2) * 100 + engine.get<Flowing>(3); };

  Counters first = counted(engine, [&] { CHECK(ask_both() == 1122); });
  CHECK(first.run == 4);
  CHECK(first.reused == 0);
  Counters again = counted(engine, [&] { CHECK(ask_both() == 1122); });
  CHECK(again.run == 0);
  CHECK(again.reused == 0);

  engine.set<Cell>(0, number(5));
  Counters edited = counted(engine, [&] { CHECK(ask_both() == 1522); });
  CHECK(edited.run == 2);
  CHECK(edited.reused == 2);  // 3, and 1 below it
  CHECK(edited.cut_off == 0);
}

TEST_CASE("query: an equal value stops the wave") {
  Engine engine;
  engine.set<Cell>(0, number(30));
  engine.set<Cell>(1, {Op::Min, 9, {0}});
  engine.set<Cell>(2, plus(1, {1}));
  engine.set<Cell>(3, plus(1, {2}));
  CHECK(engine.get<Flowing>(3) == 11);
  engine.set<Cell>(0, number(31));
  Counters edited = counted(engine, [&] { CHECK(engine.get<Flowing>(3) == 11); });
  CHECK(edited.run == 2);
  CHECK(edited.cut_off == 1);
  CHECK(edited.reused == 2);
  // What was cut off is not asked again about the change before.
  engine.set<Cell>(9, number(1));
  CHECK(counted(engine, [&] { engine.get<Flowing>(3); }).run == 0);
}

TEST_CASE("query: setting an equal value is no change") {
  Engine engine;
  engine.set<Cell>(0, number(1));
  engine.get<Flowing>(0);
  Revision before = engine.revision();
  engine.set<Cell>(0, number(1));
  engine.remove<Cell>(5);
  CHECK(engine.revision() == before);
  // Several changes without a question between them are one revision.
  engine.set<Cell>(0, number(2));
  engine.set<Cell>(1, number(2));
  CHECK(engine.revision() == before.next());
}

TEST_CASE("query: an edit of what lasts little does not verify what lasts long") {
  Engine engine;
  constexpr uint32_t kStubs = 50;
  for (uint32_t i = 0; i < kStubs; ++i)
    engine.set<Cell>(i, i == 0 ? number(1) : plus(0, {i - 1}), Durability::High);
  engine.set<Cell>(100, number(1));
  engine.set<Cell>(101, plus(0, {kStubs - 1, 100}));
  CHECK(engine.get<Flowing>(101) == 2);

  engine.set<Cell>(100, number(5));
  Counters low = counted(engine, [&] { CHECK(engine.get<Flowing>(101) == 6); });
  CHECK(low.run == 2);
  CHECK(low.reused == 1);  // the last stub, and nothing below it

  engine.set<Cell>(0, number(1 + sheet::kValues), Durability::High);
  Counters high = counted(engine, [&] { CHECK(engine.get<Flowing>(101) == 6); });
  CHECK(high.run == 1);
  CHECK(high.cut_off == 1);
  CHECK(high.reused == kStubs - 1 + 2);
}

TEST_CASE("query: an input that lasts less than before disturbs who took it for lasting") {
  Engine engine;
  engine.set<Cell>(0, number(1), Durability::High);
  engine.set<Cell>(1, plus(1, {0}), Durability::High);
  CHECK(engine.get<Flowing>(1) == 2);
  engine.set<Cell>(0, number(1), Durability::Low);
  CHECK(engine.get<Flowing>(1) == 2);
  engine.set<Cell>(0, number(2), Durability::Low);
  CHECK(engine.get<Flowing>(1) == 3);
}

TEST_CASE("query: a memo lasts as long as what it reads now, though none of that has another value") {
  Engine engine;
  engine.set<Cell>(0, number(4), Durability::High);
  engine.set<Cell>(1, number(4), Durability::Low);
  engine.set<Cell>(2, plus(0, {0}), Durability::High);
  engine.set<Cell>(3, plus(1, {2}), Durability::High);
  CHECK(engine.get<Flowing>(3) == 5);
  // The same sum from an input that is edited: 2 is cut off, and 3 does not run.
  engine.set<Cell>(2, plus(0, {1}), Durability::High);
  CHECK(counted(engine, [&] { CHECK(engine.get<Flowing>(3) == 5); }).run == 2);
  engine.set<Cell>(1, number(6), Durability::Low);
  CHECK(engine.get<Flowing>(3) == 7);
}

TEST_CASE("query: that an input is not there is a dependency") {
  Engine engine;
  engine.set<Cell>(1, plus(1, {0}));
  CHECK(engine.get<Flowing>(1) == sheet::kMissing + 1);
  engine.set<Cell>(0, number(20));
  CHECK(engine.get<Flowing>(1) == 21);
  CHECK(engine.input<Cell>(0) != nullptr);
  engine.remove<Cell>(0);
  CHECK(engine.input<Cell>(0) == nullptr);
  CHECK(engine.get<Flowing>(1) == sheet::kMissing + 1);
  engine.set<Cell>(0, number(30));
  CHECK(engine.get<Flowing>(1) == 31);
}

// A chain of cells, each of which reads the one before: 0 <- 1 <- 2 ...
void set_chain(Engine& engine, uint32_t length) {
  engine.set<Cell>(0, number(1));
  for (uint32_t i = 1; i < length; ++i) engine.set<Cell>(i, plus(0, {i - 1}));
}

struct Link {
  using Key = uint32_t;
  using Value = uint32_t;
  static constexpr const char* kName = "link";
  static Value compute(Context& context, const Key& cell) {
    const Formula* formula = context.input<Cell>(cell);
    return formula->constant + (formula->operands.empty() ? 0 : context.get<Link>(formula->operands[0]));
  }
};

TEST_CASE("query: a chain may be longer than the machine's stack, and runs at most twice") {
  constexpr uint32_t kLength = 20000;
  Engine engine;
  engine.set_depth_limit(50);
  set_chain(engine, kLength);
  Counters first = counted(engine, [&] { CHECK(engine.get<Link>(kLength - 1) == 1); });
  CHECK(first.run == kLength);
  CHECK(first.abandoned > 0);
  CHECK(first.abandoned <= kLength);
  CHECK(engine.deepest() == 50);

  engine.set<Cell>(0, number(2));
  Counters all = counted(engine, [&] { CHECK(engine.get<Link>(kLength - 1) == 2); });
  CHECK(all.run == kLength);
  CHECK(all.abandoned == 0);
  engine.set<Cell>(kLength, number(2));
  Counters none = counted(engine, [&] { CHECK(engine.get<Link>(kLength - 1) == 2); });
  CHECK(none.run == 0);
  CHECK(none.reused == kLength);
  CHECK(engine.deepest() == 50);
}

TEST_CASE("query: an evicted value comes back without disturbing who read it") {
  Engine engine;
  engine.set<Cell>(0, number(3));
  engine.set<Cell>(1, plus(1, {0}));
  CHECK(engine.get<Flowing>(1) == 4);
  CHECK(engine.evict<Flowing>(0));
  CHECK(!engine.evict<Flowing>(0));
  CHECK(!engine.evict<Flowing>(77));
  CHECK(counted(engine, [&] { engine.get<Flowing>(1); }).run == 0);

  // Not even its value is needed to know that nothing has changed.
  engine.set<Cell>(9, number(1));
  Counters verified = counted(engine, [&] { CHECK(engine.get<Flowing>(1) == 4); });
  CHECK(verified.run == 0);
  CHECK(verified.reused == 2);
  CHECK(counted(engine, [&] { CHECK(engine.get<Flowing>(0) == 3); }).run == 1);
  // Nor does it count as changed when it comes back first.
  engine.evict<Flowing>(0);
  engine.set<Cell>(9, number(2));
  CHECK(counted(engine, [&] { CHECK(engine.get<Flowing>(0) == 3); }).run == 1);
  CHECK(counted(engine, [&] { CHECK(engine.get<Flowing>(1) == 4); }).run == 0);
}

TEST_CASE("query: a key that is forgotten makes room, and what read it runs anew") {
  Engine engine;
  engine.set<Cell>(0, number(3));
  engine.set<Cell>(1, plus(1, {0}));
  CHECK(engine.get<Flowing>(1) == 4);
  Ref old = engine.ref<Flowing>(0);
  engine.forget<Flowing>(0);
  CHECK(engine.describe(old) == "flowing(?)");
  // Another key takes the slot.
  engine.set<Cell>(5, number(50));
  CHECK(engine.get<Flowing>(5) == 50);
  CHECK(engine.ref<Flowing>(5).slot() == old.slot());
  CHECK(engine.ref<Flowing>(5) != old);
  CHECK(counted(engine, [&] { CHECK(engine.get<Flowing>(1) == 4); }).run == 2);
}

TEST_CASE("query: collecting keeps what is in use") {
  Engine engine;
  for (uint32_t i = 0; i < 10; ++i) engine.set<Cell>(i, plus(1, {700 + 7 * i}));
  for (uint32_t i = 0; i < 10; ++i) engine.get<Flowing>(i);
  CHECK(engine.memory(engine.index<Flowing>()).keys == 20);
  CHECK(engine.memory(engine.index<Cell>()).keys == 20);

  engine.set<Cell>(50, number(0));
  for (uint32_t i = 0; i < 4; ++i) engine.get<Flowing>(i);
  engine.collect(engine.revision());
  CHECK(engine.memory(engine.index<Flowing>()).keys == 8);
  CHECK(engine.memory(engine.index<Cell>()).keys == 10 + 1 + 4);
  for (uint32_t i = 0; i < 10; ++i) CHECK(engine.get<Flowing>(i) == sheet::kMissing + 1);
}

TEST_CASE("query: a value that is handed in takes the place of one run") {
  Engine engine;
  engine.set<Cell>(0, number(3));
  engine.set<Cell>(1, plus(1, {0}));
  auto offer = [&](uint32_t value) {
    engine.offer<Flowing>(1, value, {engine.ref<Cell>(1), engine.ref<Flowing>(0)});
  };
  offer(33);  // not what would be computed, so as to tell them apart
  Counters first = counted(engine, [&] { CHECK(engine.get<Flowing>(1) == 33); });
  CHECK(first.offered == 1);
  CHECK(first.run == 2);
  CHECK(engine.dependencies(engine.ref<Flowing>(1)).size() == 2);
  // Its dependencies are watched as any.
  engine.set<Cell>(0, number(4));
  CHECK(engine.get<Flowing>(1) == 5);
  // An offer for inputs that have changed since is void.
  offer(44);
  engine.set<Cell>(0, number(5));
  CHECK(engine.get<Flowing>(1) == 6);
}

TEST_CASE("query: what is read twice is one dependency, in the order of the first reads") {
  Engine engine;
  engine.set<Cell>(0, number(1));
  engine.set<Cell>(1, number(1));
  engine.set<Cell>(2, plus(0, {1, 0, 1, 0, 1}));
  CHECK(engine.get<Flowing>(2) == 5);
  std::vector<Ref> expected = {engine.ref<Cell>(2), engine.ref<Flowing>(1), engine.ref<Flowing>(0)};
  CHECK(engine.dependencies(engine.ref<Flowing>(2)) == expected);
}

struct Words {
  using Key = std::string;
  using Value = std::vector<std::string>;
  static constexpr const char* kName = "words";
  static Value compute(Context& context, const Key& key) {
    ++context.host<int>();
    return Value(key.size(), key);
  }
};

TEST_CASE("query: keys and values of any type, their bytes, and what the owner attached") {
  Engine engine;
  int runs = 0;
  engine.attach(runs);
  const std::vector<std::string>& words = engine.get<Words>("ab");
  CHECK(words == std::vector<std::string>{"ab", "ab"});
  for (int i = 0; i < 1000; ++i) engine.get<Words>(std::to_string(i));
  CHECK(words.size() == 2);  // the reference is good as long as nothing changes
  CHECK(runs == 1001);
  CHECK(engine.describe(engine.ref<Words>("ab")) == "words(ab)");

  Memory before = engine.memory(engine.index<Words>());
  CHECK(before.keys == 1001);
  std::string long_key(1000, 'x');
  engine.get<Words>(long_key);
  Memory after = engine.memory(engine.index<Words>());
  CHECK(after.values - before.values > 1000 * 1000);
  engine.evict<Words>(long_key);
  CHECK(engine.memory(engine.index<Words>()).values < before.values + 100 * 100);
  CHECK(engine.total_memory().bytes() >= after.memos);
}

}  // namespace
}  // namespace pellucid::query
