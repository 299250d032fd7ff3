#pragma once

// What a name is, for whoever points at it.

#include <optional>
#include <string>
#include <vector>

#include "ide/occurrences.h"

namespace pellucid::ide {

struct Hover {
  source::Range range;  // of the name
  // The definitions that may be meant, each in a line of Python: a signature, an assignment, an import. Of
  // many the first few.
  std::vector<std::string> definitions;
  uint32_t left_out = 0;  // definitions behind those
  std::string
      documentation;  // first paragraph of the docstring; of several definitions, of the first that has one
  const Occurrence* occurrence = nullptr;
};

// Of the name at the byte offset; none if there is none.
std::optional<Hover> hover_at(const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset);

// The definition whose name is at the row, in a line of Python; empty if it stands in broken code.
std::string definition_line(const NamedFile& file, syntax::NodeIndex row);

}  // namespace pellucid::ide
