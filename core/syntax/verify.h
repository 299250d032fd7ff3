#pragma once

// The invariants of a table (tree.h), checked one by one. Tests and fuzzers call it on whatever they parse.

#include <string>
#include <vector>

#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::syntax {

// What is wrong with the table, in words with row numbers; empty if nothing is. At most 20 faults. O(rows).
std::vector<std::string> verify(const Tree& tree, const source::Text& text);

}  // namespace pellucid::syntax
