#include "query/event.h"

#include <doctest/doctest.h>

namespace pellucid::query {
namespace {

Event at(uint64_t time) {
  Event event{};
  event.time = time;
  return event;
}

TEST_CASE("query: a log keeps the last events, oldest first") {
  EventLog log(3);
  for (uint64_t i = 0; i < 2; ++i) log.on_event(at(i));
  CHECK(log.size() == 2);
  CHECK(log.dropped() == 0);
  for (uint64_t i = 2; i < 8; ++i) log.on_event(at(i));
  CHECK(log.size() == 3);
  CHECK(log.dropped() == 5);
  for (uint32_t i = 0; i < 3; ++i) CHECK(log[i].time == 5 + i);
  log.clear();
  CHECK(log.size() == 0);
  EventLog none(0);
  none.on_event(at(1));
  CHECK(none.size() == 0);
  CHECK(none.dropped() == 1);
}

}  // namespace
}  // namespace pellucid::query
