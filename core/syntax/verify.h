#pragma once

// The invariants of a table (tree.h), checked one by one. Tests and fuzzers call it on whatever they parse.

#include <string>
#include <vector>

#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::syntax {

// What is wrong with the table, whole or slice, in words with row numbers; empty if nothing is. At most 20
// faults. O(rows).
std::vector<std::string> verify(const Tree& tree, const source::Text& text);

// In what the slice is not equal to the rows of those numbers in the whole table, both of the text: column by
// column, and how names are spelled. At most 20 faults. O(rows of the slice).
std::vector<std::string> verify_slice(const Tree& slice, const Tree& whole, const source::Text& text);

}  // namespace pellucid::syntax
