#pragma once

// A text before and after an edit, row by row and symbol by symbol. In
//
//     def f(x):                  def f(x):
//         return x                   y = x
//                                    return y
//
// the rows of `def f(x)` are the same, those of `y = x` are new, the `return` is the same under a new index,
// and of the two names in it one is gone and the other new. A row is the same if its kind, role, flags and
// payload are, and, of a row without children, its source: what moved is not changed.
//
// Pure: it reads two trees and says what differs. Rows that are the same stand in the same order on both
// sides. Linear but for children that changed in large numbers under one parent, where it looks a bounded way
// ahead.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scope/build.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::ide {

struct EditSide {
  const syntax::Tree& tree;
  const source::Text& text;
  const scope::Scopes& scopes;
  const scope::Names& names;
};

enum class RowState : uint8_t { Same, Gone, New };

// `count` rows that stand one behind the other, from `before` of the old table (unless they are new) and
// `after` of the new one (unless they are gone). Of a row that is not there: where it would stand.
struct RowRun {
  RowState state;
  uint32_t before;
  uint32_t after;
  uint32_t count;
};

enum class SymbolState : uint8_t {
  Moved,    // the same under a new index
  Changed,  // other flags, or another owner
  Gone,
  New,
};
std::string_view name_of(SymbolState state);

struct ComparedSymbol {
  SymbolState state;
  std::string scope;  // `module`, `function C.f`
  std::string name;
  uint32_t before;  // its number in the scope; base::kNoneValue if it was not there
  uint32_t after;
  // Where the new text names it first in that scope; none if the symbol is gone.
  std::optional<source::Range> range;
};

struct EditComparison {
  std::vector<RowRun> rows;  // all rows of both sides, in order
  uint32_t rows_same = 0;    // those moved not counted
  uint32_t rows_moved = 0;   // the same under a new index
  uint32_t rows_gone = 0;
  uint32_t rows_new = 0;
  std::vector<ComparedSymbol> symbols;  // but those that are the same under the same index
  uint32_t symbols_same = 0;
  // What happened to definitions and statements, a clause each: "`f`'s body changed, its name and signature
  // did not". Empty if rows and roles are what they were.
  std::vector<std::string> clauses;
};

EditComparison compare_edit(const EditSide& before, const EditSide& after);

}  // namespace pellucid::ide
