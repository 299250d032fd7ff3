#include "source/unicode.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "source/utf8.h"

namespace pellucid::source {

namespace {

#include "source/unicode_data.inc"

// Index of the last element of a sorted table that is not above `code`, or -1.
template <size_t N>
int row_of(const uint32_t (&firsts)[N], uint32_t code) {
  return static_cast<int>(std::upper_bound(firsts, firsts + N, code) - firsts) - 1;
}

struct Identifier {
  bool known;
  bool start;
};

Identifier identifier_property(uint32_t code, uint32_t minor) {
  int row = row_of(kIdentifierFirst, code);
  if (row < 0) return {false, false};
  uint32_t rest = kIdentifierRest[row];
  uint32_t since = 8 + (rest >> 1 & 0xF);
  if (code - kIdentifierFirst[row] > rest >> 5 || minor < since) return {false, false};
  return {true, (rest & 1) != 0};
}

// Hangul syllables are composed by arithmetic (Unicode standard 3.12).
constexpr uint32_t kSyllables = 0xAC00, kLeading = 0x1100, kVowels = 0x1161, kTrailing = 0x11A7;
constexpr uint32_t kVowelCount = 21, kTrailingCount = 28, kLeadingCount = 19;
constexpr uint32_t kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

uint8_t combining_class(uint32_t code) {
  int row = row_of(kClassFirst, code);
  return row >= 0 && code - kClassFirst[row] < kClassCount[row] ? kClassValue[row] : 0;
}

void decompose(uint32_t code, std::vector<uint32_t>& out) {
  if (code - kSyllables < kSyllableCount) {
    uint32_t index = code - kSyllables;
    out.push_back(kLeading + index / (kVowelCount * kTrailingCount));
    out.push_back(kVowels + index % (kVowelCount * kTrailingCount) / kTrailingCount);
    if (index % kTrailingCount != 0) out.push_back(kTrailing + index % kTrailingCount);
    return;
  }
  int run = row_of(kRunFirst, code);
  if (run >= 0 && code - kRunFirst[run] < kRunCount[run]) {
    out.push_back(kRunTarget[run] + (code - kRunFirst[run]));
    return;
  }
  int row = row_of(kDecomposed, code);
  if (row >= 0 && kDecomposed[row] == code) {
    out.insert(out.end(), kDecompositionTarget + kDecompositionOffset[row],
               kDecompositionTarget + kDecompositionOffset[row + 1]);
    return;
  }
  out.push_back(code);
}

// The character that the pair composes to, or 0.
uint32_t compose(uint32_t first, uint32_t second) {
  if (first - kLeading < kLeadingCount && second - kVowels < kVowelCount)
    return kSyllables + ((first - kLeading) * kVowelCount + (second - kVowels)) * kTrailingCount;
  if (first - kSyllables < kSyllableCount && (first - kSyllables) % kTrailingCount == 0 &&
      second - kTrailing - 1 < kTrailingCount - 1)
    return first + (second - kTrailing);
  auto [low, high] = std::equal_range(std::begin(kCompositionFirst), std::end(kCompositionFirst), first);
  const uint32_t* seconds = kCompositionSecond + (low - kCompositionFirst);
  const uint32_t* end = kCompositionSecond + (high - kCompositionFirst);
  const uint32_t* found = std::lower_bound(seconds, end, second);
  return found != end && *found == second ? kCompositionResult[found - kCompositionSecond] : 0;
}

// Marks that follow a character stand in the order of their classes; equal classes keep their order.
void order_marks(std::vector<uint32_t>& codes) {
  for (size_t i = 0; i < codes.size();) {
    if (combining_class(codes[i]) == 0) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < codes.size() && combining_class(codes[end]) != 0) ++end;
    std::stable_sort(codes.begin() + static_cast<ptrdiff_t>(i), codes.begin() + static_cast<ptrdiff_t>(end),
                     [](uint32_t a, uint32_t b) { return combining_class(a) < combining_class(b); });
    i = end;
  }
}

void compose_all(std::vector<uint32_t>& codes) {
  size_t out = 0;
  size_t starter = codes.size();  // the last character of class 0, onto which marks compose
  uint8_t last_class = 0;
  for (size_t i = 0; i < codes.size(); ++i) {
    uint32_t code = codes[i];
    uint8_t its_class = combining_class(code);
    bool adjacent = starter + 1 == out;
    if (starter != codes.size() && (adjacent || (last_class != 0 && last_class < its_class))) {
      if (uint32_t composed = compose(codes[starter], code)) {
        codes[starter] = composed;
        continue;
      }
    }
    if (its_class == 0) starter = out;
    last_class = its_class;
    codes[out++] = code;
  }
  codes.resize(out);
}

}  // namespace

bool may_start_identifier(uint32_t code, uint32_t minor) { return identifier_property(code, minor).start; }

bool may_continue_identifier(uint32_t code, uint32_t minor) { return identifier_property(code, minor).known; }

std::string normalize_identifier(std::string_view text) {
  std::vector<uint32_t> codes;
  const char* end = text.data() + text.size();
  for (const char* p = text.data(); p < end;) {
    Character c = character_at(p, end);
    decompose(c.code, codes);
    p += c.length;
  }
  order_marks(codes);
  compose_all(codes);
  std::string out;
  for (uint32_t code : codes) append_utf8(out, code);
  return out;
}

}  // namespace pellucid::source
