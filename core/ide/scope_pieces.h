#pragma once

// Which text is evaluated in which scope. In
//
//     def f(a, b=x):  return [y for y in a]
//
// the parameters and the `return` are of `f`, the default and the rest of the header of the module, and in
// the brackets all but the first iterable is of the comprehension. What stands between two pieces of one
// scope in one construct, commas and line breaks, goes with them.

#include <vector>

#include "scope/build.h"
#include "syntax/tree.h"

namespace pellucid::ide {

struct ScopePiece {
  source::Range range;
  scope::FileScopeId scope;
};

// Without gaps, from the beginning of `window` to its end; two neighbours are of different scopes. O(rows).
std::vector<ScopePiece> scope_pieces(const syntax::Tree& tree, const scope::Scopes& scopes,
                                     source::Range window);

// The scope that the text at the offset is evaluated in. O(rows).
scope::FileScopeId scope_at_offset(const syntax::Tree& tree, const scope::Scopes& scopes, uint32_t offset);

}  // namespace pellucid::ide
