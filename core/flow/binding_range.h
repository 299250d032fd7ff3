#pragma once

// Where a name that a definition binds stands in the text, and the part of the program that binds it.

#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::flow {

// Of the name in the row: of a parameter without its annotation.
source::Range range_of_name(const syntax::Tree& tree, syntax::NodeIndex row);

// Of the smallest statement, clause, parameter or expression that makes the definition whose name is at the
// row.
source::Range range_of_binding(const syntax::Tree& tree, syntax::NodeIndex row);

}  // namespace pellucid::flow
