#pragma once

// Typed 32-bit identities. An Id is opaque: it can be compared for equality and nothing else. An Index is a
// position in an ordered table: it can also be compared for order and stepped. Ids of different tags do not
// convert into each other or into integers, so that a scope passed for a symbol does not compile.
//
// The all-ones value is reserved; base::Optional<Id> uses it, so that an optional id takes no extra room.

#include <compare>
#include <cstdint>
#include <functional>

#include "base/check.h"

namespace pellucid::base {

inline constexpr uint32_t kNoneValue = 0xFFFFFFFFu;

template <class Tag>
class Id {
 public:
  explicit constexpr Id(uint32_t value) : value_(value) {}
  constexpr uint32_t value() const { return value_; }
  friend constexpr bool operator==(Id, Id) = default;

 private:
  uint32_t value_;
};

template <class Tag>
class Index {
 public:
  explicit constexpr Index(uint32_t value) : value_(value) {}
  constexpr uint32_t value() const { return value_; }
  constexpr Index next() const { return Index(value_ + 1); }
  friend constexpr auto operator<=>(Index, Index) = default;

 private:
  uint32_t value_;
};

// An id or none, in the room of the id.
template <class T>
class Optional {
 public:
  constexpr Optional() = default;
  constexpr Optional(T id) : value_(id.value()) {}  // NOLINT: the conversion is the point

  // From a stored column, where none is written as all ones.
  static constexpr Optional from_raw(uint32_t raw) {
    Optional result;
    result.value_ = raw;
    return result;
  }

  constexpr bool has_value() const { return value_ != kNoneValue; }
  explicit constexpr operator bool() const { return has_value(); }
  constexpr T operator*() const {
    PEL_DCHECK(has_value());
    return T(value_);
  }
  constexpr T value_or(T other) const { return has_value() ? T(value_) : other; }
  constexpr uint32_t raw() const { return value_; }
  friend constexpr bool operator==(Optional, Optional) = default;

 private:
  uint32_t value_ = kNoneValue;
};

}  // namespace pellucid::base

template <class Tag>
struct std::hash<pellucid::base::Id<Tag>> {
  size_t operator()(pellucid::base::Id<Tag> id) const {
    return static_cast<size_t>(id.value() * 0x9E3779B97F4A7C15u);
  }
};

template <class Tag>
struct std::hash<pellucid::base::Index<Tag>> {
  size_t operator()(pellucid::base::Index<Tag> id) const {
    return static_cast<size_t>(id.value() * 0x9E3779B97F4A7C15u);
  }
};
