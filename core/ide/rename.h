#pragma once

// Renames what a name stands for, everywhere in the file, and says where that would change what the program
// does:
//
//     def f(x):
//         y = 1
//         return x + y          `x` to `y`: refused with two places, for `y` is bound in `f` already
//
// Renamed with it: `global` and `nonlocal`, names in strings that are annotations, the entries of `__all__`,
// keywords of calls that are sure to be of a renamed parameter's function. An import gets an `as`.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/occurrences.h"

namespace pellucid::ide {

struct RenameTarget {
  std::optional<source::Range> range;  // of the name
  std::string refusal;                 // why it cannot be renamed; empty if it can
};

// What would be renamed at the byte offset.
RenameTarget rename_target(const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset);

struct RenameEdit {
  source::Range range;
  std::string text;
  friend bool operator==(const RenameEdit&, const RenameEdit&) = default;
};

// A place where the renamed program would do something else, or may.
struct RenameProblem {
  source::Range range;
  std::string message;
};

struct RenamePlan {
  std::vector<RenameEdit> edits;  // in the order of the text, none overlap
  std::vector<RenameProblem> problems;
  std::string refusal;  // why it cannot be done at all; there are no edits then
};

// O(occurrences · depth).
RenamePlan rename(const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset,
                  std::string_view to);

}  // namespace pellucid::ide
