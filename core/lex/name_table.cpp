#include "lex/name_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"

namespace pellucid::lex {

namespace {

constexpr std::string_view kFixedNames[] = {
#define PEL_TOKEN(name, text)
#define PEL_OPERATOR(name, text)
#define PEL_KEYWORD(name, text) text,
#include "lex/token_kind.def"
#undef PEL_TOKEN
#undef PEL_OPERATOR
#undef PEL_KEYWORD
#define PEL_WELL_KNOWN(name, text) text,
#include "lex/well_known_name.def"
#undef PEL_WELL_KNOWN
};
static_assert(std::size(kFixedNames) == kFirstOwnName);

// A run of full slots longer than this means names chosen to collide: the table takes another seed.
constexpr uint32_t kLongestRun = 64;

void load(std::string_view spelling, uint64_t& low, uint64_t& high) {
  char bytes[16] = {};
  std::memcpy(bytes, spelling.data(), std::min<size_t>(spelling.size(), 16));
  std::memcpy(&low, bytes, 8);
  std::memcpy(&high, bytes + 8, 8);
}

}  // namespace

std::string_view fixed_name(uint32_t index) { return kFixedNames[index]; }

NameTable::NameTable() { reset({}, 0); }

void NameTable::reset(std::string_view text, uint32_t expected) {
  text_ = text;
  entries_.clear();
  spans_.clear();
  normalized_.clear();
  seed_ = 0;
  uint32_t slots = std::bit_ceil(std::max(256u, 2 * (expected + kFirstOwnName)));
  slots_.assign(slots, kEmpty);
  mask_ = slots - 1;
  for (std::string_view name : kFixedNames) {
    Entry entry = {0, 0, true};
    load(name, entry.low, entry.high);
    entries_.push_back(entry);
    place(count() - 1);
  }
}

std::string_view NameTable::spelling_of(NameSpan span) const {
  if (span.length & NameSpan::kNormalized)
    return std::string_view(normalized_).substr(span.offset, span.length & ~NameSpan::kNormalized);
  return text_.substr(span.offset, span.length);
}

std::string_view NameTable::text_of(uint32_t index) const {
  return index < kFirstOwnName ? fixed_name(index) : spelling_of(spans_[index - kFirstOwnName]);
}

uint32_t NameTable::mix_long(std::string_view spelling) const {
  uint64_t hash = spelling.size();
  for (size_t at = 0; at < spelling.size(); at += 16) {
    uint64_t low, high;
    load(spelling.substr(at), low, high);
    hash = (static_cast<uint64_t>(mix(low ^ hash, high)) << 32 | mix(high + at, low ^ (hash >> 7))) ^
           (hash * 31);
  }
  return mix(hash, 0);
}

uint32_t NameTable::find_long(std::string_view spelling, NameSpan span) {
  uint64_t low, high;
  load(spelling, low, high);
  for (uint32_t at = mix_long(spelling) & mask_;; at = (at + 1) & mask_) {
    uint32_t index = slots_[at];
    if (index == kEmpty) {
      uint32_t inserted = insert(at, low, high, span);
      entries_[inserted].is_short = false;
      return inserted;
    }
    const Entry& entry = entries_[index];
    if (!entry.is_short && entry.low == low && entry.high == high && text_of(index) == spelling) return index;
  }
}

uint32_t NameTable::intern_slice(uint32_t offset, uint32_t length) {
  std::string_view spelling = text_.substr(offset, length);
  if (length > 16) return find_long(spelling, {offset, length});
  uint64_t low, high;
  load(spelling, low, high);
  return intern_short(low, high, offset, length);
}

uint32_t NameTable::intern_spelling(std::string_view spelling) {
  uint32_t before = count();
  auto offset = static_cast<uint32_t>(normalized_.size());
  auto length = static_cast<uint32_t>(spelling.size());
  normalized_.append(spelling);
  NameSpan span = {offset, length | NameSpan::kNormalized};
  uint32_t index;
  if (length > 16) {
    index = find_long(spelling, span);
  } else {
    uint64_t low, high;
    load(spelling, low, high);
    index = intern_short(low, high, span.offset, span.length);
  }
  if (index != before) normalized_.resize(offset);  // it was known already
  return index;
}

uint32_t NameTable::insert(uint32_t slot, uint64_t low, uint64_t high, NameSpan span) {
  uint32_t index = count();
  bool is_short = (span.length & ~NameSpan::kNormalized) <= 16;
  uint32_t home = (is_short ? mix(low, high) : mix_long(spelling_of(span))) & mask_;
  longest_run_ = std::max(longest_run_, (slot - home) & mask_);
  entries_.push_back({low, high, is_short});
  spans_.push_back(span);
  slots_[slot] = index;
  if (longest_run_ > kLongestRun && count() * 4 < slots_.size() * 3) {
    seed_ = (seed_ + index) * 0xA0761D6478BD642Fu + 1;
    grow(static_cast<uint32_t>(slots_.size()));
  } else if (count() * 2 > slots_.size()) {
    grow(static_cast<uint32_t>(slots_.size()) * 2);
  }
  return index;
}

void NameTable::grow(uint32_t slots) {
  slots_.assign(slots, kEmpty);
  mask_ = slots - 1;
  longest_run_ = 0;
  for (uint32_t index = 0; index < count(); ++index) place(index);
}

void NameTable::place(uint32_t index) {
  const Entry& entry = entries_[index];
  uint32_t at = (entry.is_short ? mix(entry.low, entry.high) : mix_long(text_of(index))) & mask_;
  while (slots_[at] != kEmpty) at = (at + 1) & mask_;
  slots_[at] = index;
}

}  // namespace pellucid::lex
