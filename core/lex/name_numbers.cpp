#include "lex/name_numbers.h"

#include "base/fingerprint.h"

namespace pellucid::lex {

namespace {

// Of the slots three in four are taken.
uint32_t slots_for(uint32_t names) { return names + names / 3 + 1; }

constexpr uint32_t kMostSeeds = 8;

}  // namespace

NameNumbers::NameNumbers(const std::vector<std::string_view>& spellings)
    : own_(static_cast<uint32_t>(spellings.size())) {
  for (uint32_t tried = 0; tried < kMostSeeds; ++tried) {
    slots_.assign(slots_for(own_), {0, base::kNoneValue});
    bool apart = true;
    for (uint32_t i = 0; i < own_ && apart; ++i) apart = insert(spellings[i], kFirstOwnName + i);
    if (apart) return;
    seed_ += 0xA0761D6478BD642Fu;
  }
  slots_ = {};
}

NameNumbers::Hash NameNumbers::hash(std::string_view name) const {
  base::Fingerprint print = base::fingerprint(name);
  uint64_t h = (print.low ^ seed_) * 0x9E3779B97F4A7C15u;
  h = (h ^ h >> 32 ^ print.high) * 0xD6E8FEB86659FD93u;
  h ^= h >> 32;
  auto tag = static_cast<uint32_t>(h);
  h *= 0x9E3779B97F4A7C15u;
  return {tag, static_cast<uint32_t>((h >> 32) * slots_.size() >> 32)};
}

// False if a look for this name would end at another one's slot.
bool NameNumbers::insert(std::string_view name, uint32_t number) {
  Hash its = hash(name);
  uint32_t at = its.home;
  for (; slots_[at].number != base::kNoneValue; at = after(at))
    if (slots_[at].tag == its.tag) return false;
  slots_[at] = {its.tag, number};
  return true;
}

base::Optional<NameIndex> NameNumbers::find(std::string_view name) const {
  if (slots_.empty()) return {};
  Hash its = hash(name);
  for (uint32_t at = its.home; slots_[at].number != base::kNoneValue; at = after(at))
    if (slots_[at].tag == its.tag) return NameIndex(slots_[at].number);
  return {};
}

}  // namespace pellucid::lex
