#include "lex/word_map.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "lex/characters.h"
#include "source/utf8.h"
#include "support/random.h"

namespace pellucid::lex {
namespace {

void check(std::string_view bytes) {
  source::Text text(bytes);
  WordMap words(text);
  CHECK(words.is_ascii() == source::is_ascii(bytes));
  for (uint32_t offset = 0; offset <= text.size(); ++offset) {
    uint32_t length = 0;
    while (offset + length < text.size() && is_word_character(bytes[offset + length])) ++length;
    uint32_t found = words.word_length(offset);
    // From kMany on it need not be exact.
    bool right = length < WordMap::kMany ? found == length : found >= WordMap::kMany;
    if (!right) FAIL_CHECK("at " << offset << " of " << text.size() << ": " << found << " for " << length);
  }
}

TEST_CASE("words end where a loop finds their end, wherever they stand") {
  for (uint32_t length = 0; length < 140; ++length) {
    check(std::string(length, 'w'));
    check(std::string(length % 13, ' ') + std::string(length, '_') + " ");
  }
  tests::Random random(12);
  for (int round = 0; round < 200; ++round) check(random.bytes(random.below(300)));
  for (int round = 0; round < 200; ++round) check(random.joined(tests::kTextPieces, random.below(80)));
}

}  // namespace
}  // namespace pellucid::lex
