#pragma once

// The symbols of one scope, each with its definitions and uses: what a symbol table is when one looks at it.
// Of a symbol that the scope owns they are all there are in the file; of another's, those that stand in the
// scope:
//
//     def f():
//         n = 0                  f: `n`, definitions in lines 2 and 4, uses in line 4
//         def g():
//             nonlocal n; n += 1
//                                g: `n`, enclosing, what stands in line 4 alone

#include <string_view>
#include <vector>

#include "ide/bound_state.h"

namespace pellucid::ide {

struct ListedDefinition {
  flow::DefinitionKind kind;
  bool reachable;
  source::Range range;  // of the name
  scope::FileScopeId scope;
};

struct ListedUse {
  source::Range range;
  NameAccess access;  // Read or Declare
  BoundState state;
  scope::FileScopeId scope;
  bool in_string;
};

struct ListedSymbol {
  scope::Symbol symbol;
  std::string_view text;  // as it is written where it is written first
  std::vector<ListedDefinition> definitions;
  std::vector<ListedUse> uses;
};

// In the order of the table. O(occurrences + definitions).
std::vector<ListedSymbol> list_symbols(const NamedFile& file, const std::vector<Occurrence>& all,
                                       scope::FileScopeId scope);

// As an element of such a list, without definitions.
ListedUse listed_use(const BoundStates& states, const Occurrence& occurrence);

}  // namespace pellucid::ide
