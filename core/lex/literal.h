#pragma once

// The values of literals, decoded on demand from their source text (language reference 2.4.1): tables do not
// hold them.
//
// Text comes out as UTF-8, but for the lone surrogates that escapes can make (`"\ud800"`): those are encoded
// the same way, in three bytes, so the result is not always well-formed. Malformed escapes, which the lexer
// has reported, stand for themselves.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pellucid::lex {

// `source`: one string token or several with white space, comments and continuations between, and what the
// lexer has reported; all bytes literals or none. A slice of a text: the byte behind it may be read.
std::string decode_string_literal(std::string_view source);
std::string decode_bytes_literal(std::string_view source);

// The same, and where each byte of the value comes from: `offsets` gets one offset into `source` for each,
// and one for the end of the last token's text. All bytes of an escape come from its backslash.
std::string decode_string_literal(std::string_view source, std::vector<uint32_t>& offsets);
std::string decode_bytes_literal(std::string_view source, std::vector<uint32_t>& offsets);

// One of the tokens that a literal is written in; offsets into its source.
struct StringToken {
  uint32_t prefix;      // begins with its prefix …
  uint32_t quote;       // … or, if it has none, with its quotes
  uint32_t text_start;  // between the quotes
  uint32_t text_end;
  uint16_t flags;  // StringFlag
};

// Of plain literals, and of f-strings without replacement fields.
std::vector<StringToken> string_tokens(std::string_view source);

// Whether the first of the tokens has the prefix `u`; `U` is none that CPython's trees show.
bool has_unicode_prefix(std::string_view source);

enum class TextOf : uint8_t { String, RawString, FormatSpec, RawFormatSpec };

// Text between the fields of an f-string. In a string `{{` is one brace, in a format specification it is not.
std::string decode_interpolated_text(std::string_view source, TextOf what);

}  // namespace pellucid::lex
