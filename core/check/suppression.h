#pragma once

// Comments that silence diagnostics:
//
//     import os                # pellucid: ignore                   everything on the line
//     import os                # pellucid: ignore[unused-import]    these rules and groups
//     import os                # type: ignore                       everything; `type: ignore[their-code]`, too
//     import os                # noqa: F401                         the rules that flake8's codes stand for
//     # pellucid: ignore-file[unused-import]                        on a line of its own: in the whole file
//
// A comment counts for what begins or ends on its line. Where no comment fits, the next place that has room
// counts: behind a string of several lines, behind a line that ends with a backslash. An import of several
// lines is one thing, silenced on its first or last line:
//
//     from shapes import (     # noqa: F401
//         Circle,
//         Square,
//     )
//
// Reading them needs the text and its comments, which outlive the tree; only those longer things come from
// it, as ranges (`long_rows`). Syntax errors cannot be silenced. A `# pellucid: ignore` that silences nothing
// is itself reported, as `unused-suppression`: it would hide the next mistake made on its line. The comments
// of other checkers are left in peace: they may serve those.

#include <cstdint>
#include <vector>

#include "diagnostic/diagnostic.h"
#include "source/line_index.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::check {

// A comment, or one of several in a row, that silences.
struct Suppression {
  enum class Of : uint8_t { Pellucid, Others };

  // One entry of the brackets.
  struct Entry {
    source::Range range;
    std::vector<diagnostic::Rule> rules;  // empty if the entry is no rule
  };

  Of of;
  source::Range range;  // from its `#` to its last character
  uint32_t line;        // from 0
  bool whole_file;
  bool everything;             // no list of rules
  std::vector<Entry> entries;  // the list
};

// In the order of the text. `comments`: in order. O(bytes of comments).
std::vector<Suppression> read_suppressions(const source::Text& text, const source::LineIndex& lines,
                                           const std::vector<source::Range>& comments);

// Strings and imports that go over several lines, outermost, in order: what `suppress` wants to know of a
// tree.
std::vector<source::Range> long_rows(const syntax::Tree& tree, const source::Text& text);

// Drops what is silenced and reports the comments that silence nothing; the latter not in a file with syntax
// errors, where rules keep silent about what they cannot see. Leaves the diagnostics unsorted.
void suppress(std::vector<diagnostic::Diagnostic>& diagnostics, const std::vector<Suppression>& suppressions,
              const source::Text& text, const source::LineIndex& lines,
              const std::vector<source::Range>& long_rows);

}  // namespace pellucid::check
