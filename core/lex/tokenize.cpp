#include "lex/tokenize.h"

#include "lex/lexer.h"

namespace pellucid::lex {

std::vector<Token> tokenize(const source::Text& text, source::PythonVersion version) {
  NameTable names;
  names.reset(text.view(), text.size() / 160);
  LexNotes notes;
  WordMap words(text);
  Lexer lexer(text, words, version, names, notes, Trivia::Emit);
  std::vector<Token> tokens;
  Token batch[256];
  for (bool more = true; more;) {
    uint32_t count = lexer.fill(batch, 256);
    more = batch[count - 1].kind != TokenKind::EndOfFile;
    tokens.insert(tokens.end(), batch, batch + count);
  }
  tokens.shrink_to_fit();
  return tokens;
}

}  // namespace pellucid::lex
