#include "source/unicode.h"

#include <string>

#include <doctest/doctest.h>

#include "source/utf8.h"

namespace pellucid::source {
namespace {

std::string spelled(std::initializer_list<uint32_t> codes) {
  std::string out;
  for (uint32_t code : codes) append_utf8(out, code);
  return out;
}

TEST_CASE("letters start an identifier, digits and marks go on with one, signs do neither") {
  struct Case {
    uint32_t code;
    bool starts;
    bool continues;
  };
  constexpr Case kCases[] = {
      {0xE9, true, true},                               // é
      {0x3B1, true, true},                              // α
      {0x4E2D, true, true},                             // 中
      {0x1D4B3, true, true},                            // 𝒳
      {0x2118, true, true},                             // ℘, Other_ID_Start
      {0x660, false, true},                             // Arabic digit zero
      {0x301, false, true},                             // combining acute accent
      {0xB7, false, true},                              // middle dot, Other_ID_Continue
      {0x203F, false, true},                            // undertie, a connector as `_` is
      {0x37A, false, false},                            // its normal form begins with a space
      {0x20AC, false, false},                           // euro sign
      {0x1F600, false, false}, {0x2028, false, false},  // line separator
      {0xA0, false, false},    {0x10FFFF, false, false},
  };
  for (const Case& c : kCases) {
    CAPTURE(c.code);
    CHECK(may_start_identifier(c.code, 14) == c.starts);
    CHECK(may_continue_identifier(c.code, 14) == c.continues);
  }
}

TEST_CASE("a letter is known from the Unicode of its Python on") {
  struct Case {
    uint32_t code;
    uint32_t since;
  };
  constexpr Case kCases[] = {
      {0x30000, 9},   // CJK extension G: Unicode 13, Python 3.9
      {0x10570, 11},  // Vithkuqi: Unicode 14, Python 3.11
      {0x31350, 12},  // CJK extension H: Unicode 15, Python 3.12
      {0x2EBF0, 13},  // CJK extension I: Unicode 15.1, Python 3.13
      {0x105C0, 14},  // Todhri: Unicode 16, Python 3.14
  };
  for (const Case& c : kCases) {
    CAPTURE(c.code);
    for (uint32_t minor = 8; minor <= 15; ++minor) {
      CHECK(may_start_identifier(c.code, minor) == (minor >= c.since));
      CHECK(may_continue_identifier(c.code, minor) == (minor >= c.since));
    }
  }
}

TEST_CASE("identifiers are compared in their normal form NFKC") {
  struct Case {
    std::initializer_list<uint32_t> written;
    std::initializer_list<uint32_t> normal;
  };
  const Case kCases[] = {
      {{'x'}, {'x'}},
      {{0xFB01}, {'f', 'i'}},                              // ligature
      {{0x1D518, 0x1D52B}, {'U', 'n'}},                    // Fraktur
      {{'e', 0x301}, {0xE9}},                              // composed
      {{0x212B}, {0xC5}},                                  // Ångström sign
      {{'a', 0x323, 0x307}, {0x1EA1, 0x307}},              // marks of different classes
      {{'a', 0x307, 0x323}, {0x1EA1, 0x307}},              // … in the other order
      {{0x1E9B, 0x323}, {0x1E69}},                         // decomposed, ordered and composed again
      {{0x1112, 0x1161, 0x11AB}, {0xD55C}},                // Hangul
      {{0xD558, 0x11AB}, {0xD55C}},                        // Hangul syllable and a final consonant
      {{0xAA}, {'a'}},                                     // feminine ordinal indicator
      {{0xFF21, 0xFF3F, 0xFF10}, {'A', '_', '0'}},         // full width
      {{0x3A9, 0x2126}, {0x3A9, 0x3A9}},                   // omega and ohm
      {{0x915, 0x93C}, {0x915, 0x93C}},                    // a composition that Unicode excludes
      {{'a', 0x300, 0x300, 0x301}, {0xE0, 0x300, 0x301}},  // a mark blocked by one of its class
  };
  for (const Case& c : kCases) CHECK(normalize_identifier(spelled(c.written)) == spelled(c.normal));
}

}  // namespace
}  // namespace pellucid::source
