#pragma once

// How deep a TOML text is, told without recursion before a parser that has one reads it. In
//
//     [a.b]
//     c.d = [{e.f = 1}]
//
// each key has two parts, and the inner value stands in two pairs of brackets.
//
// Must never know: what the text says, whether it is valid.

#include <cstdint>
#include <optional>
#include <string_view>

namespace pellucid::project {

inline constexpr uint32_t kMostKeyParts = 32;
inline constexpr uint32_t kMostNestedValues = 32;

struct TomlDepthFault {
  enum class Kind : uint8_t { KeyParts, NestedValues };
  Kind kind;
  size_t offset;  // of the key; of the bracket that is one too many
};

// The first place that is deeper than that. Exact for what is valid up to there, so that a parser that stops at the
// first mistake goes no deeper. O(length).
std::optional<TomlDepthFault> toml_depth_fault(std::string_view text);

}  // namespace pellucid::project
