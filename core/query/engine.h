#pragma once

// The engine that everything above the tree is asked for through: it computes what is asked, remembers it,
// and after an edit computes again only what the edit can have changed. In the manner of Salsa.
//
// Inputs are set from outside. Queries are pure functions of a key and of what they read through their
// context (declaration.h). What a query read is its list of dependencies, so what must be looked at again
// after an edit is known and never stated by hand:
//
//     struct Text {                                           // an input
//       using Key = int;
//       using Value = std::string;
//       static constexpr const char* kName = "text";
//     };
//     struct LineCount {                                      // queries
//       …  static int compute(Context& c, int file) { return count(*c.input<Text>(file)); }
//     };
//     struct IsLong {
//       …  static bool compute(Context& c, int file) { return c.get<LineCount>(file) > 100; }
//     };
//
//     Engine engine;
//     engine.set<Text>(7, "a = 1\n");
//     engine.get<IsLong>(7);              // runs is_long(7), line_count(7)
//     engine.set<Text>(7, "a = 2\n");
//     engine.get<IsLong>(7);              // runs line_count(7): equal, cut off; is_long(7) is reused
//
//     memo            value  verified at  changed at  dependencies
//     text(7)         ...              -           2
//     line_count(7)       1            2           1  text(7)
//     is_long(7)      false            2           1  line_count(7)
//
// Whether a memo still holds:
//   1. It was verified in this revision: yes. One look at the hash table.
//   2. No input as lasting as the least lasting thing it read has changed since: yes. One comparison.
//   3. Else its dependencies are brought up to now, in the order in which they were read. If none changed
//      after the memo was verified: yes. At the first that did: no, and the query runs. If the new value
//      equals the old one, the memo counts as unchanged, and who read it is not disturbed.
//
// Guaranteed:
// - Results are those of a fresh engine with the same inputs, whatever was asked, evicted or stopped before.
// - They do not depend on which query of a cycle is asked first (cycle.h says how).
// - Values are handed out by reference, good until the next change (set, remove, evict, forget, collect).
// - Depth: chains of dependencies may be as long as memory allows. Verification does not recurse. Computes nest
//   on the machine's stack, at most set_depth_limit() of them; one that would go deeper is begun again on an
//   empty stack, and those below it after it, which at worst doubles the runs.
// - Reading what is not there (an input that was never set or is removed) is a dependency like any other.
//
// Single-threaded: one engine, one thread, checked in debug builds; request_stop() alone may come from
// another. Pure work may be done on other threads beforehand and handed in by offer().
//
// Must never know: Python, files, what a key or value means.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/table.h"

namespace pellucid::query {

// What a compute sees of the engine. Not to be kept.
class Context {
 public:
  explicit Context(Evaluator& evaluator) : evaluator_(evaluator) {}
  Context(const Context&) = delete;

  // The value of a query; noted as a dependency.
  template <DerivedQuery Q>
  const typename Q::Value& get(const typename Q::Key& key);

  // The value of an input, or null if it is not there; noted as a dependency either way.
  template <InputQuery I>
  const typename I::Value* input(const typename I::Key& key);

  // For long computes: true if the value that is being computed will not be used, because the budget is spent
  // or the run was given up before. Return anything then, soon.
  bool should_stop() { return evaluator_.should_stop(); }

  // What the engine's owner attached: for what is no input because it changes no result (a name table,
  // leases).
  template <class Host>
  Host& host() const {
    for (const Evaluator::Host& host : evaluator_.hosts)
      if (host.type == host_type<Host>()) return *static_cast<Host*>(host.object);
    PEL_CHECK(false, "no host of this type is attached");
  }

 private:
  friend class Engine;
  template <class Host>
  static const void* host_type() {
    static constexpr char kType = 0;
    return &kType;
  }

  Evaluator& evaluator_;
};

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;

  Revision revision() const { return evaluator_.revision(); }

  // Changes. Not from within a compute.

  // Setting an equal value of the same or a higher durability changes nothing.
  template <InputQuery I>
  void set(const typename I::Key& key, typename I::Value value, Durability durability = Durability::Low);
  // The input is not there from now on. Its key is remembered until collect().
  template <InputQuery I>
  void remove(const typename I::Key& key);
  // Null if it is not there. No dependency.
  template <InputQuery I>
  const typename I::Value* input(const typename I::Key& key);

