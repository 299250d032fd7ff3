#include "source/utf8.h"

#include <string>

#include <doctest/doctest.h>

#include "support/random.h"

namespace pellucid::source {
namespace {

// The well-formed sequences of the Unicode standard's table 3-7, row by row.
uint32_t well_formed_length(std::string_view bytes) {
  auto in = [&](size_t i, uint8_t low, uint8_t high) {
    return i < bytes.size() && static_cast<uint8_t>(bytes[i]) >= low &&
           static_cast<uint8_t>(bytes[i]) <= high;
  };
  if (in(0, 0x00, 0x7F)) return 1;
  if (in(0, 0xC2, 0xDF) && in(1, 0x80, 0xBF)) return 2;
  bool third = in(2, 0x80, 0xBF);
  if (in(0, 0xE0, 0xE0) && in(1, 0xA0, 0xBF) && third) return 3;
  if (in(0, 0xE1, 0xEC) && in(1, 0x80, 0xBF) && third) return 3;
  if (in(0, 0xED, 0xED) && in(1, 0x80, 0x9F) && third) return 3;
  if (in(0, 0xEE, 0xEF) && in(1, 0x80, 0xBF) && third) return 3;
  bool fourth = third && in(3, 0x80, 0xBF);
  if (in(0, 0xF0, 0xF0) && in(1, 0x90, 0xBF) && fourth) return 4;
  if (in(0, 0xF1, 0xF3) && in(1, 0x80, 0xBF) && fourth) return 4;
  if (in(0, 0xF4, 0xF4) && in(1, 0x80, 0x8F) && fourth) return 4;
  return 0;
}

void check_against_table(std::string_view text) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  uint32_t first_invalid = static_cast<uint32_t>(text.size());
  bool ascii = true;
  for (const char* p = begin; p < end;) {
    Character c = character_at(p, end);
    uint32_t length = well_formed_length({p, static_cast<size_t>(end - p)});
    REQUIRE(c.valid == (length != 0));
    REQUIRE(c.length == (length != 0 ? length : 1));
    if (c.valid) {
      std::string again;
      append_utf8(again, c.code);
      CHECK(again == std::string_view(p, c.length));
      CHECK(utf16_units(static_cast<unsigned char>(*p)) == (c.code > 0xFFFF ? 2 : 1));
    } else {
      CHECK(c.code == kReplacementCharacter);
      first_invalid = std::min(first_invalid, static_cast<uint32_t>(p - begin));
    }
    ascii &= static_cast<uint8_t>(*p) < 0x80;
    p += c.length;
  }
  CHECK(first_invalid_utf8(text) == first_invalid);
  CHECK(is_ascii(text) == ascii);
}

TEST_CASE("any bytes are stepped through as the Unicode standard cuts them") {
  tests::Random random(4);
  for (int round = 0; round < 300; ++round) check_against_table(random.bytes(random.below(200)));
  for (int round = 0; round < 300; ++round)
    check_against_table(random.joined(tests::kTextPieces, random.below(60)));
}

TEST_CASE("a character that the end of the text cuts off is invalid byte by byte") {
  for (std::string_view whole : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"})
    for (size_t size = 1; size < whole.size(); ++size) check_against_table(whole.substr(0, size));
}

TEST_CASE("every code point survives being written and read") {
  std::string text;
  for (uint32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;
    text.clear();
    append_utf8(text, code);
    Character c = character_at(text.data(), text.data() + text.size());
    bool same = c.valid && c.code == code && c.length == text.size();
    if (!same) FAIL_CHECK("U+" << code);
  }
}

TEST_CASE("a byte beyond ASCII is found wherever it stands") {
  for (uint32_t size = 1; size < 150; ++size) {
    std::string text(size, 'a');
    CHECK(is_ascii(text));
    for (uint32_t at = 0; at < size; ++at) {
      text[at] = '\x80';
      bool found = !is_ascii(text) && first_invalid_utf8(text) == at;
      if (!found) FAIL_CHECK("byte " << at << " of " << size);
      text[at] = 'a';
    }
  }
}

}  // namespace
}  // namespace pellucid::source
