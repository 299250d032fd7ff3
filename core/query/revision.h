#pragma once

// Time as the engine counts it, how lasting an input is, and the eight bytes that name one key of one query.

#include <cstdint>

#include "base/check.h"
#include "base/id.h"

namespace pellucid::query {

struct RevisionTag;
// A state of all inputs together; the first is 1. A new one begins with the first change after something was
// asked for, so inputs that are set one after the other belong to one revision.
using Revision = base::Index<RevisionTag>;
inline constexpr Revision kNever{0};

// How seldom an input is expected to change. A memo is as lasting as the least lasting thing it read; an edit
// of a `Low` input lets every `High` memo pass without a look at its dependencies.
enum class Durability : uint8_t {
  Low,     // files that are being edited
  Medium,  // configuration
  High,    // stubs that come with the checker
};
inline constexpr uint32_t kDurabilities = 3;

struct QueryTag;
// Which query or input of an engine, numbered in the order of first use; at most 255 in one engine.
using QueryIndex = base::Index<QueryTag>;

// One key of one query or input: the record that stands in a memo's list of dependencies. A slot that is
// given to another key changes its generation, so that a Ref from before is recognised as gone.
class Ref {
 public:
  static constexpr uint32_t kLastGeneration = (1u << 24) - 1;

  // None.
  constexpr Ref() = default;
  constexpr Ref(QueryIndex query, uint32_t slot, uint32_t generation)
      : slot_(slot), bits_(query.value() << 24 | generation) {}

  constexpr bool has_value() const { return slot_ != base::kNoneValue; }
  constexpr QueryIndex query() const { return QueryIndex(bits_ >> 24); }
  constexpr uint32_t slot() const { return slot_; }
  constexpr uint32_t generation() const { return bits_ & kLastGeneration; }
  // Equal for equal keys and for no others.
  constexpr uint64_t value() const { return static_cast<uint64_t>(bits_) << 32 | slot_; }
  friend constexpr bool operator==(Ref, Ref) = default;

 private:
  uint32_t slot_ = base::kNoneValue;
  uint32_t bits_ = base::kNoneValue;
};
static_assert(sizeof(Ref) == 8);

}  // namespace pellucid::query
