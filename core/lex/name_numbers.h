#pragma once

// The numbers that a text gave to its names (name_table.h), kept when its table of names is gone: so that a part
// of the text, lexed again alone, has the numbers of the whole. Spellings are not kept, for who asks has one.
//
//     x = f(y)        the first three names: x, f, y
//     def g(y): …     lexed alone: `g` is the fourth, `y` the third
//
// A name is found by 32 bits of its hash. No two names of the text that stand in one another's way have the same
// ones: where they would, another hash is taken. So an answer costs one look into memory, and no look at the
// text.

#include <cstdint>
#include <string_view>
#include <vector>

#include "lex/name_table.h"

namespace pellucid::lex {

class NameNumbers {
 public:
  NameNumbers() = default;
  // `spellings`: of the names from kFirstOwnName on, in order. O(bytes).
  explicit NameNumbers(const std::vector<std::string_view>& spellings);

  // The number of a name that stands in the text; of another word it may be any. None if the names cannot be
  // told apart, which takes somebody who means them to be. O(bytes of the name).
  base::Optional<NameIndex> find(std::string_view name) const;
  // Keywords and well-known names included.
  uint32_t count() const { return kFirstOwnName + own_; }

  size_t memory_bytes() const { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    uint32_t tag;
    uint32_t number;  // base::kNoneValue: free
  };
  struct Hash {
    uint32_t tag;
    uint32_t home;
  };

  Hash hash(std::string_view name) const;
  bool insert(std::string_view name, uint32_t number);
  uint32_t after(uint32_t at) const { return at + 1 == slots_.size() ? 0 : at + 1; }

  std::vector<Slot> slots_;
  uint64_t seed_ = 0;
  uint32_t own_ = 0;
};

}  // namespace pellucid::lex
