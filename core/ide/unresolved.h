#pragma once

// The names of a file that are not, or not surely, bound where they are read: what the rules
// unresolved-reference and possibly-unresolved-reference find, whether or not they are asked for.

#include <string_view>
#include <vector>

#include "ide/bound_state.h"

namespace pellucid::ide {

struct UnresolvedName {
  std::string_view name;  // as it is written
  source::Range range;
  BoundState state;
  scope::FileScopeId scope;
};

// In the order of the text.
std::vector<UnresolvedName> unresolved_names(const NamedFile& file, const std::vector<Occurrence>& all);

}  // namespace pellucid::ide
