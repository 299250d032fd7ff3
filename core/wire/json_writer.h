#pragma once

// JSON text, written straight out. nlohmann/json reads JSON here and writes the small documents; trees of a
// million nodes and strings with lone surrogates are beyond its writer.

#include <cstdint>
#include <string>
#include <string_view>

namespace pellucid::wire {

// Appends a string with its quotes. `text` is UTF-8 in which surrogates may stand alone, as in lex/literal.h;
// those and control characters are escaped, bytes that are no character become U+FFFD. A low surrogate right
// behind a high one
// (`"\ud800\udc00"` is two characters in Python) is written in its three bytes: escaped, readers would join
// the two.
void append_json_string(std::string& out, std::string_view text);

inline void append_json_number(std::string& out, uint64_t value) { out += std::to_string(value); }

}  // namespace pellucid::wire
