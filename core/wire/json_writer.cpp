#include "wire/json_writer.h"

#include "source/utf8.h"

namespace pellucid::wire {

namespace {

constexpr char kHex[] = "0123456789abcdef";

void append_escape(std::string& out, uint32_t unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kHex[unit >> shift & 15]);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  const char* p = text.data();
  const char* end = p + text.size();
  bool behind_high = false;  // a high surrogate has just been escaped
  while (p < end) {
    auto c = static_cast<uint8_t>(*p);
    if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
      behind_high = false;
      const char* run = p;
      do {
        c = static_cast<uint8_t>(*++p);
      } while (p < end && c >= 0x20 && c < 0x7F && c != '"' && c != '\\');
      out.append(run, p);
      continue;
    }
    if (c < 0x80) behind_high = false;
    switch (c) {
      case '"':
        out += "\\\"";
        ++p;
        continue;
      case '\\':
        out += "\\\\";
        ++p;
        continue;
      case '\n':
        out += "\\n";
        ++p;
        continue;
      case '\r':
        out += "\\r";
        ++p;
        continue;
      case '\t':
        out += "\\t";
        ++p;
        continue;
      default: break;
    }
    if (c < 0x80) {
      append_escape(out, c);
      ++p;
      continue;
    }
    bool surrogate = c == 0xED && end - p >= 3 && static_cast<uint8_t>(p[1]) >= 0xA0 &&
                     (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
    if (surrogate) {
      uint32_t unit = 0xD000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
      if (unit >= 0xDC00 && behind_high) {
        out.append(p, 3);
      } else {
        append_escape(out, unit);
      }
      behind_high = unit < 0xDC00;
      p += 3;
      continue;
    }
    behind_high = false;
    source::Character character = source::character_at(p, end);
    // Line ends of Unicode, which some readers of lines take for such.
    if (character.valid && (character.code <= 0x9F || character.code == 0x2028 || character.code == 0x2029)) {
      append_escape(out, character.code);
    } else if (character.valid) {
      out.append(p, character.length);
    } else {
      out += "\xEF\xBF\xBD";
    }
    p += character.length;
  }
  out.push_back('"');
}

}  // namespace pellucid::wire
