#pragma once

#include <vector>

#include "lex/token.h"
#include "source/python_version.h"
#include "source/text.h"

namespace pellucid::lex {

// All tokens of a text with comments, line breaks and unknown characters, up to and with EndOfFile: for
// showing them. The parser takes its tokens from a Lexer in batches instead.
std::vector<Token> tokenize(const source::Text& text, source::PythonVersion version);

}  // namespace pellucid::lex
