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

namespace {

// Slots are four times the names at least, so that most look-ups end at their first.
constexpr uint32_t kSlotsPerName = 4;

}  // namespace

void NameTable::reset(std::string_view text, uint32_t expected) {
  text_ = text;
  spans_.clear();
  normalized_.clear();
  seed_ = 0;
  longest_run_ = 0;
  keys_.clear();
  keys_.reserve(expected + kFirstOwnName);
  for (std::string_view name : kFixedNames) {
    Key& key = keys_.emplace_back();
    load(name, key.low, key.high);
  }
  grow(std::bit_ceil(kSlotsPerName * (expected + kFirstOwnName)));
}

std::string_view NameTable::spelling_of(NameSpan span) const {
  if (span.length & NameSpan::kNormalized)
    return std::string_view(normalized_).substr(span.offset, span.length & ~NameSpan::kNormalized);
  return text_.substr(span.offset, span.length);
}

std::string_view NameTable::text_of(uint32_t index) const {
  return index < kFirstOwnName ? fixed_name(index) : spelling_of(spans_[index - kFirstOwnName]);
}

uint64_t NameTable::hash_long(std::string_view spelling) const {
  uint64_t hash = spelling.size() ^ seed_;
  for (size_t at = 0; at < spelling.size(); at += 16) {
    uint64_t low, high;
    load(spelling.substr(at), low, high);
    hash = std::rotl((hash ^ low) * 0x9E3779B97F4A7C15u, 29) ^ (high * 0xD6E8FEB86659FD93u);
  }
  return hash * 0x9E3779B97F4A7C15u;
}

uint32_t NameTable::find_long(std::string_view spelling, NameSpan span) {
  uint64_t hash = hash_long(spelling);
  for (uint32_t at = static_cast<uint32_t>(hash >> 32) & mask_;; at = (at + 1) & mask_) {
    uint32_t index = slots_[at];
    if (index == kEmpty) return insert(at, kLong, hash, span);
    const Key& key = keys_[index];
    if (key.low == kLong && key.high == hash && text_of(index) == spelling) return index;
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
  uint32_t home = (low == kLong ? static_cast<uint32_t>(high >> 32) : mix(low, high)) & mask_;
  longest_run_ = std::max(longest_run_, (slot - home) & mask_);
  keys_.push_back({low, high});
  spans_.push_back(span);
  slots_[slot] = index;
  auto slots = static_cast<uint32_t>(slots_.size());
  if (longest_run_ > kLongestRun) {
    // Too long for chance in a table so empty: the names were chosen to collide.
    seed_ = (seed_ + index) * 0xA0761D6478BD642Fu + 1;
    for (uint32_t i = 0; i < count(); ++i)
      if (keys_[i].low == kLong) keys_[i].high = hash_long(text_of(i));
    grow(slots);
  } else if (count() * (kSlotsPerName / 2) > slots) {
    grow(slots * 2);
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
  const Key& key = keys_[index];
  uint32_t at = (key.low == kLong ? static_cast<uint32_t>(key.high >> 32) : mix(key.low, key.high)) & mask_;
  while (slots_[at] != kEmpty) at = (at + 1) & mask_;
  slots_[at] = index;
}

}  // namespace pellucid::lex
