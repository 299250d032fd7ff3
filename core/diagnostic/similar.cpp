#include "diagnostic/similar.h"

#include <algorithm>
#include <cstdint>

namespace pellucid::diagnostic {

namespace {

// Restricted Damerau-Levenshtein distance, or anything above `most` if it is above that. Only cells near the
// diagonal can stay within `most`, so the others are not computed.
uint32_t distance(std::string_view a, std::string_view b, uint32_t most) {
  uint32_t size = static_cast<uint32_t>(b.size());
  uint32_t far = most + 1;
  std::vector<uint32_t> before(size + 1, far), last(size + 1, far), row(size + 1, far);
  for (uint32_t j = 0; j <= size; ++j) last[j] = std::min(j, far);
  for (uint32_t i = 1; i <= a.size(); ++i) {
    uint32_t from = i > most ? i - most : 1, to = std::min(size, i + most);
    std::fill(row.begin(), row.end(), far);
    row[0] = std::min(i, far);
    uint32_t best = row[0];
    for (uint32_t j = from; j <= to; ++j) {
      uint32_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > most) return far;
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[size];
}

}  // namespace

std::string_view most_similar(std::string_view word, const std::vector<std::string_view>& candidates) {
  return most_similar(word, candidates, static_cast<uint32_t>(word.size() + 2) / 3);
}

std::string_view most_similar(std::string_view word, const std::vector<std::string_view>& candidates,
                              uint32_t most) {
  // Nobody mistypes a name of this length; generated ones would cost their square.
  constexpr size_t kLongest = 128;
  std::string_view best;
  if (word.size() > kLongest) return best;
  for (std::string_view candidate : candidates) {
    uint32_t longer = static_cast<uint32_t>(std::max(candidate.size(), word.size()));
    uint32_t shorter = static_cast<uint32_t>(std::min(candidate.size(), word.size()));
    if (most == 0 || longer - shorter > most || candidate == word) continue;
    uint32_t found = distance(word, candidate, most);
    if (found > most) continue;
    // Nothing of a short word is left when all of its letters change.
    if (found >= word.size()) continue;
    best = candidate;
    most = found - 1;
  }
  return best;
}

}  // namespace pellucid::diagnostic
