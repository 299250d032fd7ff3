#include "source/line_index.h"

#include <algorithm>
#include <bit>

#include "base/simd.h"

namespace pellucid::source {

LineIndex::LineIndex(const Text& text) {
  const char* begin = text.data();
  uint32_t size = text.size();
  starts_.reserve(size / 40 + 1);
  starts_.push_back(0);
  for (uint32_t at = 0; at < size; at += 16) {
    uint32_t bits = base::Bytes16::load(begin + at).any_of('\n', '\r', '\n');
    for (; bits != 0; bits &= bits - 1) {
      uint32_t offset = at + static_cast<uint32_t>(std::countr_zero(bits));
      if (begin[offset] == '\r' && begin[offset + 1] == '\n') continue;  // its LF ends the line
      if (offset < size) starts_.push_back(offset + 1);
    }
  }
  starts_.shrink_to_fit();
}

uint32_t LineIndex::line_of(uint32_t offset) const {
  return static_cast<uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) -
         1;
}

Range LineIndex::line_range(const Text& text, uint32_t line) const {
  uint32_t start = starts_[line];
  uint32_t end = line + 1 < line_count() ? starts_[line + 1] : text.size();
  std::string_view bytes = text.view();
  while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) --end;
  return {start, end};
}

}  // namespace pellucid::source
