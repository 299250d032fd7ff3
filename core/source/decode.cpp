#include "source/decode.h"

#include <cstring>

#include "source/utf8.h"

namespace pellucid::source {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

bool names_coding(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

std::string_view line_at(std::string_view bytes, size_t at) {
  return bytes.substr(at, bytes.find_first_of("\r\n", at) - at);
}

size_t line_after(std::string_view bytes, size_t at) {
  size_t end = bytes.find_first_of("\r\n", at);
  if (end == std::string_view::npos) return bytes.size();
  return end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
}

// The name in `# … coding: name`, PEP 263: only in a comment that is alone on its line.
std::optional<Range> cookie_in(std::string_view line, size_t offset) {
  size_t i = 0;
  while (i < line.size() && is_blank(line[i])) ++i;
  if (i == line.size() || line[i] != '#') return std::nullopt;
  for (size_t at = line.find("coding", i); at != std::string_view::npos; at = line.find("coding", at + 1)) {
    size_t p = at + 6;
    if (p >= line.size() || (line[p] != ':' && line[p] != '=')) continue;
    ++p;
    while (p < line.size() && (line[p] == ' ' || line[p] == '\t')) ++p;
    size_t end = p;
    while (end < line.size() && names_coding(line[end])) ++end;
    if (end > p) return Range{static_cast<uint32_t>(offset + p), static_cast<uint32_t>(offset + end)};
  }
  return std::nullopt;
}

std::optional<Range> find_cookie(std::string_view bytes, size_t begin) {
  std::string_view first = line_at(bytes, begin);
  if (auto found = cookie_in(first, begin)) return found;
  size_t i = 0;
  while (i < first.size() && is_blank(first[i])) ++i;
  if (i < first.size() && first[i] != '#') return std::nullopt;
  size_t second = line_after(bytes, begin);
  return cookie_in(line_at(bytes, second), second);
}

// Python takes `Latin_1`, `latin-1-unix` and the like for the same coding.
std::optional<Coding> coding_named(std::string_view name) {
  std::string normal;
  for (char c : name)
    normal.push_back(c == '_' ? '-' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c);
  auto is = [&normal](std::string_view known) {
    return normal == known || (normal.starts_with(known) && normal[known.size()] == '-');
  };
  if (is("utf-8") || normal == "utf8" || normal == "u8") return Coding::Utf8;
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || normal == "latin1" || normal == "l1" ||
      normal == "iso8859-1")
    return Coding::Latin1;
  if (normal == "ascii" || normal == "us-ascii") return Coding::Ascii;
  if (normal == "cp1252" || normal == "windows-1252" || normal == "1252") return Coding::Cp1252;
  return std::nullopt;
}

// cp1252 between 0x80 and 0x9F; 0 where it has no character. Elsewhere it is Latin-1.
constexpr uint16_t kCp1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::string hex_byte(uint8_t value) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  return {'0', 'x', kDigits[value >> 4], kDigits[value & 15]};
}

Decoded from_single_bytes(std::string_view bytes, Coding coding) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  std::optional<CodingProblem> problem;
  for (char c : bytes) {
    uint32_t code = static_cast<uint8_t>(c);
    auto offset = static_cast<uint32_t>(out.size());
    if (coding == Coding::Cp1252 && code >= 0x80 && code < 0xA0) {
      code = kCp1252[code - 0x80];
      if (code == 0) {
        code = kReplacementCharacter;
        if (!problem)
          problem = {{offset, offset + 3},
                     "byte " + hex_byte(static_cast<uint8_t>(c)) + " has no character in cp1252"};
      }
    }
    append_utf8(out, code);
  }
  if (out.size() > kMaxTextSize) return {Text(), coding, CodingProblem{{0, 0}, "file is larger than 1 GiB"}};
  return {Text(out), coding, std::move(problem)};
}

enum class Given : uint8_t { Bytes, Characters };

Decoded decode_as_declared(std::string_view bytes, Given given) {
  if (bytes.size() > kMaxTextSize)
    return {Text(), Coding::Utf8, CodingProblem{{0, 0}, "file is larger than 1 GiB"}};
  bool marked = bytes.starts_with(kByteOrderMark);
  auto cookie = find_cookie(bytes, marked ? kByteOrderMark.size() : 0);
  Coding coding = Coding::Utf8;
  std::optional<CodingProblem> problem;
  if (cookie) {
    std::string name(bytes.substr(cookie->start, cookie->size()));
    if (auto known = coding_named(name)) {
      coding = *known;
    } else {
      problem = {*cookie,
                 "unknown source encoding `" + name + "`: utf-8, ascii, latin-1 and cp1252 are supported"};
    }
    // CPython wants the name itself there, not one of its aliases (`utf8`).
    bool same = name.size() >= 5 && (name[3] == '-' || name[3] == '_') && coding == Coding::Utf8;
    if (marked && !same) {
      problem = {*cookie,
                 "source encoding `" + name + "` contradicts the byte-order mark, which means UTF-8"};
      coding = Coding::Utf8;
    }
  }
  if (given == Given::Characters) coding = Coding::Utf8;
  if (coding == Coding::Latin1 || coding == Coding::Cp1252) {
    if (is_ascii(bytes)) return {Text(bytes), coding, std::nullopt};
    return from_single_bytes(bytes, coding);
  }
  if (!is_ascii(bytes) && !problem) {
    uint32_t at = 0;
    if (coding == Coding::Ascii) {
      while (static_cast<uint8_t>(bytes[at]) < 0x80) ++at;
    } else {
      at = first_invalid_utf8(bytes);
    }
    if (at < bytes.size()) {
      const char* what =
          coding == Coding::Ascii ? " is not ASCII, the encoding this file declares" : " is not valid UTF-8";
      problem = {{at, at + 1}, "byte " + hex_byte(static_cast<uint8_t>(bytes[at])) + what};
    }
  }
  return {Text(bytes), coding, std::move(problem)};
}

Decoded decode_given(std::string_view bytes, Given given) {
  Decoded decoded = decode_as_declared(bytes, given);
  if (size_t null = decoded.text.view().find('\0'); null != std::string_view::npos && !decoded.problem) {
    auto at = static_cast<uint32_t>(null);
    decoded.problem = {{at, at + 1}, "the source contains a null byte"};
  }
  return decoded;
}

}  // namespace

Decoded decode(std::string_view bytes) { return decode_given(bytes, Given::Bytes); }

Decoded decode_characters(std::string_view utf8) { return decode_given(utf8, Given::Characters); }

namespace {

// The byte of a character; none if the coding lacks it.
std::optional<char> single_byte(const Character& character, Coding coding) {
  if (!character.valid) return std::nullopt;
  uint32_t code = character.code;
  if (coding == Coding::Cp1252 && code >= 0x80) {
    for (uint32_t i = 0; i < 32; ++i)
      if (kCp1252[i] == code) return static_cast<char>(0x80 + i);
    if (code < 0xA0) return std::nullopt;
  }
  if (code > (coding == Coding::Ascii ? 0x7Fu : 0xFFu)) return std::nullopt;
  return static_cast<char>(code);
}

}  // namespace

std::optional<std::string> encode(std::string_view utf8, Coding coding) {
  if (coding == Coding::Utf8) return std::string(utf8);
  std::string out;
  for (const char *p = utf8.data(), *end = p + utf8.size(); p < end;) {
    Character character = character_at(p, end);
    auto byte = single_byte(character, coding);
    if (!byte) return std::nullopt;
    out.push_back(*byte);
    p += character.length;
  }
  return out;
}

}  // namespace pellucid::source
