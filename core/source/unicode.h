#pragma once

// What Python's identifiers need of Unicode (language reference 2.3, PEP 3131): which characters may start
// and continue one, in which Python version, and their normal form NFKC.

#include <cstdint>
#include <string>
#include <string_view>

namespace pellucid::source {

// `code` beyond ASCII; `minor` as in Python 3.minor, for each version knows a Unicode of its own.
bool may_start_identifier(uint32_t code, uint32_t minor);
bool may_continue_identifier(uint32_t code, uint32_t minor);

// The NFKC form of an identifier. `text` is well-formed UTF-8 of identifier characters.
std::string normalize_identifier(std::string_view text);

}  // namespace pellucid::source
