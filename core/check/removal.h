#pragma once

// What fixes take away: elements of a list, with the commas that part them; and what may go without anybody
// noticing.

#include <optional>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "source/text.h"
#include "syntax/node.h"

namespace pellucid::check {

// Whether evaluating it does nothing that anybody could see: `1`, `(a, [b])`, `lambda: f()`.
bool is_inert(syntax::Node expression);

struct Element {
  source::Range range;  // parentheses of its own included
  bool goes = false;
};

// Takes elements of a list between brackets away: `f(a, b, c)` without `b` is `f(a, c)`. `elements`: all of them, in
// the order of the text. None if a comment or a joined line stands between, or a comma would be left alone.
std::optional<std::vector<diagnostic::Edit>> removal_among(const std::vector<Element>& elements,
                                                           const source::Text& text);

}  // namespace pellucid::check
