#pragma once

// Checks for broken invariants. A check that fails is a bug in Pellucid, never a fault of the checked source:
// it prints its condition with the values named beside it and aborts. Errors that input can cause are values.
//
//     PEL_CHECK(index < size(), "node ", index, " of ", size());
//
// PEL_DCHECK is the same in debug builds and nothing in release builds; it guards hot paths.

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace pellucid::base {

[[noreturn]] void check_failed(const char* file, int line, const char* condition, const std::string& context);

namespace internal {

inline void append_context(std::string& out, std::string_view text) { out.append(text); }

template <class T>
requires std::is_integral_v<T>
void append_context(std::string& out, T value) { out.append(std::to_string(value)); }

template <class T>
requires requires(const T& id) { id.value(); }
void append_context(std::string& out, const T& id) { out.append(std::to_string(id.value())); }

template <class... Parts>
std::string context(const Parts&... parts) {
  std::string out;
  (append_context(out, parts), ...);
  return out;
}

}  // namespace internal
}  // namespace pellucid::base

#define PEL_CHECK(condition, ...)                                       \
  (__builtin_expect(static_cast<bool>(condition), 1)                    \
       ? static_cast<void>(0)                                           \
       : ::pellucid::base::check_failed(__FILE__, __LINE__, #condition, \
                                        ::pellucid::base::internal::context(__VA_ARGS__)))

#ifdef NDEBUG
#define PEL_DCHECK(condition, ...) static_cast<void>(0)
#else
#define PEL_DCHECK(condition, ...) PEL_CHECK(condition, __VA_ARGS__)
#endif
