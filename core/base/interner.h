#pragma once

// Strings numbered in the order in which they are first seen, from any thread. Numbers depend on that order, so
// nothing that is shown may depend on them: compare them for equality, and sort by text.
//
// A number finds its text without a lock, for whoever has the number was given it after the text was stored.
// A text finds its number under the lock of one of several tables; a new one is stored under one more.

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace pellucid::base {

template <class StringId>
class Interner {
 public:
  Interner() = default;
  Interner(const Interner&) = delete;

  // O(length).
  StringId intern(std::string_view text) {
    uint64_t hash = hash_of(text);
    Table& table = tables_[table_of(hash)];
    std::lock_guard lock(table.mutex);
    uint32_t at = table.place_of(hash, text, *this);
    if (table.slots[at] != kNoneValue) return StringId(table.slots[at]);
    uint32_t id = table.slots[at] = store(hash, text);
    if (++table.used * 2 > table.slots.size()) table.grow(*this);
    return StringId(id);
  }

  // The string's number if it has one.
  Optional<StringId> find(std::string_view text) const {
    uint64_t hash = hash_of(text);
    const Table& table = tables_[table_of(hash)];
    std::lock_guard lock(table.mutex);
    uint32_t id = table.slots[table.place_of(hash, text, *this)];
    return id == kNoneValue ? Optional<StringId>() : Optional<StringId>(StringId(id));
  }

  // Stays where it is for as long as the interner lives.
  std::string_view text(StringId id) const {
    PEL_DCHECK(id.value() < size());
    return entry(id.value()).text;
  }

  uint32_t size() const { return size_.load(std::memory_order_relaxed); }
  size_t memory_bytes() const {
    size_t bytes = 0;
    for (const Table& table : tables_) {
      std::lock_guard lock(table.mutex);
      bytes += table.slots.capacity() * sizeof(uint32_t);
    }
    std::lock_guard lock(store_mutex_);
    for (uint32_t i = 0; i < kShelves && shelves_[i]; ++i) bytes += (kFirstShelf << i) * sizeof(Entry);
    return bytes + block_bytes_;
  }

 private:
  struct Entry {
    uint64_t hash;
    std::string_view text;
  };
  // Texts by number, on shelves that never move, each with twice the room of the one before.
  static constexpr uint32_t kFirstShelf = 1024;
  static constexpr uint32_t kShelves = 22;
  static constexpr uint32_t kTables = 16;
  static constexpr uint32_t kFirstSlots = 64;
  static constexpr size_t kBlock = 16384;

  struct Table {
    mutable std::mutex mutex;
    std::vector<uint32_t> slots = std::vector<uint32_t>(kFirstSlots, kNoneValue);
    uint32_t used = 0;

    // Where the text's number stands, or where it would.
    uint32_t place_of(uint64_t hash, std::string_view text, const Interner& all) const {
      uint32_t at = slot_of(hash);
      while (slots[at] != kNoneValue) {
        const Entry& known = all.entry(slots[at]);
        if (known.hash == hash && known.text == text) break;
        at = next(at);
      }
      return at;
    }
    void grow(const Interner& all) {
      std::vector<uint32_t> old(slots.size() * 2, kNoneValue);
      old.swap(slots);
      for (uint32_t id : old) {
        if (id == kNoneValue) continue;
        uint32_t at = slot_of(all.entry(id).hash);
        while (slots[at] != kNoneValue) at = next(at);
        slots[at] = id;
      }
    }

   private:
    uint32_t slot_of(uint64_t hash) const {
      return static_cast<uint32_t>(hash >> 32) & static_cast<uint32_t>(slots.size() - 1);
    }
    uint32_t next(uint32_t slot) const { return (slot + 1) & static_cast<uint32_t>(slots.size() - 1); }
  };

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
  static uint32_t table_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 28) % kTables; }

  static uint32_t shelf_of(uint32_t id) {
    return static_cast<uint32_t>(std::bit_width(id / kFirstShelf + 1)) - 1;
  }
  static uint32_t first_of(uint32_t shelf) { return kFirstShelf * ((1u << shelf) - 1); }
  const Entry& entry(uint32_t id) const {
    uint32_t shelf = shelf_of(id);
    return shelves_[shelf].get()[id - first_of(shelf)];
  }

  // The text's new number.
  uint32_t store(uint64_t hash, std::string_view text) {
    std::lock_guard lock(store_mutex_);
    uint32_t id = size();
    uint32_t shelf = shelf_of(id);
    PEL_CHECK(shelf < kShelves, "too many names");
    if (!shelves_[shelf]) shelves_[shelf] = std::make_unique<Entry[]>(kFirstShelf << shelf);
    shelves_[shelf].get()[id - first_of(shelf)] = {hash, keep(text)};
    size_.store(id + 1, std::memory_order_relaxed);
    return id;
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

  std::array<Table, kTables> tables_;
  mutable std::mutex store_mutex_;  // taken while a table's is held, never the other way round
  std::array<std::unique_ptr<Entry[]>, kShelves> shelves_;
  std::atomic<uint32_t> size_ = 0;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  size_t room_ = 0;
  size_t block_bytes_ = 0;
};

}  // namespace pellucid::base
