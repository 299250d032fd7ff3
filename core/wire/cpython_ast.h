#pragma once

// The table as CPython's `ast` module would print it, for the version asked for (CONTRACTS: `ast --format
// cpython`). A projection: the table keeps its own shape. Versions differ in fields (`type_params` from 3.12,
// `Index` in 3.8) and in which nodes have positions.

#include <string>

#include "source/line_index.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::wire {

// Appends one JSON value, the Module. No recursion: any depth of the tree is fine.
void append_cpython_ast(std::string& out, const syntax::Tree& tree, const source::Text& text,
                        const source::LineIndex& lines, source::PythonVersion version);

}  // namespace pellucid::wire
