#pragma once

// toml++ 3.3, set up as it has to be: this is included for it. Must never know: what is in a configuration.

// Of floating-point numbers libc++ before 20 has no std::from_chars and std::to_chars (P0067). The library would take a
// stream for one and with it all locales, a twentieth of the page's module.
#include <version>
#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 200000
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <string>

// NOLINTBEGIN(cert-dcl58-cpp): as the standard has them
namespace std {

inline from_chars_result from_chars(const char* first, const char* last, double& value) {
  const string text(first, last);
  char* end = nullptr;
  errno = 0;
  const double number = strtod(text.c_str(), &end);
  if (end == text.c_str()) return {first, errc::invalid_argument};
  if (errno == ERANGE) return {first + (end - text.c_str()), errc::result_out_of_range};
  value = number;
  return {first + (end - text.c_str()), errc{}};
}

// For what prints values. Nothing here does, so that nobody defines them.
to_chars_result to_chars(char* first, char* last, double value);
to_chars_result to_chars(char* first, char* last, double value, chars_format format);
to_chars_result to_chars(char* first, char* last, double value, chars_format format, int precision);

}  // namespace std
// NOLINTEND(cert-dcl58-cpp)
#define TOML_INT_CHARCONV 1
#define TOML_FLOAT_CHARCONV 1
#endif

// It tells the compiler that some mistakes cannot be made, and then does anything when they are: a bare key that is not
// ASCII (`CA` and U+0344), a table's header without a name (`[=]`), a time that breaks off. Its parser goes on to report
// them once these say nothing (fuzz/configuration_fuzzer.cpp holds it to that).
// NOLINTBEGIN(readability-identifier-naming): the names are the library's
#include <toml++/impl/forward_declarations.h>
#undef TOML_ASSERT
#define TOML_ASSERT(expression) static_assert(true)
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expression) static_assert(true)
#undef TOML_ASSUME
#define TOML_ASSUME(expression) static_assert(true)
#pragma push_macro("TOML_UNREACHABLE")
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return false
#include <toml++/impl/unicode.h>
#pragma pop_macro("TOML_UNREACHABLE")
// NOLINTEND(readability-identifier-naming)
#include <toml++/toml.h>
