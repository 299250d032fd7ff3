#include "lex/literal.h"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "lex/token.h"
#include "source/character_names.h"
#include "support/random.h"

namespace pellucid::lex {
namespace {

using namespace std::string_view_literals;

TEST_CASE("string literals") {
  struct Case {
    std::string_view source;
    std::string_view value;
  };
  constexpr Case kCases[] = {
      {"''", ""},
      {"'a'", "a"},
      {R"("it's")", "it's"},
      {R"('''a''b"c''')", R"(a''b"c)"},
      {R"('\n\t\\\'\"\a\b\f\r\v')", "\n\t\\'\"\a\b\f\r\v"},
      {R"('\x41\u20ac\U0001F600')", "A\xE2\x82\xAC\xF0\x9F\x98\x80"},
      {R"('\0\12\1234')", "\0\nS4"sv},
      {R"('\777')", "\xC7\xBF"},
      {R"(r'\n\x41\'')", R"(\n\x41\')"},
      {R"(u'a')", "a"},
      {R"('\ud800')", "\xED\xA0\x80"},
      // An escape that is none stands for itself, backslash and all.
      {R"('\d\ \8')", R"(\d\ \8)"},
      // The lexer reports these; here they stand for themselves.
      {R"('\xg1\u12')", R"(\xg1\u12)"},
      // A backslash joins lines; a line break is LF however it is spelled.
      {"'a\\\nb'", "ab"},
      {"'a\\\r\nb'", "ab"},
      {"'''a\r\nb\rc\nd'''", "a\nb\nc\nd"},
      {"r'''a\r\nb'''", "a\nb"},
      // Several tokens are one literal, whatever stands between.
      {"'a' \"b\"", "ab"},
      {"'a'\n  # 'no'\n  R'\\b'\\\n'c'", "a\\bc"},
      // Without its end.
      {"'a", "a"},
      {"'''a''", "a''"},
      {"'a\\", "a\\"},
      {"'a\n'b'", "ab"},
      {"'a\\\r\nb' t", "ab"},
      {"'a' wrong 'b'", "ab"},
  };
  for (const Case& c : kCases) {
    CAPTURE(c.source);
    CHECK(decode_string_literal(c.source) == c.value);
  }
}

TEST_CASE("characters by name" * doctest::skip(!source::has_character_names())) {
  CHECK(decode_string_literal(R"('\N{EM DASH}\N{em dash}')") == "\xE2\x80\x94\xE2\x80\x94");
  CHECK(decode_string_literal(R"(r'\N{EM DASH}')") == R"(\N{EM DASH})");
}

TEST_CASE("bytes literals") {
  CHECK(decode_bytes_literal(R"(b'a\x00\xff\377')") == "a\0\xff\xff"sv);
  CHECK(decode_bytes_literal(R"(rb'\x00')") == R"(\x00)");
  CHECK(decode_bytes_literal(R"(b'a' B"b")") == "ab");
  // In bytes these are no escapes.
  CHECK(decode_bytes_literal(R"(b'\u0041\N{DASH}')") == R"(\u0041\N{DASH})");
}

TEST_CASE("text between the fields of an f-string") {
  CHECK(decode_interpolated_text(R"(a{{b}}\n)", TextOf::String) == "a{b}\n");
  CHECK(decode_interpolated_text(R"(a{{b}}\n)", TextOf::RawString) == R"(a{b}\n)");
  CHECK(decode_interpolated_text(R"(>\x31)", TextOf::FormatSpec) == ">1");
  CHECK(decode_interpolated_text(R"(>\x31)", TextOf::RawFormatSpec) == R"(>\x31)");
  CHECK(decode_interpolated_text("}}", TextOf::FormatSpec) == "}}");
}

TEST_CASE("each byte of a value comes from somewhere in the source") {
  std::vector<uint32_t> offsets;
  CHECK(decode_string_literal("'ab'", offsets) == "ab");
  CHECK(offsets == std::vector<uint32_t>{1, 2, 3});
  CHECK(decode_string_literal("r'\\n' # two\n 'x\\x41\\\ny'", offsets) == "\\nxAy");
  CHECK(offsets == std::vector<uint32_t>{2, 3, 14, 15, 21, 22});
  CHECK(decode_string_literal("'\\u00e9!'", offsets) == "\xC3\xA9!");
  CHECK(offsets == std::vector<uint32_t>{1, 1, 7, 8});
  CHECK(decode_bytes_literal("b'\\xff%'", offsets) == "\xFF%");
  CHECK(offsets == std::vector<uint32_t>{2, 6, 7});
  CHECK(decode_string_literal("''", offsets).empty());
  CHECK(offsets == std::vector<uint32_t>{1});
}

TEST_CASE("a literal's tokens say where their prefixes and texts are") {
  std::vector<StringToken> tokens = string_tokens("f'a' Rb\"\"\"b\"\"\"");
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[0].prefix == 0);
  CHECK(tokens[0].quote == 1);
  CHECK(tokens[0].text_start == 2);
  CHECK(tokens[0].text_end == 3);
  CHECK((tokens[0].flags & kFormatString) != 0);
  CHECK(tokens[1].prefix == 5);
  CHECK(tokens[1].quote == 7);
  CHECK(tokens[1].text_start == 10);
  CHECK(tokens[1].text_end == 11);
  CHECK((tokens[1].flags & kRawString) != 0);
}

TEST_CASE("a literal knows whether its first part has the prefix u") {
  CHECK(has_unicode_prefix("u'a'"));
  CHECK(has_unicode_prefix("u'a' 'b'"));
  CHECK(!has_unicode_prefix("U'a'"));
  CHECK(!has_unicode_prefix("'a' u'b'"));
  CHECK(!has_unicode_prefix(""));
}

TEST_CASE("decoding reads nothing beyond any source it is given") {
  tests::Random random(8);
  constexpr std::string_view kPieces[] = {"'", "\"",     "'''",  "\\",       "\\x4", "\\N{", "}",
                                          "{", "\n",     "\r\n", "#",        " ",    "rb",   "u",
                                          "f", "\\u00e", "7",    "\xC3\xA9", "\xFF"};
  for (int round = 0; round < 2000; ++round) {
    // On the heap with the one byte behind it that may be read, so that the sanitizer sees those that may
    // not.
    std::string pieces = random.joined(kPieces, 1 + random.below(12));
    std::vector<char> source(pieces.begin(), pieces.end());
    source.push_back(0);
    std::string_view view(source.data(), pieces.size());
    CHECK(decode_string_literal(view).size() <= 3 * pieces.size());
    CHECK(decode_bytes_literal(view).size() <= pieces.size());
    std::vector<uint32_t> offsets;
    std::string value = decode_string_literal(view, offsets);
    CHECK(value == decode_string_literal(view));
    CHECK(offsets.size() == value.size() + 1);
    CHECK(std::is_sorted(offsets.begin(), offsets.end()));
    CHECK(offsets.back() <= view.size());
    CHECK(decode_interpolated_text(view, TextOf::String).size() <= 3 * pieces.size());
  }
}

}  // namespace
}  // namespace pellucid::lex
