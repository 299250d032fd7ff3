#pragma once

// What of a text can be folded away, from the table of its nodes: blocks behind their headers, brackets and strings over
// several lines, runs of imports and of comments. In
//
//     def f(          line 1
//         a,
//     ):              line 3
//         return a    line 4
//
// lines 1 to 2 fold, and 3 to 4.

#include <span>
#include <vector>

#include "source/line_index.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::ide {

enum class FoldKind : uint8_t { Region, Comment, Imports };

struct Fold {
  uint32_t first;  // lines from 1; this one stays
  uint32_t last;
  FoldKind kind;
  friend bool operator==(const Fold&, const Fold&) = default;
};

// By first line, of each line the longest. `comments`: their ranges, in order. O(rows + lines).
std::vector<Fold> folds(const syntax::Tree& tree, const source::Text& text, const source::LineIndex& lines,
                        std::span<const source::Range> comments);

}  // namespace pellucid::ide
