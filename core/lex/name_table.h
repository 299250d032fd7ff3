#pragma once

// The identifiers of one text, numbered in the order of their first appearance. Every table begins with the
// keywords and the well-known names, so one look-up per word tells a keyword from a name, and the parser
// knows `match` by its number. The same text gives the same numbers, whatever was lexed before.
//
// Names are compared by their first sixteen bytes, held in two words; only longer ones look at the text
// again.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "lex/token.h"

namespace pellucid::lex {

struct NameTag;
using NameIndex = base::Index<NameTag>;

enum class WellKnown : uint32_t {
  BeforeFirst = kKeywordCount - 1,
#define PEL_WELL_KNOWN(name, text) name,
#include "lex/well_known_name.def"
#undef PEL_WELL_KNOWN
  Count,
};

// The first number that the text itself gives out.
inline constexpr uint32_t kFirstOwnName = static_cast<uint32_t>(WellKnown::Count);

// Spelling of a keyword or well-known name; `index < kFirstOwnName`.
std::string_view fixed_name(uint32_t index);

// Where a name of the text is spelled: a slice of the text, or of the normalised spellings that the table
// keeps for identifiers that are not in normal form (PEP 3131).
struct NameSpan {
  uint32_t offset;
  uint32_t length;  // bytes; the top bit says that `offset` is into the normalised spellings

  static constexpr uint32_t kNormalized = 0x80000000u;
};

class NameTable {
 public:
  NameTable();

  // Forgets the names of the last text. `text` must outlive the table's use; `expected` sizes it.
  void reset(std::string_view text, uint32_t expected);

  // The number of a word of at most 16 bytes, given as its bytes, zero-filled.
  uint32_t intern_short(uint64_t low, uint64_t high, uint32_t offset, uint32_t length) {
    uint32_t hash = mix(low, high);
    for (uint32_t at = hash & mask_;; at = (at + 1) & mask_) {
      uint32_t index = slots_[at];
      if (index == kEmpty) return insert(at, low, high, {offset, length});
      const Key& key = keys_[index];
      if (key.low == low && key.high == high) return index;
    }
  }

  // Any identifier of the text by its place.
  uint32_t intern_slice(uint32_t offset, uint32_t length);
  // A spelling that is not in the text.
  uint32_t intern_spelling(std::string_view spelling);

  uint32_t count() const { return static_cast<uint32_t>(keys_.size()); }
  std::string_view text_of(uint32_t index) const;

  // How far from its home the worst placed name stands since the table was last rebuilt: what finding one
  // costs.
  uint32_t longest_run() const { return longest_run_; }

  // The text's own names, from kFirstOwnName on.
  const std::vector<NameSpan>& spans() const { return spans_; }
  const std::string& normalized() const { return normalized_; }

 private:
  static constexpr uint32_t kEmpty = 0xFFFFFFFFu;

  // A short name's bytes. A long name's are kLong, which no identifier holds, and its hash.
  struct Key {
    uint64_t low;
    uint64_t high;
  };
  static constexpr uint64_t kLong = ~uint64_t{0};

  uint32_t mix(uint64_t low, uint64_t high) const {
    uint64_t h = low ^ (high * 0xD6E8FEB86659FD93u) ^ seed_;
    // A product's bit depends on no higher bit of its factor: without this the last bytes of `Record1001` and
    // `Record1002` would not reach the slot's number.
    h ^= h >> 32;
    return static_cast<uint32_t>((h * 0x9E3779B97F4A7C15u) >> 32);
  }
  uint64_t hash_long(std::string_view spelling) const;
  uint32_t find_long(std::string_view spelling, NameSpan span);
  uint32_t insert(uint32_t slot, uint64_t low, uint64_t high, NameSpan span);
  void grow(uint32_t slots);
  void place(uint32_t index);
  std::string_view spelling_of(NameSpan span) const;

  std::string_view text_;
  std::vector<uint32_t> slots_;
  uint32_t mask_ = 0;
  uint64_t seed_ = 0;
  uint32_t longest_run_ = 0;
  std::vector<Key> keys_;
  std::vector<NameSpan> spans_;
  std::string normalized_;
};

}  // namespace pellucid::lex
