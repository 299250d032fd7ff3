// Any bytes lex: the tokens are in order and balanced, names are numbered as they appear, trivia change no
// other token, and lexing again gives the same.

#include "input.h"
#include "source/text.h"
#include "support/token_stream.h"

namespace {

using namespace pellucid;

void expect_same(const std::vector<lex::Token>& tokens, const std::vector<lex::Token>& others,
                 const char* what) {
  std::vector<std::string> faults;
  if (tokens.size() != others.size())
    faults.push_back(std::to_string(others.size()) + " tokens, not " + std::to_string(tokens.size()));
  for (size_t i = 0; i < tokens.size() && i < others.size() && faults.empty(); ++i)
    if (!tests::same_token(tokens[i], others[i])) faults.push_back("token " + std::to_string(i) + " differs");
  fuzz::expect_none(faults, what);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input = fuzz::read_input(data, size);
  source::Text text(input.source);
  tests::Lexed lexed = tests::lex_all(text, input.version);
  fuzz::expect_none(tests::stream_faults(text, lexed), "tokens");

  tests::Lexed in_small_batches = tests::lex_all(text, input.version, lex::Trivia::Leave, 5);
  expect_same(lexed.tokens, in_small_batches.tokens, "lexed in small batches");

  tests::Lexed with_trivia = tests::lex_all(text, input.version, lex::Trivia::Emit);
  fuzz::expect_none(tests::stream_faults(text, with_trivia), "tokens with trivia");
  std::erase_if(with_trivia.tokens, [](const lex::Token& token) { return tests::is_trivia(token.kind); });
  std::vector<std::string> faults;
  if (with_trivia.tokens.size() != lexed.tokens.size()) faults.push_back("their number depends on trivia");
  for (size_t i = 0; i < lexed.tokens.size() && faults.empty(); ++i) {
    const lex::Token& token = lexed.tokens[i];
    const lex::Token& other = with_trivia.tokens[i];
    // What the source lacks is put behind the last token, which may be trivia.
    bool same = token.kind == other.kind && (token.start == other.start || (token.flags & lex::kSynthetic));
    if (!same) faults.push_back("token " + std::to_string(i) + " depends on trivia");
  }
  fuzz::expect_none(faults, "tokens");
  return 0;
}
