#pragma once

// What the engine remembers of one key, beside its value: 32 bytes, and 8 more for each dependency after the
// first. Inputs have the same record and no dependencies.

#include <cstdint>
#include <span>

#include "query/revision.h"

namespace pellucid::query {

enum class Activity : uint32_t {
  Idle,
  InProgress,  // on the stack of what is being computed or verified: `place` is its frame
  Member,      // of a cycle that is being solved: `place` is its number among the members
};

struct Memo {
  Memo() : generation(0), durability_bits(0), activity_bits(0), has_value(0), grouped(0), live(0) {}
  Memo(const Memo&) = delete;
  ~Memo() { drop_dependencies(); }

  // kNever if no value was ever known. An input is always as of now.
  Revision verified_at = kNever;
  Revision changed_at = kNever;
  // The number of the run that noted a read of this last; it need not note it twice.
  uint32_t reader = 0;
  uint32_t place = 0;
  uint32_t generation : 24;
  uint32_t durability_bits : 2;
  uint32_t activity_bits : 2;
  uint32_t has_value : 1;  // false once evicted; of an input: whether it is there
  uint32_t grouped : 1;    // computed in a cycle: the group has the dependencies
  uint32_t live : 1;       // false while no key has the slot

  Durability durability() const { return static_cast<Durability>(durability_bits); }
  void set_durability(Durability durability) { durability_bits = static_cast<uint32_t>(durability) & 3; }
  Activity activity() const { return static_cast<Activity>(activity_bits); }
  void set_activity(Activity activity) { activity_bits = static_cast<uint32_t>(activity) & 3; }

  // In the order in which they were read first. Empty if grouped.
  std::span<const Ref> dependencies() const { return {count_ == 1 ? &held_.one : held_.many, count_}; }
  void set_dependencies(std::span<const Ref> reads);
  uint32_t group() const { return held_.group; }
  // Heap bytes.
  size_t dependency_bytes() const { return count_ > 1 ? count_ * sizeof(Ref) : 0; }

  void join_group(uint32_t group);
  // Also forgets the group, whose count is the evaluator's to keep.
  void drop_dependencies();

 private:
  uint32_t count_ = 0;
  union Held {
    Held() : many(nullptr) {}
    Ref one;
    Ref* many;
    uint32_t group;
  };
  Held held_;
};
static_assert(sizeof(Memo) == 32);

}  // namespace pellucid::query
