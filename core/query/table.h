#pragma once

// The slots of one query or input with the types of its keys and values: a hash table from keys to slots, and
// slots that stay where they are.

#include <bit>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "query/evaluator.h"

namespace pellucid::query {

// One number per declaring type, in the process.
uint32_t next_type_number();
template <Declared Q>
uint32_t type_number() {
  static const uint32_t number = next_type_number();
  return number;
}

namespace internal {

template <class T>
struct Slot {
  Slot() {}   // NOLINT: key and value begin when a key takes the slot
  ~Slot() {}  // NOLINT
  Memo memo;
  union {
    typename T::Key key;
  };
  union {
    typename T::Value value;
  };
};

}  // namespace internal

template <Declared Q>
class Table : public Storage {
 public:
  using Key = typename Q::Key;
  using Value = typename Q::Value;

  Table(CycleRule rule, uint32_t max_changes, bool is_input)
      : Storage(Q::kName, rule, max_changes, is_input, sizeof(Slot)) {}
  ~Table() override {
    for (uint32_t i = 0; i < size_; ++i) {
      if (slot(i).memo.live) destroy(slot(i));
      slot(i).memo.~Memo();
    }
  }

  // The key's slot, made if it has none.
  uint32_t intern(const Key& key) {
    if ((used_ + 1) * 4 > hashes_.size() * 3) grow();
    uint32_t at = place_of(key);
    if (hashes_[at] != kEmpty) return hashes_[at];
    uint32_t index = new_slot();
    Slot& made = slot(index);
    ::new (static_cast<void*>(&made.key)) Key(key);
    ::new (static_cast<void*>(&made.value)) Value();
    made.memo.live = 1;
    begin_slot(index);
    hashes_[at] = index;
    ++used_;
    return index;
  }

  // The key's slot, or kNoneValue.
  uint32_t find(const Key& key) const { return used_ == 0 ? kEmpty : hashes_[place_of(key)]; }

  const Key& key(uint32_t index) const { return slot(index).key; }
  Value& value(uint32_t index) { return slot(index).value; }
  const Value& value(uint32_t index) const { return slot(index).value; }

  Ref ref(uint32_t index) const { return Ref(this->index(), index, slot(index).memo.generation); }

  void free_value(uint32_t index) override {
    value(index) = Value();
    memo(index).has_value = 0;
  }

  void free_slot(uint32_t index) override {
    Slot& freed = slot(index);
    erase(freed.key);
    destroy(freed);
    Memo& old = freed.memo;
    old.drop_dependencies();
    old.verified_at = old.changed_at = kNever;
    old.reader = 0;
    old.has_value = old.live = 0;
    // A slot that has had all generations is never used again.
    bool is_spent = old.generation == Ref::kLastGeneration;
    if (!is_spent) old.generation = (old.generation + 1) & Ref::kLastGeneration;
    if (!is_spent) free_.push_back(index);
  }

  std::string describe(uint32_t index) const override { return internal::describe<Q>(key(index)); }
  uint32_t whole(uint32_t index) const override { return internal::whole_of(key(index)); }

  Memory memory() const override {
    Memory total;
    total.keys = used_;
    total.memos = chunks_.size() * kChunk * (sizeof(Slot) - sizeof(Value)) +
                  hashes_.capacity() * sizeof(uint32_t) + free_.capacity() * sizeof(uint32_t);
    total.values = chunks_.size() * kChunk * sizeof(Value);
    for (uint32_t i = 0; i < size_; ++i) {
      if (!slot(i).memo.live) continue;
      total.dependencies += slot(i).memo.dependency_bytes();
      total.memos += internal::heap_bytes(slot(i).key);
      total.values += internal::heap_bytes(slot(i).value);
    }
    return total;
  }

  // Of an absent input that is asked for the first time.
  virtual void begin_slot(uint32_t) {}

  // Inputs are never computed.
  RunResult run(Context&, uint32_t) override { return RunResult::GivenUp; }
  std::unique_ptr<Provisional> begin_member(uint32_t) override { return nullptr; }
  void run_member(Context&, uint32_t, Provisional&) override {}
  RunResult store_member(uint32_t, Provisional&) override { return RunResult::GivenUp; }
  void drop_offers() override {}

 protected:
  RunResult store(uint32_t index, Value&& found) {
    Slot& stored = slot(index);
    bool is_first = !stored.memo.has_value;
    if (!is_first && stored.value == found) return RunResult::Equal;
    stored.value = std::move(found);
    stored.memo.has_value = 1;
    return is_first ? RunResult::First : RunResult::Different;
  }

 private:
  using Slot = internal::Slot<Q>;
  static constexpr uint32_t kEmpty = base::kNoneValue;
  static_assert(alignof(Slot) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);

  Slot& slot(uint32_t index) { return reinterpret_cast<Slot&>(memo(index)); }
  const Slot& slot(uint32_t index) const { return reinterpret_cast<const Slot&>(memo(index)); }

  static void destroy(Slot& slot) {
    slot.key.~Key();
    slot.value.~Value();
  }

  // std::hash of an integer is often the integer: mix, and take the upper bits.
  uint32_t home_of(const Key& key) const {
    uint64_t hash = static_cast<uint64_t>(std::hash<Key>{}(key)) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9u;
    return static_cast<uint32_t>(hash >> 32) & static_cast<uint32_t>(hashes_.size() - 1);
  }

  uint32_t next_place(uint32_t at) const { return (at + 1) & static_cast<uint32_t>(hashes_.size() - 1); }

