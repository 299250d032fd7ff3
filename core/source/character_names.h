#pragma once

// Characters by name, for `"\N{EM DASH}"`. The names take some hundred kilobytes, so a host links them in or
// not: the command does, the page does not.

#include <cstdint>
#include <optional>
#include <string_view>

namespace pellucid::source {

// None if no character has the name, or if this build has no names. Case does not matter.
std::optional<uint32_t> character_named(std::string_view name);

// Whether character_named knows the names at all.
bool has_character_names();

}  // namespace pellucid::source
