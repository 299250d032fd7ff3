#pragma once

// The Python that a text is written for: 3.8 to 3.15.

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pellucid::source {

struct PythonVersion {
  uint32_t minor = 14;  // of Python 3

  friend constexpr auto operator<=>(PythonVersion, PythonVersion) = default;
  std::string to_string() const { return "3." + std::to_string(minor); }
};

inline constexpr PythonVersion kOldestPython{8};
inline constexpr PythonVersion kNewestPython{15};
inline constexpr PythonVersion kDefaultPython{14};

// `3.8` … `3.15`; none for anything else.
inline std::optional<PythonVersion> parse_python_version(std::string_view text) {
  if (!text.starts_with("3.") || text.size() < 3) return std::nullopt;
  PythonVersion version;
  auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), version.minor);
  if (error != std::errc() || end != text.data() + text.size() || text[2] == '0') return std::nullopt;
  if (version < kOldestPython || version > kNewestPython) return std::nullopt;
  return version;
}

}  // namespace pellucid::source
