#pragma once

// From the bytes of a file to text (PEP 263): byte-order mark, coding cookie, and the few codings that
// matter.

#include <optional>
#include <string>
#include <string_view>

#include "source/text.h"

namespace pellucid::source {

enum class Coding : uint8_t { Utf8, Ascii, Latin1, Cp1252 };

struct CodingProblem {
  Range range;  // in the decoded text
  std::string message;
};

struct Decoded {
  Text text;
  Coding coding;
  std::optional<CodingProblem> problem;  // the first one; the text is usable all the same
};

// Latin-1 and cp1252 are converted to UTF-8, so offsets are then those of the converted text. Text in an
// unknown coding is taken as UTF-8, with a problem at the cookie. More than kMaxTextSize bytes give an empty
// text and a problem.
Decoded decode(std::string_view bytes);

// Of text that is characters already, in UTF-8, as an editor holds it: what its cookie declares is not how
// these bytes are to be read. An unknown coding is a problem all the same.
Decoded decode_characters(std::string_view utf8);

// The bytes that `decode` would make this text of; none if the coding has no room for one of its characters.
std::optional<std::string> encode(std::string_view utf8, Coding coding);

}  // namespace pellucid::source
