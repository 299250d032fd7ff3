#include "wire/positions.h"

#include <algorithm>
#include <cstring>

namespace pellucid::wire {

namespace {

bool continues(char c) { return (c & 0xC0) == 0x80; }

// Bytes of ASCII at the beginning, in steps of eight as far as possible.
uint32_t ascii_prefix(const char* text, uint32_t size) {
  uint32_t at = 0;
  for (uint64_t eight; at + sizeof eight <= size; at += sizeof eight) {
    std::memcpy(&eight, text + at, sizeof eight);
    if ((eight & 0x8080'8080'8080'8080) != 0) break;
  }
  while (at < size && (text[at] & 0x80) == 0) ++at;
  return at;
}

}  // namespace

Positions::Positions(const source::Text& text, const source::LineIndex& lines, Columns columns)
    : text_(text),
      lines_(lines),
      columns_(columns),
      mark_(text.has_byte_order_mark() ? 3 : 0),
      ascii_(source::is_ascii(text.view().substr(mark_))) {
  if (ascii_) return;
  checkpoints_.reserve(text.size() / kBlock + 1);
  uint32_t units = 0;
  uint32_t at = mark_;
  for (uint32_t block = 0; block <= text.size(); block += kBlock) {
    uint32_t to = std::max(block, mark_);
    units += count(at, to);
    checkpoints_.push_back(units);
    at = to;
  }
}

// The end of the character that `at` stands inside, or `at` itself if one begins there.
uint32_t Positions::boundary(uint32_t at) const {
  const char* begin = text_.data();
  uint32_t back = at;
  while (back > 0 && at - back < 3 && continues(begin[back])) --back;
  if (back == at) return at;
  source::Character whole = source::character_at(begin + back, begin + text_.size());
  return whole.valid && back + whole.length > at ? back + whole.length : at;
}

// Units of the characters that begin in [from, to).
uint32_t Positions::count(uint32_t from, uint32_t to) const {
  const char* begin = text_.data();
  const char* end = begin + text_.size();
  uint32_t units = 0;
  for (uint32_t at = boundary(from); at < to;) {
    uint32_t run = ascii_prefix(begin + at, to - at);
    units += run;
    at += run;
    if (at >= to) break;
    source::Character c = source::character_at(begin + at, end);
    units += width(c);
    at += c.length;
  }
  return units;
}

uint32_t Positions::width(source::Character c) const {
  return columns_ == Columns::Utf16 && c.code > 0xFFFF ? 2 : 1;
}

uint32_t Positions::units_before(uint32_t offset) const {
  offset = std::max(offset, mark_);
  if (ascii_) return offset - mark_;
  uint32_t block = offset / kBlock;
  return checkpoints_[block] + count(std::max(block * kBlock, mark_), offset);
}

uint32_t Positions::offset_of_units(uint32_t units) const {
  if (ascii_) return std::min(units + mark_, text_.size());
  auto block = static_cast<uint32_t>(std::upper_bound(checkpoints_.begin(), checkpoints_.end(), units) -
                                     checkpoints_.begin());
  if (block > 0) --block;
  const char* begin = text_.data();
  uint32_t at = boundary(std::max(block * kBlock, mark_));
  uint32_t left = units - std::min(units, checkpoints_[block]);
  while (left > 0 && at < text_.size()) {
    source::Character c = source::character_at(begin + at, begin + text_.size());
    if (width(c) > left) break;
    left -= width(c);
    at += c.length;
  }
  return at;
}

LineColumn Positions::at(uint32_t offset) const {
  uint32_t line = lines_.line_of(offset);
  return {line + 1, units_before(offset) - units_before(lines_.start_of(line)) + 1};
}

uint32_t Positions::offset_of(LineColumn position) const {
  if (position.line == 0) return mark_;
  if (position.line > lines_.line_count()) return text_.size();
  source::Range line = lines_.line_range(text_, position.line - 1);
  uint32_t column = position.column > 0 ? position.column - 1 : 0;
  return std::min(offset_of_units(units_before(line.start) + column), line.end);
}

}  // namespace pellucid::wire
