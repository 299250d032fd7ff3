#pragma once

// Walk 1: one pass over the rows of a table finds the scopes and what each does with every name; then each
// name is traced outwards to the scope that owns it. Linear in the rows; tracing costs the depth of nesting,
// which the parser bounds.

#include <vector>

#include "diagnostic/diagnostic.h"
#include "scope/scope_table.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::scope {

struct Scopes {
  ScopeTable table;
  ScopePlaces places;
  // By row, the symbol that the name there is of, in the scope it stands in, as a position among all symbols
  // of the file (Scope::first_symbol + its id); base::kNoneValue where no name is read or bound. For flow,
  // which needs it once.
  std::vector<uint32_t> symbol_at_row;
  // What the compiler rejects for its scopes: rule invalid-syntax, in the order of the text.
  std::vector<diagnostic::Diagnostic> problems;

  size_t memory_bytes() const {
    return table.memory_bytes() + places.memory_bytes() + symbol_at_row.capacity() * sizeof(uint32_t) +
           diagnostic::memory_bytes(problems);
  }
  friend bool operator==(const Scopes&, const Scopes&) = default;
};

Scopes build(const syntax::Tree& tree, const source::Text& text, source::PythonVersion version, Names& names);

}  // namespace pellucid::scope
