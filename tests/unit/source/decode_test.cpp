#include "source/decode.h"

#include <string>

#include <doctest/doctest.h>

#include "source/utf8.h"
#include "support/random.h"

namespace pellucid::source {
namespace {

// What the problem points at, and a word of its message; both empty for no problem.
struct Case {
  std::string_view bytes;
  Coding coding;
  std::string_view text;
  std::string_view problem_at = {};
  std::string_view problem = {};
};

void check(const Case& c) {
  CAPTURE(std::string(c.bytes));
  Decoded decoded = decode(c.bytes);
  CHECK(decoded.coding == c.coding);
  CHECK(decoded.text.view() == c.text);
  REQUIRE(decoded.problem.has_value() == !c.problem.empty());
  if (!decoded.problem) return;
  CHECK(decoded.text.slice(decoded.problem->range) == c.problem_at);
  INFO(decoded.problem->message);
  CHECK(decoded.problem->message.find(c.problem) != std::string::npos);
}

void check_same_text(std::string_view bytes, Coding coding) { check({bytes, coding, bytes}); }

TEST_CASE("text without a cookie is UTF-8") {
  check_same_text("", Coding::Utf8);
  check_same_text("x = 1\n", Coding::Utf8);
  check_same_text("x = '\xC3\xA9'\n", Coding::Utf8);
  check({"x = '\xE9'\n", Coding::Utf8, "x = '\xE9'\n", "\xE9", "byte 0xE9 is not valid UTF-8"});
  check({"\xE2\x82", Coding::Utf8, "\xE2\x82", "\xE2", "0xE2"});
}

TEST_CASE("a byte-order mark stays in the text and settles the coding") {
  check_same_text("\xEF\xBB\xBFx\n", Coding::Utf8);
  check_same_text("\xEF\xBB\xBF# coding: utf-8\n", Coding::Utf8);
  CHECK(decode("\xEF\xBB\xBFx").text.has_byte_order_mark());
  CHECK(!decode("x\xEF\xBB\xBF").text.has_byte_order_mark());
  std::string_view contradicted = "\xEF\xBB\xBF# coding: latin-1\nx = '\xC3\xA9'\n";
  check({contradicted, Coding::Utf8, contradicted, "latin-1", "contradicts the byte-order mark"});
}

TEST_CASE("a cookie is found where PEP 263 says") {
  for (std::string_view line : {"# coding: latin-1", "#coding=latin-1", "# -*- coding: latin-1 -*-",
                                "# vim: set fileencoding=latin-1 :", " \t\f# coding:\tlatin-1",
                                "# coding is hard; coding: latin-1"}) {
    std::string rest = "\nx = '\xE9'\n";
    std::string decoded_rest = "\nx = '\xC3\xA9'\n";
    check({std::string(line) + rest, Coding::Latin1, std::string(line) + decoded_rest});
    // In the second line, behind a comment or a blank line, whatever ends the first.
    for (std::string first : {"#!/usr/bin/python\n", "\n", " \r\n", "# x\r"})
      check({first + std::string(line) + rest, Coding::Latin1, first + std::string(line) + decoded_rest});
  }
}

TEST_CASE("a cookie anywhere else is a comment") {
  for (std::string_view bytes :
       {"x = 1  # coding: latin-1\n", "x = 1\n# coding: latin-1\n", "\n\n# coding: latin-1\n",
        "# coding latin-1\n", "# coding:\n", "'''\n# coding: latin-1'''\n"})
    check_same_text(bytes, Coding::Utf8);
}

TEST_CASE("codings are known by the names that Python knows them by") {
  auto coding_of = [](std::string_view name) {
    return decode("# coding: " + std::string(name) + "\n").coding;
  };
  for (std::string_view name : {"utf-8", "UTF-8", "utf8", "utf_8", "U8", "utf-8-unix"})
    CHECK_MESSAGE(coding_of(name) == Coding::Utf8, name);
  for (std::string_view name : {"ascii", "us-ascii", "US_ASCII"})
    CHECK_MESSAGE(coding_of(name) == Coding::Ascii, name);
  for (std::string_view name : {"latin-1", "latin1", "Latin_1", "iso-8859-1", "ISO-8859-1", "iso_8859_1",
                                "iso-latin-1", "l1", "latin-1-unix"})
    CHECK_MESSAGE(coding_of(name) == Coding::Latin1, name);
  for (std::string_view name : {"cp1252", "CP1252", "windows-1252"})
    CHECK_MESSAGE(coding_of(name) == Coding::Cp1252, name);
}

TEST_CASE("a coding that is not supported is a problem at its name, and the text is taken as UTF-8") {
  std::string_view bytes = "# coding: koi8-r\nx = '\xC3\xA9'\n";
  check({bytes, Coding::Utf8, bytes, "koi8-r", "unknown source encoding `koi8-r`"});
  bytes = "# coding: iso-8859-15\n";
  check({bytes, Coding::Utf8, bytes, "iso-8859-15", "iso-8859-15"});
}

TEST_CASE("declared ASCII holds no other byte") {
  check({"# coding: ascii\n'\xC3\xA9'\n", Coding::Ascii, "# coding: ascii\n'\xC3\xA9'\n", "\xC3",
         "is not ASCII"});
}

TEST_CASE("cp1252 differs from Latin-1 between 0x80 and 0x9F") {
  check({"# coding: cp1252\n'\x80\x9F\xFF'\n", Coding::Cp1252,
         "# coding: cp1252\n'\xE2\x82\xAC\xC5\xB8\xC3\xBF'\n"});
  check({"# coding: latin-1\n'\x80'\n", Coding::Latin1, "# coding: latin-1\n'\xC2\x80'\n"});
  for (char undefined : {'\x81', '\x8D', '\x8F', '\x90', '\x9D'})
    check({std::string("# coding: cp1252\n'") + undefined + "'\n", Coding::Cp1252,
           "# coding: cp1252\n'\xEF\xBF\xBD'\n", "\xEF\xBF\xBD", "has no character in cp1252"});
}

TEST_CASE("a null byte is a problem in every coding") {
  for (std::string_view coding : {"utf-8", "ascii", "latin-1", "cp1252"}) {
    CAPTURE(coding);
    std::string bytes = "# coding: " + std::string(coding) + "\nx" + '\0' + "\n";
    Decoded decoded = decode(bytes);
    REQUIRE(decoded.problem.has_value());
    if (decoded.problem) CHECK(decoded.text.slice(decoded.problem->range) == std::string_view("\0", 1));
  }
}

TEST_CASE("any bytes decode, and where no problem is named the text is well-formed") {
  tests::Random random(5);
  constexpr std::string_view kCookies[] = {"",
                                           "# coding: utf-8\n",
                                           "# coding: latin-1\n",
                                           "# coding: cp1252\n",
                                           "# coding: ascii\n",
                                           "# coding: nonsense\n",
                                           "\xEF\xBB\xBF"};
  for (int round = 0; round < 400; ++round) {
    std::string bytes(kCookies[random.below(std::size(kCookies))]);
    bytes += round % 2 ? random.bytes(random.below(80)) : random.joined(tests::kTextPieces, random.below(8));
    Decoded decoded = decode(bytes);
    std::string_view text = decoded.text.view();
    if (decoded.problem) {
      CHECK(decoded.problem->range.start < decoded.problem->range.end);
      CHECK(decoded.problem->range.end <= text.size());
    } else {
      CHECK(first_invalid_utf8(text) == text.size());
    }
    // A coding of one byte a character keeps their number.
    if (decoded.coding == Coding::Latin1) {
      uint32_t characters = 0;
      for (char c : text) characters += (c & 0xC0) != 0x80;
      CHECK(characters == bytes.size());
    }
  }
}

TEST_CASE("what was decoded is encoded as it was") {
  std::string latin = "# coding: latin-1\n", cp1252 = "# coding: cp1252\n";
  for (int byte = 1; byte < 256; ++byte) {
    latin.push_back(static_cast<char>(byte));
    if (byte != 0x81 && byte != 0x8D && byte != 0x8F && byte != 0x90 && byte != 0x9D)
      cp1252.push_back(static_cast<char>(byte));
  }
  for (const std::string& bytes :
       {latin, cp1252, std::string("# coding: ascii\nx"), std::string("\xC3\xA9")}) {
    Decoded decoded = decode(bytes);
    CHECK(encode(decoded.text.view(), decoded.coding) == bytes);
  }
}

TEST_CASE("a coding refuses what it has no room for") {
  CHECK(encode("\xC3\xA9", Coding::Ascii) == std::nullopt);
  CHECK(encode("\xE2\x82\xAC", Coding::Latin1) == std::nullopt);
  CHECK(encode("\xE2\x82\xAC", Coding::Cp1252) == "\x80");
  CHECK(encode("\xC2\x80", Coding::Cp1252) == std::nullopt);
  CHECK(encode(std::string_view("\0", 1), Coding::Cp1252) == std::string(1, '\0'));
}

}  // namespace
}  // namespace pellucid::source
