#pragma once

// Where the lines of a text begin. Lines end with LF, CR or CR LF, and count from 0 here; `wire` adds one.
// Memory: four bytes a line. It outlives trees, so that a range kept anywhere can be shown.

#include <cstdint>
#include <vector>

#include "source/text.h"

namespace pellucid::source {

class LineIndex {
 public:
  explicit LineIndex(const Text& text);

  uint32_t line_count() const { return static_cast<uint32_t>(starts_.size()); }
  // O(log lines).
  uint32_t line_of(uint32_t offset) const;
  uint32_t start_of(uint32_t line) const { return starts_[line]; }
  // The line without its line end; the last line reaches to the end of the text.
  Range line_range(const Text& text, uint32_t line) const;
  size_t memory_bytes() const { return starts_.capacity() * sizeof(uint32_t); }

 private:
  std::vector<uint32_t> starts_;
};

}  // namespace pellucid::source
