#include "query/engine.h"

namespace pellucid::query {

uint32_t next_type_number() {
  static std::atomic<uint32_t> next = 0;
  return next.fetch_add(1, std::memory_order_relaxed);
}

Counters& Counters::operator+=(const Counters& other) {
  run += other.run;
  reused += other.reused;
  cut_off += other.cut_off;
  cycle += other.cycle;
  offered += other.offered;
  abandoned += other.abandoned;
  evicted += other.evicted;
  return *this;
}

Memory& Memory::operator+=(const Memory& other) {
  keys += other.keys;
  memos += other.memos;
  dependencies += other.dependencies;
  values += other.values;
  return *this;
}

Counters Engine::total_counters() const {
  Counters total;
  for (uint32_t i = 0; i < query_count(); ++i) total += counters(QueryIndex(i));
  return total;
}

Memory Engine::total_memory() const {
  Memory total = group_memory();
  for (uint32_t i = 0; i < query_count(); ++i) total += memory(QueryIndex(i));
  return total;
}

std::string Engine::describe(Ref ref) const { return evaluator_.describe(ref); }

}  // namespace pellucid::query
