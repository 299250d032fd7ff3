#pragma once

// Renames what a name stands for, everywhere in a file, and says where that would change what the program
// does (what it takes in other files, project/rename.h puts together):
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

#include "ide/linked_names.h"
#include "ide/spelled_names.h"

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
  // How other files may name it without importing it: a class's member, a parameter.
  std::optional<SpelledAs> elsewhere;
};

// What is said of a place that may name it so, and is not changed.
const char* may_be_named(SpelledAs as);

// Of a name that the file alone has, or as if it had it alone. O(occurrences · depth).
RenamePlan rename(const NamedFile& file, const std::vector<Occurrence>& all, uint32_t offset,
                  std::string_view to);

// A name that is to be: as Python knows it in the scope, and what is to be said of it.
struct NewName {
  std::string name;
  std::vector<RenameProblem> problems;
  std::string refusal;  // why it cannot be one
};
// `old`: as Python knows the name that is renamed; `range`: of what is asked about.
NewName new_name(const NamedFile& file, scope::FileScopeId scope, std::string_view old, source::Range range,
                 std::string_view to);

// What a rename of a public symbol from `old` to `to`, both as Python knows them, changes in a file that has it.
// Imports without an `as` take the new name, and so does what they bind. O(rows + occurrences · depth).
RenamePlan rename_linked(const NamedFile& file, const std::vector<Occurrence>& all, const LinkedNames& linked,
                         std::string_view old, std::string_view to);

}  // namespace pellucid::ide
