#pragma once

// From a name to what it stands for, and from there to every place that stands for the same.

#include <optional>
#include <vector>

#include "ide/occurrences.h"

namespace pellucid::ide {

// A place where what a name stands for is made.
struct DefinitionPlace {
  source::Range name;
  source::Range whole;  // the statement, clause, parameter or expression
  flow::DefinitionKind kind;
  syntax::NodeIndex row;  // of the name
};

// The definitions that the name at the byte offset may get its value from, in the order of the text: those
// that reach a use; a binding itself; of a declaration or of a name in a string, all. If none reaches it, all
// there are, to show what would have bound it. Empty for builtins, and where there is no name.
std::vector<DefinitionPlace> definitions_at(const NamedFile& file, const std::vector<Occurrence>& all,
                                            uint32_t offset);

// Everything in the file that stands for the same as the name at the byte offset, itself included, in the
// order of the text. Of a name that may be either of two, everything that stands for the first.
std::vector<Occurrence> references_at(const std::vector<Occurrence>& all, uint32_t offset);

// All that may get the value of the definition whose name is at the row, in the order of the text.
std::vector<Occurrence> uses_reached(const NamedFile& file, const std::vector<Occurrence>& all,
                                     syntax::NodeIndex row);

}  // namespace pellucid::ide
