#include "lex/tokenize.h"

#include <doctest/doctest.h>

#include "lex/lexer.h"
#include "support/random.h"
#include "support/token_stream.h"

namespace pellucid::lex {
namespace {

TEST_CASE("tokenizing gives what the lexer gives with trivia, however long the text") {
  tests::Random random(9);
  constexpr std::string_view kPieces[] = {"x", " = ", "(", ")", "\n", "    ", "# c", "f'{x}'", "$", "1"};
  for (uint32_t count : {0u, 1u, 10u, 5000u}) {
    source::Text text(random.joined(kPieces, count));
    std::vector<Token> tokens = tokenize(text, source::kDefaultPython);
    tests::Lexed lexed = tests::lex_all(text, source::kDefaultPython, Trivia::Emit);
    REQUIRE(tokens.size() == lexed.tokens.size());
    for (size_t i = 0; i < std::min(tokens.size(), lexed.tokens.size()); ++i) {
      bool same = tests::same_token(tokens[i], lexed.tokens[i]);
      if (!same) FAIL_CHECK("token " << i);
    }
  }
}

}  // namespace
}  // namespace pellucid::lex
