#include "query/agenda.h"

#include <doctest/doctest.h>

#include "sheet.h"

namespace pellucid::query {
namespace {

using sheet::Cell;
using sheet::Flowing;
using sheet::Op;

// Every look at it is one tick.
class CountingClock final : public Clock {
 public:
  uint64_t now() override { return ++ticks_; }

 private:
  uint64_t ticks_ = 0;
};

void set_sums(Engine& engine, uint32_t cells) {
  for (uint32_t i = 0; i < cells; ++i) {
    engine.set<Cell>(2 * i, {Op::Sum, i, {}});
    engine.set<Cell>(2 * i + 1, {Op::Sum, 1, {2 * i}});
  }
}

TEST_CASE("query: a step begins no run beyond its budget, and the next goes on") {
  Engine engine;
  set_sums(engine, 10);
  Agenda agenda(engine);
  for (uint32_t i = 0; i < 10; ++i) agenda.add<Flowing>(2 * i + 1);
  uint32_t steps = 1;
  while (agenda.step({.runs = 3}) == Agenda::Progress::Interrupted) ++steps;
  CHECK(steps == 5);  // the second task has begun when the third run ends, and is finished
  CHECK(engine.total_counters().run == 20);
  CHECK(agenda.waiting() == 0);
  CHECK(agenda.step({.runs = 1}) == Agenda::Progress::Done);
}

TEST_CASE("query: work goes on under the smallest budget, also below one task") {
  Engine engine;
  std::vector<uint32_t> operands;
  for (uint32_t i = 1; i <= 30; ++i) {
    engine.set<Cell>(i * 7, {Op::Sum, 1, {}});
    operands.push_back(i * 7);
  }
  engine.set<Cell>(0, {Op::Sum, 0, operands});
  Agenda agenda(engine);
  agenda.add<Flowing>(0);
  uint32_t steps = 1;
  while (agenda.step({.runs = 1}) == Agenda::Progress::Interrupted) ++steps;
  CHECK(steps == 30);  // the sum itself needs no run beyond the last operand's
  CHECK(engine.total_counters().run == 31);
  CHECK(engine.get<Flowing>(0) == 30);
}

TEST_CASE("query: a deadline ends a step") {
  Engine engine;
  CountingClock clock;
  engine.set_clock(&clock);
  set_sums(engine, 50);
  Agenda agenda(engine);
  for (uint32_t i = 0; i < 50; ++i) agenda.add<Flowing>(2 * i + 1);
  CHECK(agenda.step({.deadline = clock.now() + 20}) == Agenda::Progress::Interrupted);
  uint64_t runs = engine.total_counters().run;
  CHECK(runs > 0);
  CHECK(runs < 30);
  // One that is past already does not keep a step from getting on.
  CHECK(agenda.step({.deadline = 1}) == Agenda::Progress::Interrupted);
  CHECK(engine.total_counters().run > runs);
  CHECK(agenda.step({}) == Agenda::Progress::Done);
  CHECK(engine.total_counters().run == 100);
}

TEST_CASE("query: edits between steps are taken, and first things come first") {
  Engine engine;
  set_sums(engine, 10);
  Agenda agenda(engine);
  for (uint32_t i = 0; i < 10; ++i) agenda.add<Flowing>(2 * i + 1);
  CHECK(agenda.step({.runs = 4}) == Agenda::Progress::Interrupted);
  engine.set<Cell>(18, {Op::Sum, 30, {}});
  agenda.add_first<Flowing>(19);
  CHECK(agenda.step({.runs = 2}) == Agenda::Progress::Interrupted);
  uint64_t before = engine.total_counters().run;
  CHECK(engine.get<Flowing>(19) == 31);
  CHECK(engine.total_counters().run == before);
  CHECK(agenda.step({}) == Agenda::Progress::Done);
  CHECK(engine.total_counters().run == 20);
}

TEST_CASE("query: a task whose key is gone is done") {
  Engine engine;
  set_sums(engine, 2);
  Agenda agenda(engine);
  agenda.add<Flowing>(1);
  engine.forget<Flowing>(1);
  CHECK(agenda.step({}) == Agenda::Progress::Done);
  CHECK(engine.total_counters().run == 0);
}

struct Host {
  Engine* engine;
  uint32_t polls = 0;
  bool stops = true;
};

// Runs long, and looks up every now and then.
struct Long {
  using Key = uint32_t;
  using Value = uint32_t;
  static constexpr const char* kName = "long";
  static Value compute(Context& context, const Key& key) {
    Host& host = context.host<Host>();
    for (uint32_t i = 0; i < 1000; ++i) {
      ++host.polls;
      if (host.stops && i == 10) host.engine->request_stop();
      if (context.should_stop()) return 12345;
    }
    return key;
  }
};

TEST_CASE("query: a long run is stopped when asked to, its value is not used, and it can be taken up again") {
  Engine engine;
  Host host{&engine};
  engine.attach(host);
  Agenda agenda(engine);
  agenda.add<Long>(7);
  CHECK(agenda.step({}) == Agenda::Progress::Interrupted);
  CHECK(host.polls == 11);
  CHECK(agenda.waiting() == 1);
  CHECK(engine.total_counters().run == 0);
  CHECK(engine.total_counters().abandoned == 1);
  host.stops = false;
  CHECK(agenda.step({}) == Agenda::Progress::Done);
  CHECK(engine.get<Long>(7) == 7);
  // Who asks without a budget gets an answer.
  host.stops = true;
  CHECK(engine.get<Long>(8) == 8);
}

}  // namespace
}  // namespace pellucid::query
