#pragma once

// Diagnostics as text for people.

#include <string>
#include <string_view>

#include "diagnostic/diagnostic.h"
#include "source/line_index.h"
#include "source/text.h"
#include "wire/positions.h"

namespace pellucid::wire {

enum class Colours : uint8_t { Plain, Terminal };

// Where a diagnostic lies: its file's path, text and lines.
struct Place {
  std::string_view path;
  const source::Text& text;
  const source::LineIndex& lines;
  const Positions& positions;  // in code points
};

// One line.
std::string concise(const diagnostic::Diagnostic& diagnostic, const Place& place);
// One line, as GitHub's workflow commands want it.
std::string github(const diagnostic::Diagnostic& diagnostic, const Place& place);
// With the source line, the range underlined, and what is related.
std::string full(const diagnostic::Diagnostic& diagnostic, const Place& place, Colours colours);

}  // namespace pellucid::wire
