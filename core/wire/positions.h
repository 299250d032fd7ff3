#pragma once

// Byte offsets as others count: lines and columns from 1, columns in code points (the command's JSON, editors
// of its users) or in UTF-16 code units (Monaco, JavaScript strings). Bytes that are no character count as
// one.
//
// A byte-order mark has no width: in Monaco and in CPython a file that begins with one begins behind it.

#include <cstdint>
#include <vector>

#include "source/line_index.h"
#include "source/text.h"
#include "source/utf8.h"

namespace pellucid::wire {

struct LineColumn {
  uint32_t line;    // from 1
  uint32_t column;  // from 1
};

enum class Columns : uint8_t { CodePoints, Utf16 };

// For one text, which it borrows. Texts of ASCII alone cost nothing; others get a checkpoint per 256 bytes,
// so that a conversion looks at 256 bytes at most, however long the line.
class Positions {
 public:
  Positions(const source::Text& text, const source::LineIndex& lines, Columns columns);

  LineColumn at(uint32_t offset) const;
  // The inverse. Beyond the end of a line it gives the line's end, beyond the last line the text's.
  uint32_t offset_of(LineColumn position) const;

  // From the beginning of the text.
  uint32_t units_before(uint32_t offset) const;
  uint32_t offset_of_units(uint32_t units) const;

  size_t memory_bytes() const { return checkpoints_.capacity() * sizeof(uint32_t); }

 private:
  static constexpr uint32_t kBlock = 256;

  uint32_t boundary(uint32_t at) const;
  uint32_t count(uint32_t from, uint32_t to) const;
  uint32_t width(source::Character c) const;

  const source::Text& text_;
  const source::LineIndex& lines_;
  Columns columns_;
  uint32_t mark_;  // bytes of the byte-order mark
  bool ascii_;
  std::vector<uint32_t> checkpoints_;  // units before each block
};

}  // namespace pellucid::wire
