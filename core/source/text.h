#pragma once

// A file's text: UTF-8 bytes that never change, with room behind them so that vector loads near the end stay
// inside. Every position in the core is a byte offset into it, from 0; `wire` alone knows other encodings.
//
// The bytes need not be well-formed: a checker meets every file. A byte-order mark stays in the text (offsets
// are those of the file) and has no width in columns.

#include <cstdint>
#include <memory>
#include <string_view>

namespace pellucid::source {

// Half-open range of byte offsets.
struct Range {
  uint32_t start;
  uint32_t end;

  constexpr uint32_t size() const { return end - start; }
  constexpr bool contains(uint32_t offset) const { return start <= offset && offset < end; }
  constexpr bool contains(Range other) const { return start <= other.start && other.end <= end; }
  friend constexpr bool operator==(Range, Range) = default;
};

// Texts above this size are refused (decode.h): every offset and row then fits 32 bits with room to spare.
inline constexpr uint32_t kMaxTextSize = 1u << 30;

class Text {
 public:
  static constexpr uint32_t kPadding = 64;  // zero bytes behind the text

  Text() : Text(std::string_view{}) {}
  explicit Text(std::string_view bytes);  // copies; `bytes.size() <= kMaxTextSize`
  // Takes a buffer of `size + kPadding` bytes, the last kPadding of them zero.
  Text(std::unique_ptr<char[]> padded, uint32_t size) : bytes_(std::move(padded)), size_(size) {}

  const char* data() const { return bytes_.get(); }
  uint32_t size() const { return size_; }
  std::string_view view() const { return {bytes_.get(), size_}; }
  std::string_view slice(Range range) const { return view().substr(range.start, range.size()); }
  bool has_byte_order_mark() const { return view().starts_with("\xEF\xBB\xBF"); }

 private:
  std::unique_ptr<char[]> bytes_;
  uint32_t size_;
};

}  // namespace pellucid::source
