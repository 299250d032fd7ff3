#pragma once

// What stands in the two kinds of format strings, read as CPython reads them: `str.format` as MarkupIterator
// in Objects/stringlib/unicode_format.h, `%` as PyUnicode_Format in Objects/unicodeobject.c. Plain data;
// ranges are bytes of the string's value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/text.h"

namespace pellucid::check {

struct FormatFault {
  source::Range range;
  std::string message;
};

// `{0.name!r:>{width}}`: two fields, the second within the first's specification.
struct FormatField {
  enum class By : uint8_t { Order, Number, Name };  // `{}`, `{0}`, `{name}`

  By by;
  source::Range range;  // with its braces
  source::Range key;    // `0`, `name`; empty for `{}`
  // Of By::Number. Numbers above all that a call could have are capped.
  uint32_t number;
};

struct BraceFormat {
  std::vector<FormatField> fields;   // in order of their opening braces
  std::optional<FormatFault> fault;  // the first; reading ends there
};

BraceFormat parse_brace_format(std::string_view value);

// `%(name)-5.2f`
struct Conversion {
  source::Range range;                // from `%` to its letter
  std::optional<source::Range> name;  // without the parentheses
  uint32_t stars;                     // of width and precision: each takes a value
  source::Range letter;               // one character: what CPython says of the conversion
  bool known;                         // whether there is such a conversion
  bool percent;                       // `%%` and the like: takes no value
};

struct PercentFormat {
  std::vector<Conversion> conversions;
  std::optional<FormatFault> fault;
};

enum class PercentOf : uint8_t { String, Bytes };

PercentFormat parse_percent_format(std::string_view value, PercentOf what);

}  // namespace pellucid::check
