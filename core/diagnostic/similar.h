#pragma once

// "Did you mean": the candidate nearest to a word that was not found.

#include <cstdint>
#include <string_view>
#include <vector>

namespace pellucid::diagnostic {

// The candidate that fewest edits make out of `word` (a letter added, dropped, changed, or swapped with its
// neighbour), the first of several equal ones; empty if every one needs more than a third of the word's
// letters, rounded up. Bytes, not characters. O(candidates · word²).
std::string_view most_similar(std::string_view word, const std::vector<std::string_view>& candidates);
// At most so many edits.
std::string_view most_similar(std::string_view word, const std::vector<std::string_view>& candidates,
                              uint32_t most);

}  // namespace pellucid::diagnostic
