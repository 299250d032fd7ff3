#pragma once

// What a query or an input is declared by: a struct with static members, one for each, in the room that owns
// its meaning. The type itself is the name under which it is asked for.
//
//     struct FileText {                                     // an input: it has no compute
//       using Key = FileId;
//       using Value = std::string;
//       static constexpr const char* kName = "text";
//     };
//
//     struct LineCount {                                    // a query
//       using Key = FileId;
//       using Value = uint32_t;
//       static constexpr const char* kName = "line_count";
//       static Value compute(query::Context& context, const Key& file);
//     };
//
// Key: small, copyable, with == and std::hash. Value: default constructible, movable, with ==.
//
// `compute` is a pure function of what it reads through its context. It must return, on any values: a run
// that is given up (engine.h) reads placeholders until it is back at its caller. Optional members:
//
//     static Value placeholder();                           // what given-up runs read; else Value{}
//     static Value initial(const Key&);                     // with fallback: a cycle runs to a fixpoint
//     static Value fallback(const Key&);                    // alone: a member of a cycle takes this value
//     static constexpr uint32_t kMaxChanges = 64;           // of a member, then it takes its fallback
//     static std::string describe(const Key&);              // for logs; begins with part_of()
//     static Durability absent_durability(const Key&);      // of an input that is not there; else Low
//
// A function `uint32_t part_of(const Key&)` beside Key's type numbers the whole that a key is of, such as its
// file, for who groups events; a key without one is of no whole.
//
// A function `size_t memory_bytes(const Value&)` beside Value's type tells the heap bytes that a value owns,
// without sizeof(Value). Strings and vectors are known; else none is taken as 0.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "query/revision.h"

namespace pellucid::query {

class Context;

template <class Q>
concept Declared = requires(const typename Q::Key& key, const typename Q::Key& other_key,
                            const typename Q::Value& value, const typename Q::Value& other_value) {
  { Q::kName } -> std::convertible_to<const char*>;
  { std::hash<typename Q::Key>{}(key) } -> std::convertible_to<size_t>;
  { key == other_key } -> std::convertible_to<bool>;
  { value == other_value } -> std::convertible_to<bool>;
}
&&std::copy_constructible<typename Q::Key>&& std::default_initializable<typename Q::Value>&&
    std::movable<typename Q::Value>;

template <class Q>
concept DerivedQuery = Declared<Q> && requires(Context& context, const typename Q::Key& key) {
  { Q::compute(context, key) } -> std::same_as<typename Q::Value>;
};

template <class Q>
concept InputQuery = Declared<Q> && !DerivedQuery<Q>;

enum class CycleRule : uint8_t {
  Forbidden,  // the query never takes part in a cycle: one is a broken invariant
  Fallback,   // takes its fallback
  Fixpoint,   // starts at its initial value, and follows until nothing changes
};

// How often the value of one member of a cycle may change, unless the query says otherwise.
inline constexpr uint32_t kDefaultMaxChanges = 64;

namespace internal {

template <class Q>
concept HasFallback = requires(const typename Q::Key& key) {
  { Q::fallback(key) } -> std::same_as<typename Q::Value>;
};

template <class Q>
concept HasInitial = requires(const typename Q::Key& key) {
  { Q::initial(key) } -> std::same_as<typename Q::Value>;
};

template <class Q>
constexpr CycleRule cycle_rule() {
  static_assert(HasFallback<Q> || !HasInitial<Q>, "a fixpoint may not come: state a fallback too");
  return HasInitial<Q> ? CycleRule::Fixpoint : HasFallback<Q> ? CycleRule::Fallback : CycleRule::Forbidden;
}

template <class Q>
constexpr uint32_t max_changes() {
  if constexpr (requires { Q::kMaxChanges; }) {
    return Q::kMaxChanges;
  } else {
    return kDefaultMaxChanges;
  }
}

template <class Q>
typename Q::Value placeholder() {
  if constexpr (requires { Q::placeholder(); }) {
    return Q::placeholder();
  } else {
    return typename Q::Value{};
  }
}

template <class Q>
Durability absent_durability(const typename Q::Key& key) {
  if constexpr (requires { Q::absent_durability(key); }) {
    return Q::absent_durability(key);
  } else {
    return Durability::Low;
  }
}

template <class Q>
std::string describe(const typename Q::Key& key) {
  using Key = typename Q::Key;
  if constexpr (requires { Q::describe(key); }) {
    return Q::describe(key);
  } else if constexpr (std::is_integral_v<Key>) {
    return std::to_string(key);
  } else if constexpr (requires { key.value(); }) {
    return std::to_string(key.value());
  } else if constexpr (std::is_convertible_v<const Key&, std::string>) {
    return key;
  } else {
    return "?";
  }
}

template <class Key>
uint32_t whole_of(const Key& key) {
  if constexpr (requires { part_of(key); }) {
    return part_of(key);
  } else {
    return base::kNoneValue;
  }
}

template <class Value>
size_t heap_bytes(const Value& value);

inline size_t standard_bytes(const std::string& text) {
  // Short ones stand inside the string itself.
  static const size_t inside = std::string().capacity();
  return text.capacity() <= inside ? 0 : text.capacity() + 1;
}

template <class T>
size_t standard_bytes(const std::vector<T>& values) {
  size_t bytes = values.capacity() * sizeof(T);
  if constexpr (!std::is_trivially_copyable_v<T>)
    for (const T& value : values) bytes += heap_bytes(value);
  return bytes;
}

template <class Value>
size_t heap_bytes(const Value& value) {
  if constexpr (requires { memory_bytes(value); }) {
    return memory_bytes(value);
  } else if constexpr (requires { standard_bytes(value); }) {
    return standard_bytes(value);
  } else {
    return 0;
  }
}

}  // namespace internal
}  // namespace pellucid::query
