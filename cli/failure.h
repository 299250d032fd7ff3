#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pellucid::cli {

// Exit codes (CONTRACTS).
inline constexpr int kClean = 0;
inline constexpr int kErrorsFound = 1;
inline constexpr int kWrongUse = 2;

// Says on standard error, in one line, what is wrong with how the command was used. Returns kWrongUse.
int fail(std::string_view message);
// The same for several.
int fail_all(const std::vector<std::string>& messages);

// A write to standard output that cannot be made ends the program quietly: the reader has gone.
void put(std::string_view text);

}  // namespace pellucid::cli
