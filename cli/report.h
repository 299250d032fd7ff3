#pragma once

// Diagnostics as text for people.

#include <string>
#include <string_view>

#include "project/session.h"
#include "wire/positions.h"

namespace pellucid::cli {

enum class OutputFormat : uint8_t { Full, Concise, Json, Github };

enum class Colours : uint8_t { Plain, Terminal };

// Colours if standard output is a terminal and NO_COLOR (no-color.org) is not set.
Colours colours_of_output();

// Where a diagnostic lies: its file's path, text and lines.
struct Place {
  std::string_view path;
  const source::Text& text;
  const source::LineIndex& lines;
  const wire::Positions& positions;  // in code points
};

// One line.
std::string concise(const diagnostic::Diagnostic& diagnostic, const Place& place);
// One line, as GitHub's workflow commands want it.
std::string github(const diagnostic::Diagnostic& diagnostic, const Place& place);
// With the source line, the range underlined, and what is related.
std::string full(const diagnostic::Diagnostic& diagnostic, const Place& place, Colours colours);

}  // namespace pellucid::cli
