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

namespace pellucid::lex {

// `source`: one string token or several with white space, comments and continuations between, and what the
// lexer has reported; all bytes literals or none. A slice of a text: the byte behind it may be read.
std::string decode_string_literal(std::string_view source);
std::string decode_bytes_literal(std::string_view source);

// Whether the first of the tokens has the prefix `u`; `U` is none that CPython's trees show.
bool has_unicode_prefix(std::string_view source);

enum class TextOf : uint8_t { String, RawString, FormatSpec, RawFormatSpec };

// Text between the fields of an f-string. In a string `{{` is one brace, in a format specification it is not.
std::string decode_interpolated_text(std::string_view source, TextOf what);

}  // namespace pellucid::lex
