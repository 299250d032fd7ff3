#pragma once

// Strings numbered in the order in which they are first seen. Numbers depend on that order, so nothing that
// is shown may depend on them: compare them for equality, and sort by text.

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace pellucid::base {

template <class StringId>
class Interner {
 public:
  Interner() { slots_.resize(kFirstSlots, kNoneValue); }
  Interner(const Interner&) = delete;

  // O(length).
  StringId intern(std::string_view text) {
    uint64_t hash = hash_of(text);
    for (uint32_t at = slot_of(hash);; at = next(at)) {
      if (slots_[at] == kNoneValue) return insert(at, hash, text);
      const Entry& entry = entries_[slots_[at]];
      if (entry.hash == hash && entry.text == text) return StringId(slots_[at]);
    }
  }

  // The string's number if it has one.
  Optional<StringId> find(std::string_view text) const {
    uint64_t hash = hash_of(text);
    for (uint32_t at = slot_of(hash); slots_[at] != kNoneValue; at = next(at)) {
      const Entry& entry = entries_[slots_[at]];
      if (entry.hash == hash && entry.text == text) return StringId(slots_[at]);
    }
    return {};
  }

  // Stays where it is for as long as the interner lives.
  std::string_view text(StringId id) const {
    PEL_DCHECK(id.value() < entries_.size());
    return entries_[id.value()].text;
  }

  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  size_t memory_bytes() const {
    return slots_.capacity() * sizeof(uint32_t) + entries_.capacity() * sizeof(Entry) + block_bytes_;
  }

 private:
  struct Entry {
    uint64_t hash;
    std::string_view text;
  };
  static constexpr uint32_t kFirstSlots = 1024;
  static constexpr size_t kBlock = 16384;

  static uint64_t hash_of(std::string_view text) {
    uint64_t hash = text.size() * 0x9E3779B97F4A7C15u;
    size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
      uint64_t word;
      std::memcpy(&word, text.data() + at, 8);
      hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
      hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    if (at < text.size()) std::memcpy(&rest, text.data() + at, text.size() - at);
    hash = (hash ^ rest) * 0xD6E8FEB86659FD93u;
    return hash ^ (hash >> 29);
  }
  uint32_t slot_of(uint64_t hash) const {
    return static_cast<uint32_t>(hash >> 32) & static_cast<uint32_t>(slots_.size() - 1);
  }
  uint32_t next(uint32_t slot) const { return (slot + 1) & static_cast<uint32_t>(slots_.size() - 1); }

  StringId insert(uint32_t slot, uint64_t hash, std::string_view text) {
    auto id = static_cast<uint32_t>(entries_.size());
    entries_.push_back({hash, keep(text)});
    slots_[slot] = id;
    if (entries_.size() * 2 > slots_.size()) grow();
    return StringId(id);
  }
  void grow() {
    slots_.assign(slots_.size() * 2, kNoneValue);
    for (uint32_t id = 0; id < entries_.size(); ++id) {
      uint32_t at = slot_of(entries_[id].hash);
      while (slots_[at] != kNoneValue) at = next(at);
      slots_[at] = id;
    }
  }
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (room_ < text.size()) {
      size_t bytes = text.size() > kBlock ? text.size() : kBlock;
      blocks_.emplace_back(new char[bytes]);
      free_ = blocks_.back().get();
      room_ = bytes;
      block_bytes_ += bytes;
    }
    std::memcpy(free_, text.data(), text.size());
    std::string_view kept(free_, text.size());
    free_ += text.size();
    room_ -= text.size();
    return kept;
  }

  std::vector<uint32_t> slots_;
  std::vector<Entry> entries_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  size_t room_ = 0;
  size_t block_bytes_ = 0;
};

}  // namespace pellucid::base
