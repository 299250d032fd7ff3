#pragma once

// UTF-8, one character at a time. Every byte that is not part of a well-formed character is a character of
// its own, so that any bytes whatsoever can be stepped through.

#include <cstdint>
#include <string>
#include <string_view>

namespace pellucid::source {

inline constexpr uint32_t kReplacementCharacter = 0xFFFD;

struct Character {
  uint32_t code;    // the code point, or kReplacementCharacter for an invalid byte
  uint32_t length;  // bytes, 1 to 4
  bool valid;
};

// The character at `p`; `p < end`. Surrogates, overlong forms and codes above U+10FFFF are invalid.
Character character_at(const char* p, const char* end);

void append_utf8(std::string& out, uint32_t code);

// The offset of the first byte that is not well-formed UTF-8, or the size of the text.
uint32_t first_invalid_utf8(std::string_view text);

// Whether every byte is below 0x80.
bool is_ascii(std::string_view text);

// UTF-16 code units of a well-formed character with this first byte: two for those beyond the basic plane.
constexpr uint32_t utf16_units(unsigned char first_byte) { return first_byte >= 0xF0 ? 2 : 1; }

}  // namespace pellucid::source
