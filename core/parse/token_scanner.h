#pragma once

// Tokens from some place on, one at a time, without touching the parser's own: for the few questions whose
// answer lies further ahead than the parser looks.

#include "lex/lexer.h"

namespace pellucid::parse {

class TokenScanner {
 public:
  // From `token` on, which no bracket contains.
  TokenScanner(const source::Text& text, const lex::WordMap& words, source::PythonVersion version,
               lex::NameTable& names, const lex::Token& token)
      : lexer_(text, words, version, names, notes_) {
    lexer_.restart(token.start, {{0, 0}});
  }
  TokenScanner(const TokenScanner&) = delete;

  const lex::Token& next() {
    if (at_ == count_) {
      count_ = lexer_.fill(batch_, kBatch);
      at_ = 0;
    }
    return batch_[at_++];
  }

 private:
  static constexpr uint32_t kBatch = 32;
  lex::LexNotes notes_;
  lex::Lexer lexer_;
  lex::Token batch_[kBatch];
  uint32_t at_ = 0;
  uint32_t count_ = 0;
};

}  // namespace pellucid::parse
