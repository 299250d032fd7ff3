#include "source/character_names.h"

#include <doctest/doctest.h>

namespace pellucid::source {
namespace {

TEST_CASE("characters are found by their names where a build has names" *
          doctest::skip(!has_character_names())) {
  CHECK(character_named("SPACE") == 0x20);
  CHECK(character_named("EM DASH") == 0x2014);
  CHECK(character_named("em dash") == 0x2014);
  CHECK(character_named("LATIN SMALL LETTER E WITH ACUTE") == 0xE9);
  CHECK(character_named("GRINNING FACE") == 0x1F600);
  // Names that are computed.
  CHECK(character_named("CJK UNIFIED IDEOGRAPH-4E2D") == 0x4E2D);
  CHECK(character_named("HANGUL SYLLABLE HAN") == 0xD55C);
  // Aliases.
  CHECK(character_named("LINE FEED") == 0x0A);
  CHECK(character_named("EM") == 0x19);  // end of medium
}

TEST_CASE("what is no name names no character") {
  for (std::string_view name :
       {"", " ", "EN DAS", "EM  DASH", "EM DASH ", "EM DASHES", "NO SUCH CHARACTER", "CJK UNIFIED IDEOGRAPH-",
        "CJK UNIFIED IDEOGRAPH-41", "HANGUL SYLLABLE", "HANGUL SYLLABLE XYZ", "\xFF"}) {
    CAPTURE(name);
    CHECK(!character_named(name));
  }
}

}  // namespace
}  // namespace pellucid::source
