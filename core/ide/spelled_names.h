#pragma once

// Where a text spells a name that belongs to an object or a call, told by its tokens alone: no import leads there,
// and no tree is needed.
//
//     till.total(rate=2)        `total` as an attribute, `rate` as a keyword

#include <cstdint>
#include <string_view>
#include <vector>

#include "source/python_version.h"
#include "source/text.h"

namespace pellucid::ide {

enum class SpelledAs : uint8_t { Attribute, Keyword };

// In order. Spelled otherwise, as in full-width letters, it is not found; nor are parts of imported modules' names.
// O(text), and no more than a search for text that does not have it.
std::vector<source::Range> spelled(const source::Text& text, source::PythonVersion version,
                                   std::string_view name, SpelledAs as);

}  // namespace pellucid::ide
