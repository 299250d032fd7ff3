#pragma once

// A large value that several hold and none changes: what a query hands out of a file. Equal if its content
// is.

#include <cstddef>
#include <memory>
#include <utility>

#include "base/check.h"

namespace pellucid::base {

template <class T>
class Shared {
 public:
  // Holds nothing: what there is of a file that is not there.
  Shared() = default;
  explicit Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}
  explicit Shared(std::shared_ptr<const T> value) : value_(std::move(value)) {}

  explicit operator bool() const { return value_ != nullptr; }
  const T& operator*() const {
    PEL_DCHECK(value_ != nullptr);
    return *value_;
  }
  const T* operator->() const { return &**this; }

  friend bool operator==(const Shared& a, const Shared& b) {
    return a.value_ == b.value_ || (a.value_ != nullptr && b.value_ != nullptr && *a.value_ == *b.value_);
  }
  // Heap bytes, the value's own included.
  friend size_t memory_bytes(const Shared& shared) {
    return shared.value_ == nullptr ? 0 : sizeof(T) + shared.value_->memory_bytes();
  }

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace pellucid::base
