#pragma once

// What a name is, for whoever points at it.

#include <optional>
#include <string>
#include <vector>

#include "flow/use_def.h"
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

// The definition whose name is at the row, in a line of Python; empty if it stands in broken code. Of a
// function, class or parameter, a slice of its definition will do for a tree.
std::string definition_line(const syntax::Tree& tree, const source::Text& text, syntax::NodeIndex row);
// The same without a tree, if the source is all there is to it: `limit: int = 10`. `whole` as in
// exports::SymbolPlace. None for what has parts that must be told apart.
std::optional<std::string> definition_line(flow::DefinitionKind kind, source::Range whole,
                                           const source::Text& text);

}  // namespace pellucid::ide