  // Frees a value that can be computed again. What read it is not disturbed. Says whether there was one.
  // Values of a cycle are freed together.
  template <DerivedQuery Q>
  bool evict(const typename Q::Key& key);
  // Frees all that is remembered of a key that will not be asked for again. What read it runs anew.
  template <DerivedQuery Q>
  void forget(const typename Q::Key& key);
  // The same for every key of every query whose part_of() `is_gone` is true of. O(keys).
  template <class Predicate>
  void forget_parts(Predicate is_gone);
  // The value of a query if one is remembered, whatever has changed since; else null. Brings nothing up to now.
  template <DerivedQuery Q>
  const typename Q::Value* peek(const typename Q::Key& key);
  // Forgets absent inputs that no memo has read. O(memos and dependencies).
  void collect_absent_inputs() { evaluator_.collect_absent_inputs(); }
  // Forgets memos that were last verified before a revision, and absent inputs that no memo has read.
  // O(memos and dependencies).
  void collect(Revision since) { evaluator_.collect(since); }

  // Asking. Not from within a compute.

  template <DerivedQuery Q>
  const typename Q::Value& get(const typename Q::Key& key);
  // Null if the budget was spent first; what was finished on the way is kept, and at least one memo was.
  template <DerivedQuery Q>
  const typename Q::Value* get_within(const typename Q::Key& key, const Budget& budget);
  template <Declared Q>
  Ref ref(const typename Q::Key& key);
  // Brings a query up to now; false if the budget was spent first.
  bool bring_up(Ref ref, const Budget& budget) { return evaluator_.bring_up(ref, budget); }
  // Whether a compute is running, so that only its context may ask.
  bool is_computing() const { return evaluator_.is_computing(); }
  // Runs within the last call, and whether a deadline has passed by the engine's clock.
  uint64_t runs() const { return evaluator_.runs(); }
  bool is_past(const Budget& budget) { return evaluator_.is_past(budget); }
  // Ends the present call with a budget as soon as the running compute returns or asks. From any thread.
  void request_stop() { evaluator_.request_stop(); }

  // A value that was computed elsewhere from the present inputs, for the query's next run in this revision;
  // `reads` becomes its dependencies. Any change of an input drops all offers.
  template <DerivedQuery Q>
  void offer(const typename Q::Key& key, typename Q::Value value, std::vector<Ref> reads);
  void drop_offers() { evaluator_.drop_offers(); }

  // What computes get as context.host<Host>(), one object of each type; outlives the engine.
  template <class Host>
  void attach(Host& host) {
    const void* type = Context::host_type<Host>();
    std::erase_if(evaluator_.hosts, [type](const Evaluator::Host& known) { return known.type == type; });
    evaluator_.hosts.push_back({type, &host});
  }

  // Watching. Neither sink nor clock is owned.

  void set_sink(EventSink* sink) { evaluator_.set_sink(sink); }
  void set_clock(Clock* clock) { evaluator_.set_clock(clock); }
  void set_depth_limit(uint32_t computes) { evaluator_.set_depth_limit(computes); }
  // The most computes that were ever nested on the machine's stack.
  uint32_t deepest() const { return evaluator_.deepest(); }

  uint32_t query_count() const { return evaluator_.query_count(); }
  const char* name(QueryIndex query) const { return evaluator_.storage(query).name(); }
  bool is_input(QueryIndex query) const { return evaluator_.storage(query).is_input(); }
  const Counters& counters(QueryIndex query) const { return evaluator_.storage(query).counters; }
  // O(keys). What members of cycles share is in group_memory().
  Memory memory(QueryIndex query) const { return evaluator_.storage(query).memory(); }
  Memory group_memory() const { return evaluator_.group_memory(); }
  Counters total_counters() const;
  Memory total_memory() const;
  template <Declared Q>
  QueryIndex index();
  // `line_count(7)`; a key that was forgotten shows as `?`.
  std::string describe(Ref ref) const;
  // `7`, without the query.
  std::string describe_key(Ref ref) const { return evaluator_.describe_key(ref); }
  // What the key is part of (declaration.h); base::kNoneValue for nothing, and of a key that was forgotten.
  uint32_t whole(Ref ref) const { return evaluator_.whole(ref); }
  // In the order in which they were first read; of a member of a cycle, what the cycle read outside.
  std::vector<Ref> dependencies(Ref ref) const { return evaluator_.dependencies(ref); }

 private:
  Evaluator evaluator_;
};

// Context

template <DerivedQuery Q>
const typename Q::Value& Context::get(const typename Q::Key& key) {
  DerivedTable<Q>& table = table_of<Q>(evaluator_);
  // A run that is given up must not fill the table with keys made of placeholders.
  if (evaluator_.is_giving_up()) return table.placeholder();
  uint32_t slot = table.intern(key);
  Memo& memo = table.memo(slot);
  if (evaluator_.is_ready(memo)) {
    evaluator_.note_read(table.ref(slot), memo);
    return table.value(slot);
  }
  switch (evaluator_.ask(table.ref(slot))) {
    case Evaluator::Answer::Ready: return table.value(slot);
    case Evaluator::Answer::Provisional: return table.provisional(evaluator_.provisional(memo));
    case Evaluator::Answer::GivenUp: break;
  }
  return table.placeholder();
}

