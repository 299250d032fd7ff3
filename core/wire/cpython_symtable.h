#pragma once

// The scopes as CPython's `symtable` module would print them, for the version asked for (CONTRACTS: `scopes
// --format cpython`). A projection: Pellucid keeps its scopes in the order of the text and one way for all
// versions. CPython lists blocks in the order in which its compiler comes by them, from 3.12 on merges
// comprehensions into the function around (PEP 709), and shows no annotations that it never evaluates.

#include <string>

#include "scope/scope_table.h"
#include "source/line_index.h"
#include "source/python_version.h"
#include "syntax/tree.h"

namespace pellucid::wire {

// Appends one JSON value, the block of the module.
void append_cpython_symtable(std::string& out, const syntax::Tree& tree, const scope::ScopeTable& table,
                             const scope::ScopePlaces& places, const scope::Names& names,
                             const source::LineIndex& lines, source::PythonVersion version);

}  // namespace pellucid::wire
