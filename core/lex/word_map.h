#pragma once

// A bit for every byte of a text: does it belong to a word (ASCII letter, digit, `_`, any byte beyond ASCII)?
// Made in one vectorised pass before lexing, so that the lexer finds the end of a word with one load and a
// count of bits. That count is on its critical path: where the next token begins depends on it.

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>

#include "source/text.h"

namespace pellucid::lex {

class WordMap {
 public:
  // O(text); an eighth of its size in memory.
  explicit WordMap(const source::Text& text);

  // How many bytes from `offset` on belong to a word, or kMany if that many or more do.
  uint32_t word_length(uint32_t offset) const {
    uint64_t bits;
    std::memcpy(&bits, bytes_.get() + (offset >> 3), 8);
    // At least 57 bits are those of the text; above them come zeros.
    return static_cast<uint32_t>(std::countr_one(bits >> (offset & 7)));
  }
  static constexpr uint32_t kMany = 57;

  bool is_ascii() const { return ascii_; }

 private:
  std::unique_ptr<uint8_t[]> bytes_;
  bool ascii_;
};

}  // namespace pellucid::lex