  // Where the key stands, or the empty place where it would.
  uint32_t place_of(const Key& key) const {
    uint32_t at = home_of(key);
    while (hashes_[at] != kEmpty && !(slot(hashes_[at]).key == key)) at = next_place(at);
    return at;
  }

  void grow() {
    std::vector<uint32_t> old(hashes_.empty() ? 8 : hashes_.size() * 2, kEmpty);
    old.swap(hashes_);
    for (uint32_t index : old)
      if (index != kEmpty) hashes_[place_of(slot(index).key)] = index;
  }

  // Moves later entries of the same run up, so that no place is lost.
  void erase(const Key& key) {
    uint32_t hole = place_of(key);
    uint32_t mask = static_cast<uint32_t>(hashes_.size() - 1);
    for (uint32_t at = next_place(hole); hashes_[at] != kEmpty; at = next_place(at)) {
      uint32_t home = home_of(slot(hashes_[at]).key);
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        hashes_[hole] = hashes_[at];
        hole = at;
      }
    }
    hashes_[hole] = kEmpty;
    --used_;
  }

  uint32_t new_slot() {
    if (!free_.empty()) {
      uint32_t index = free_.back();
      free_.pop_back();
      return index;
    }
    if (size_ == chunks_.size() * kChunk) {
      chunks_.push_back(std::make_unique<std::byte[]>(kChunk * sizeof(Slot)));
    }
    ++size_;
    ::new (static_cast<void*>(&memo(size_ - 1))) Slot();
    return size_ - 1;
  }

  std::vector<uint32_t> hashes_;  // open addressing: slots or kEmpty
  std::vector<uint32_t> free_;
  uint32_t used_ = 0;
};

template <InputQuery Q>
class InputTable final : public Table<Q> {
 public:
  InputTable() : Table<Q>(CycleRule::Forbidden, 0, true) {}

  // Absent since ever. Who asked for it while its key was forgotten runs anew for that reason.
  void begin_slot(uint32_t slot) override {
    Memo& memo = this->memo(slot);
    memo.set_durability(internal::absent_durability<Q>(this->key(slot)));
  }
};

template <DerivedQuery Q>
class DerivedTable final : public Table<Q> {
 public:
  using Key = typename Q::Key;
  using Value = typename Q::Value;

  explicit DerivedTable(Evaluator& evaluator)
      : Table<Q>(internal::cycle_rule<Q>(), internal::max_changes<Q>(), false),
        placeholder_(internal::placeholder<Q>()),
        evaluator_(evaluator) {}

  const Value& placeholder() const { return placeholder_; }
  const Value& provisional(Provisional& member) const { return static_cast<MemberValue&>(member).current; }

  void offer(uint32_t slot, Value&& value, std::vector<Ref>&& reads) {
    offers_.insert_or_assign(slot, Offer{std::move(value), std::move(reads)});
  }
  void drop_offers() override { offers_.clear(); }

  RunResult run(Context& context, uint32_t slot) override {
    Value value = compute(context, slot);
    return evaluator_.is_giving_up() ? RunResult::GivenUp : this->store(slot, std::move(value));
  }

  std::unique_ptr<Provisional> begin_member(uint32_t slot) override {
    auto member = std::make_unique<MemberValue>();
    member->key = &this->key(slot);
    if constexpr (internal::HasInitial<Q>) {
      member->current = Q::initial(this->key(slot));
    } else {
      member->take_fallback();
    }
    return member;
  }

  void run_member(Context& context, uint32_t slot, Provisional& member) override {
    static_cast<MemberValue&>(member).next = compute(context, slot);
  }

  RunResult store_member(uint32_t slot, Provisional& member) override {
    return this->store(slot, std::move(static_cast<MemberValue&>(member).current));
  }

 private:
  struct MemberValue final : Provisional {
    bool advance() override {
      if (next == current) return false;
      current = std::move(next);
      return true;
    }
    void take_fallback() override {
      if constexpr (internal::HasFallback<Q>) current = Q::fallback(*key);
    }
    const Key* key = nullptr;
    Value current{};
    Value next{};
  };

  struct Offer {
    Value value;
    std::vector<Ref> reads;
  };

  Value compute(Context& context, uint32_t slot) {
    if (!offers_.empty()) {
      auto offer = offers_.find(slot);
      if (offer != offers_.end()) return accept(offer);
    }
    return Q::compute(context, this->key(slot));
  }

  // The value that was handed in, with what it was computed from as its dependencies. It stays on offer until
  // the run that takes it is known to count.
  Value accept(typename std::unordered_map<uint32_t, Offer>::iterator offer) {
    for (Ref read : std::vector<Ref>(offer->second.reads)) evaluator_.ask(read);
    if (evaluator_.is_giving_up()) return Value();
    ++this->counters.offered;
    Value value = std::move(offer->second.value);
    offers_.erase(offer);
    return value;
  }

  Value placeholder_;
  Evaluator& evaluator_;
  std::unordered_map<uint32_t, Offer> offers_;
};

// The table of a query or input, made when it is first named.
template <Declared Q>
auto& table_of(Evaluator& evaluator) {
  Storage* storage = evaluator.storage_of_type(type_number<Q>());
  if constexpr (DerivedQuery<Q>) {
    if (storage == nullptr)
      storage = &evaluator.add(type_number<Q>(), std::make_unique<DerivedTable<Q>>(evaluator));
    return static_cast<DerivedTable<Q>&>(*storage);
  } else {
    if (storage == nullptr) storage = &evaluator.add(type_number<Q>(), std::make_unique<InputTable<Q>>());
    return static_cast<InputTable<Q>&>(*storage);
  }
}

}  // namespace pellucid::query
