#include "lex/characters.h"

#include <cctype>
#include <map>
#include <string>

#include <doctest/doctest.h>

namespace pellucid::lex {
namespace {

// The prefixes of the language reference's grammar (2.4.1) and PEP 750, in lower case.
const std::map<std::string, uint16_t> kPrefixes = {
    {"r", kRawString},
    {"u", kUnicodePrefix},
    {"b", kBytesString},
    {"br", kBytesString | kRawString},
    {"rb", kBytesString | kRawString},
    {"f", kFormatString},
    {"fr", kFormatString | kRawString},
    {"rf", kFormatString | kRawString},
    {"t", kTemplateString},
    {"tr", kTemplateString | kRawString},
    {"rt", kTemplateString | kRawString},
};

TEST_CASE("of all words of up to three letters exactly the prefixes of the language are prefixes") {
  std::string letters = "abfrtuxABFRTU0_";
  std::string word;
  auto check = [&word] {
    std::string lower;
    for (char c : word) lower.push_back(static_cast<char>(std::tolower(c)));
    auto known = kPrefixes.find(lower);
    uint16_t flags = 0;
    bool is_prefix = string_prefix(word, flags);
    CAPTURE(word);
    CHECK(is_prefix == (known != kPrefixes.end()));
    if (is_prefix && known != kPrefixes.end()) CHECK(flags == known->second);
  };
  for (char a : letters) {
    word = {a};
    check();
    for (char b : letters) {
      word = {a, b};
      check();
      for (char c : letters) {
        word = {a, b, c};
        check();
      }
    }
  }
}

TEST_CASE("hexadecimal digits have their values, all other bytes sixteen") {
  std::string digits = "0123456789abcdef";
  for (int byte = 0; byte < 256; ++byte) {
    auto c = static_cast<char>(byte);
    size_t value = byte < 128 ? digits.find(static_cast<char>(std::tolower(byte))) : std::string::npos;
    CAPTURE(byte);
    CHECK(hex_value(c) == (value == std::string::npos ? 16 : value));
  }
}

TEST_CASE("a line break is LF, CR or CR LF") {
  auto length = [](const char* text) { return after_line_break(text) - text; };
  CHECK(length("\n\n") == 1);
  CHECK(length("\r\n") == 2);
  CHECK(length("\r\r") == 1);
  CHECK(length("x") == 0);
  CHECK(length("") == 0);
}

}  // namespace
}  // namespace pellucid::lex
