#pragma once

// What is kept of a table that is freed, so that one definition of its text can be parsed alone (definition.h):
// where each begins and ends, in the text and in the table, and the numbers of the text's names. In
//
//     import os
//     class C:                          row 3, 10 rows, in row 0 as body
//         def f(self): return os.sep    row 5, 8 rows, in row 3 as body
//
// Good for the text and the version of Python that the table was of. 24 bytes a definition, 11 a name: about a
// sixteenth of the table.

#include <vector>

#include "lex/name_numbers.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::parse {

// A FunctionDef or ClassDef, at module level or anywhere else.
struct DefinitionPlace {
  source::Range range;  // of its row: from the first decorator to the last token
  syntax::NodeIndex row;
  uint32_t rows;  // of its subtree, itself too
  syntax::NodeIndex parent;
  syntax::Role role;
  friend bool operator==(const DefinitionPlace&, const DefinitionPlace&) = default;
};
static_assert(sizeof(DefinitionPlace) == 24);

class Landmarks {
 public:
  // Of a whole table. O(rows), though a row takes a fraction of a nanosecond, and O(bytes of names).
  Landmarks(const syntax::Tree& tree, const source::Text& text);

  // By row.
  const std::vector<DefinitionPlace>& definitions() const { return definitions_; }
  // The innermost definition that the row is one of, or the row of; null if it stands in none.
  // O(depth · log definitions).
  const DefinitionPlace* definition_around(syntax::NodeIndex row) const;
  const lex::NameNumbers& names() const { return names_; }

  size_t memory_bytes() const {
    return definitions_.capacity() * sizeof(DefinitionPlace) + names_.memory_bytes();
  }

 private:
  std::vector<DefinitionPlace> definitions_;
  lex::NameNumbers names_;
};

}  // namespace pellucid::parse
