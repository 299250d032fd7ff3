#pragma once

// The slots of one query or input, as the evaluator sees them: memos by number, without the types of keys and
// values. table.h has those.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "query/declaration.h"
#include "query/memo.h"

namespace pellucid::query {

// How often, since the engine began.
struct Counters {
  uint64_t run = 0;      // finished computes, each round of a cycle counted
  uint64_t reused = 0;   // verified in a revision without a run
  uint64_t cut_off = 0;  // of those run: the value was equal to the old one
  uint64_t cycle = 0;    // solved as a member of a cycle
  uint64_t offered = 0;  // of those run: the value had been handed in
  uint64_t abandoned = 0;
  uint64_t evicted = 0;

  Counters& operator+=(const Counters& other);
};

// Bytes, with what is reserved and not used.
struct Memory {
  size_t keys = 0;
  size_t memos = 0;  // slots with keys and the hash table, without values
  size_t dependencies = 0;
  size_t values = 0;  // with what they own on the heap

  size_t bytes() const { return memos + dependencies + values; }
  Memory& operator+=(const Memory& other);
};

enum class RunResult : uint8_t { GivenUp, First, Equal, Different };

// The value of a member of a cycle in this round and the next.
class Provisional {
 public:
  virtual ~Provisional() = default;
  // Takes the next value; whether it differs.
  virtual bool advance() = 0;
  virtual void take_fallback() = 0;
};

class Storage {
 public:
  Storage(const char* name, CycleRule rule, uint32_t max_changes, bool is_input, uint32_t slot_bytes)
      : name_(name), rule_(rule), is_input_(is_input), max_changes_(max_changes), slot_bytes_(slot_bytes) {}
  Storage(const Storage&) = delete;
  virtual ~Storage() = default;

  const char* name() const { return name_; }
  // Its number in the engine.
  QueryIndex index() const { return index_; }
  void set_index(QueryIndex index) { index_ = index; }
  CycleRule rule() const { return rule_; }
  bool is_input() const { return is_input_; }
  uint32_t max_changes() const { return max_changes_; }
  // Slots ever made, free ones too.
  uint32_t size() const { return size_; }

  Memo& memo(uint32_t slot) {
    PEL_DCHECK(slot < size_, name_, " has no slot ", slot);
    return *reinterpret_cast<Memo*>(chunks_[slot / kChunk].get() +
                                    static_cast<size_t>(slot % kChunk) * slot_bytes_);
  }
  const Memo& memo(uint32_t slot) const { return const_cast<Storage*>(this)->memo(slot); }

  // Computes and stores, unless the run was given up. An old value stays if it is equal.
  virtual RunResult run(Context& context, uint32_t slot) = 0;
  virtual std::unique_ptr<Provisional> begin_member(uint32_t slot) = 0;
  // Computes the member's next value.
  virtual void run_member(Context& context, uint32_t slot, Provisional& value) = 0;
  virtual RunResult store_member(uint32_t slot, Provisional& value) = 0;

  virtual void free_value(uint32_t slot) = 0;
  // The slot may be given to another key.
  virtual void free_slot(uint32_t slot) = 0;
  virtual void drop_offers() = 0;
  virtual std::string describe(uint32_t slot) const = 0;
  // The number of what the key is part of; base::kNoneValue for nothing.
  virtual uint32_t whole(uint32_t slot) const = 0;
  virtual Memory memory() const = 0;

  Counters counters;

 protected:
  static constexpr uint32_t kChunk = 32;

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  uint32_t size_ = 0;

 private:
  const char* name_;
  QueryIndex index_{0};
  CycleRule rule_;
  bool is_input_;
  uint32_t max_changes_;
  uint32_t slot_bytes_;
};

}  // namespace pellucid::query