template <InputQuery I>
const typename I::Value* Context::input(const typename I::Key& key) {
  InputTable<I>& table = table_of<I>(evaluator_);
  if (evaluator_.is_giving_up()) return nullptr;
  uint32_t slot = table.intern(key);
  Memo& memo = table.memo(slot);
  evaluator_.note_read(table.ref(slot), memo);
  return memo.has_value ? &table.value(slot) : nullptr;
}

// Engine

template <InputQuery I>
void Engine::set(const typename I::Key& key, typename I::Value value, Durability durability) {
  evaluator_.check_idle();
  InputTable<I>& table = table_of<I>(evaluator_);
  uint32_t slot = table.intern(key);
  Memo& memo = table.memo(slot);
  if (memo.has_value && durability >= memo.durability() && table.value(slot) == value) {
    memo.set_durability(durability);
    return;
  }
  evaluator_.begin_change();
  table.value(slot) = std::move(value);
  memo.has_value = 1;
  evaluator_.input_changed(table.ref(slot), durability, Reason::Set);
}

template <InputQuery I>
void Engine::remove(const typename I::Key& key) {
  evaluator_.check_idle();
  InputTable<I>& table = table_of<I>(evaluator_);
  uint32_t slot = table.find(key);
  if (slot == base::kNoneValue || !table.memo(slot).has_value) return;
  evaluator_.begin_change();
  table.free_value(slot);
  evaluator_.input_changed(table.ref(slot), internal::absent_durability<I>(key), Reason::Removed);
}

template <InputQuery I>
const typename I::Value* Engine::input(const typename I::Key& key) {
  InputTable<I>& table = table_of<I>(evaluator_);
  uint32_t slot = table.find(key);
  return slot != base::kNoneValue && table.memo(slot).has_value ? &table.value(slot) : nullptr;
}

template <DerivedQuery Q>
bool Engine::evict(const typename Q::Key& key) {
  DerivedTable<Q>& table = table_of<Q>(evaluator_);
  uint32_t slot = table.find(key);
  return slot != base::kNoneValue && evaluator_.evict(table.ref(slot));
}

template <DerivedQuery Q>
void Engine::forget(const typename Q::Key& key) {
  DerivedTable<Q>& table = table_of<Q>(evaluator_);
  uint32_t slot = table.find(key);
  if (slot != base::kNoneValue) evaluator_.forget(table.ref(slot));
}

template <class Predicate>
void Engine::forget_parts(Predicate is_gone) {
  for (uint32_t i = 0; i < evaluator_.query_count(); ++i) {
    Storage& storage = evaluator_.storage(QueryIndex(i));
    if (storage.is_input()) continue;
    for (uint32_t slot = 0; slot < storage.size(); ++slot) {
      if (!storage.memo(slot).live) continue;
      uint32_t part = storage.whole(slot);
      if (part != base::kNoneValue && is_gone(part))
        evaluator_.forget(Ref(storage.index(), slot, storage.memo(slot).generation));
    }
  }
}

template <DerivedQuery Q>
const typename Q::Value* Engine::peek(const typename Q::Key& key) {
  DerivedTable<Q>& table = table_of<Q>(evaluator_);
  uint32_t slot = table.find(key);
  return slot != base::kNoneValue && table.memo(slot).has_value ? &table.value(slot) : nullptr;
}

template <DerivedQuery Q>
const typename Q::Value& Engine::get(const typename Q::Key& key) {
  return *get_within<Q>(key, Budget{.heeds_stop = false});
}

template <DerivedQuery Q>
const typename Q::Value* Engine::get_within(const typename Q::Key& key, const Budget& budget) {
  DerivedTable<Q>& table = table_of<Q>(evaluator_);
  uint32_t slot = table.intern(key);
  return evaluator_.bring_up(table.ref(slot), budget) ? &table.value(slot) : nullptr;
}

template <Declared Q>
Ref Engine::ref(const typename Q::Key& key) {
  auto& table = table_of<Q>(evaluator_);
  return table.ref(table.intern(key));
}

template <DerivedQuery Q>
void Engine::offer(const typename Q::Key& key, typename Q::Value value, std::vector<Ref> reads) {
  evaluator_.check_idle();
  DerivedTable<Q>& table = table_of<Q>(evaluator_);
  table.offer(table.intern(key), std::move(value), std::move(reads));
  evaluator_.note_offer();
}

template <Declared Q>
QueryIndex Engine::index() {
  return table_of<Q>(evaluator_).index();
}

}  // namespace pellucid::query
