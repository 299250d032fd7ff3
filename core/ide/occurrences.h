#pragma once

// Every place of a file in which a name stands for something, and what: the ground on which definition,
// references, rename and the symbol tables stand. In
//
//     import os
//     class C:
//         os = os              the first `os` is the class's, the second the module's,
//                              for the class has not bound it yet
//         x: "os.PathLike"     the one in the string is the class's
//
// there are five occurrences of names. Attributes and keywords of calls are none.
//
// Must never know: how anything is shown.

#include <string_view>
#include <vector>

#include "check/name_rules.h"
#include "flow/binding_range.h"
#include "flow/definition_index.h"

namespace pellucid::ide {

using check::NamedFile;

// What the text does with the name.
enum class NameAccess : uint8_t { Read, Bind, Delete, Declare };
std::string_view name_of(NameAccess access);

// What a name stands for: the symbol that owns it, or a spelling that no scope of the file binds.
struct Entity {
  uint32_t symbol;   // by position among all symbols of the file; base::kNoneValue
  scope::Name name;  // as Python knows it

  bool is_owned() const { return symbol != base::kNoneValue; }
  friend bool operator==(const Entity& a, const Entity& b) {
    return a.symbol == b.symbol && (a.is_owned() || a.name == b.name);
  }
};

struct Occurrence {
  source::Range range;  // of the name in the text
  Entity entity;
  // What else it may be: of a name that a class body has bound on some ways only, the module's or the
  // builtin.
  std::optional<Entity> fallback;
  scope::FileScopeId scope;  // that it is evaluated in
  NameAccess access;         // `x += 1` binds
  bool reads;                // and reads
  syntax::OptionalNode row;  // none in a string
  bool in_string() const { return !row; }
  bool is(const Entity& its) const { return entity == its || (fallback && *fallback == its); }
};

// What the text does with the name in a row that has a symbol.
NameAccess access_of(const NamedFile& file, syntax::NodeIndex row);

using flow::range_of_name;

// All of them, in the order of the text. O(rows + what strings hold).
std::vector<Occurrence> occurrences(const NamedFile& file);

// The one at a byte offset, its end included; null if none is there. O(log occurrences).
const Occurrence* occurrence_at(const std::vector<Occurrence>& all, uint32_t offset);

}  // namespace pellucid::ide
