#pragma once

// Small questions about characters that the lexer and the literal decoder ask.

#include <cstdint>
#include <string_view>

#include "lex/token.h"

namespace pellucid::lex {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_line_break(char c) { return c == '\n' || c == '\r'; }

// Behind the LF, CR or CR LF at `p`; `p` itself if there is none.
constexpr const char* after_line_break(const char* p) {
  if (*p == '\r') return p + (p[1] == '\n' ? 2 : 1);
  return p + (*p == '\n');
}

constexpr bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         static_cast<uint8_t>(c) >= 0x80;
}

// The value of a hexadecimal digit, or 16.
constexpr uint32_t hex_value(char c) {
  if (is_digit(c)) return static_cast<uint32_t>(c - '0');
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? static_cast<uint32_t>(lower - 'a' + 10) : 16;
}

// Language reference 2.4.1: sets `flags` and says true for `r`, `Rb`, `F` and so on.
constexpr bool string_prefix(std::string_view letters, uint16_t& flags) {
  uint16_t found = 0;
  for (char c : letters) {
    uint16_t flag = 0;
    switch (c | 0x20) {
      case 'r': flag = kRawString; break;
      case 'b': flag = kBytesString; break;
      case 'f': flag = kFormatString; break;
      case 't': flag = kTemplateString; break;
      case 'u': flag = kUnicodePrefix; break;
      default: return false;
    }
    if (found & flag) return false;
    found |= flag;
  }
  if (letters.size() > 2 || (letters.size() == 2 && (!(found & kRawString) || (found & kUnicodePrefix))))
    return false;
  flags = found;
  return true;
}

// The ASCII characters that a typographic one is usually meant for, or nothing.
constexpr std::string_view ascii_lookalike(uint32_t code) {
  switch (code) {
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
    case 0xFF02: return "\"";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0xB4:
    case 0x60:
    case 0xFF07: return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
    case 0xFF0D: return "-";
    case 0xD7:
    case 0x2217:
    case 0xFF0A: return "*";
    case 0xF7:
    case 0x2215:
    case 0xFF0F: return "/";
    case 0x2264: return "<=";
    case 0x2265: return ">=";
    case 0x2260: return "!=";
    case 0x2192: return "->";
    case 0x2026: return "...";
    case 0xFF08: return "(";
    case 0xFF09: return ")";
    case 0xFF3B: return "[";
    case 0xFF3D: return "]";
    case 0xFF5B: return "{";
    case 0xFF5D: return "}";
    case 0xFF0C:
    case 0x3001: return ",";
    case 0xFF1A: return ":";
    case 0xFF1B:
    case 0x37E: return ";";
    case 0xFF0E:
    case 0x3002: return ".";
    case 0xFF1D: return "=";
    case 0xFF0B: return "+";
    case 0xA0:
    case 0x2002:
    case 0x2003:
    case 0x2009:
    case 0x202F:
    case 0x3000: return " ";
    default: return {};
  }
}

}  // namespace pellucid::lex
