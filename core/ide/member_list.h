#pragma once

// The member places of one scope with where each is bound and used, as symbol_list.h has its symbols: of a
// name that the scope owns, all there are in the file.

#include <string>
#include <vector>

#include "ide/symbol_list.h"

namespace pellucid::ide {

struct ListedMember {
  std::string path;    // `self.x`
  scope::Symbol root;  // the name's symbol, where the place stands first
  std::vector<ListedDefinition> definitions;
  struct Use {
    source::Range range;
    scope::FileScopeId scope;
  };
  std::vector<Use> uses;
};

// In the order of the text. O(rows).
std::vector<ListedMember> list_members(const NamedFile& file, scope::FileScopeId scope);

}  // namespace pellucid::ide
