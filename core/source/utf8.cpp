#include "source/utf8.h"

namespace pellucid::source {

namespace {

uint8_t byte(const char* p) { return static_cast<uint8_t>(*p); }

bool continues(const char* p) { return (byte(p) & 0xC0) == 0x80; }

constexpr Character kInvalid = {kReplacementCharacter, 1, false};

}  // namespace

Character character_at(const char* p, const char* end) {
  uint8_t first = byte(p);
  if (first < 0x80) return {first, 1, true};
  auto left = end - p;
  if (first < 0xC2) return kInvalid;
  if (first < 0xE0) {
    if (left < 2 || !continues(p + 1)) return kInvalid;
    return {static_cast<uint32_t>((first & 0x1F) << 6 | (byte(p + 1) & 0x3F)), 2, true};
  }
  if (first < 0xF0) {
    if (left < 3 || !continues(p + 1) || !continues(p + 2)) return kInvalid;
    uint32_t code = (first & 0x0Fu) << 12 | (byte(p + 1) & 0x3Fu) << 6 | (byte(p + 2) & 0x3Fu);
    if (code < 0x800 || (code >= 0xD800 && code < 0xE000)) return kInvalid;
    return {code, 3, true};
  }
  if (first < 0xF5) {
    if (left < 4 || !continues(p + 1) || !continues(p + 2) || !continues(p + 3)) return kInvalid;
    uint32_t code = (first & 0x07u) << 18 | (byte(p + 1) & 0x3Fu) << 12 | (byte(p + 2) & 0x3Fu) << 6 |
                    (byte(p + 3) & 0x3Fu);
    if (code < 0x10000 || code > 0x10FFFF) return kInvalid;
    return {code, 4, true};
  }
  return kInvalid;
}

void append_utf8(std::string& out, uint32_t code) {
  auto put = [&out](uint32_t value) { out.push_back(static_cast<char>(value)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

bool is_ascii(std::string_view text) {
  // Eight words at a time, so that the loop vectorises: there is no exit inside a block.
  const char* p = text.data();
  const char* end = p + text.size();
  for (; end - p >= 64; p += 64) {
    uint64_t any = 0;
    for (int i = 0; i < 64; i += 8) {
      uint64_t word;
      __builtin_memcpy(&word, p + i, 8);
      any |= word;
    }
    if (any & 0x8080808080808080u) return false;
  }
  for (; p < end; ++p)
    if (byte(p) >= 0x80) return false;
  return true;
}

uint32_t first_invalid_utf8(std::string_view text) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  for (const char* p = begin; p < end;) {
    if (byte(p) < 0x80) {
      uint64_t word;
      if (end - p >= 8 && (__builtin_memcpy(&word, p, 8), (word & 0x8080808080808080u) == 0)) {
        p += 8;
      } else {
        ++p;
      }
      continue;
    }
    Character c = character_at(p, end);
    if (!c.valid) return static_cast<uint32_t>(p - begin);
    p += c.length;
  }
  return static_cast<uint32_t>(text.size());
}

}  // namespace pellucid::source
