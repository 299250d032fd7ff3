#pragma once

// Names that can be written at a place: those in scope there, innermost scope first, then builtins and
// keywords; behind a dot, the names of a module, and the attributes that the file knows of the same object; in
// imports, modules and their names (module_completion.h). In
//
//     limit = 1
//     def f(a):
//         b = 2
//         return |            a, b, f, limit, builtins, keywords
//         c = 3               `c` is bound further down: not offered
//
// Broken code is the rule here, so places are found by the text as much as by the tree.

#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "ide/occurrences.h"
#include "query/engine.h"

namespace pellucid::ide {

enum class CompletionKind : uint8_t {
  Variable,
  Parameter,
  Function,
  Class,
  Module,
  TypeParameter,
  TypeAlias,
  Builtin,
  Keyword,
  Member,
};
std::string_view name_of(CompletionKind kind);

struct CompletionItem {
  std::string name;  // as it is to be written
  CompletionKind kind;
  std::string detail;           // a line of Python; may be empty
  bool may_be_unbound = false;  // here, on some ways
  // That binds it. None for keywords, builtins (`provided`) and members.
  scope::OptionalScope scope;
  bool provided = false;
  std::string origin;  // of what another file has: the module, or where that is; else empty
};
// Of what a definition makes.
CompletionKind kind_of(flow::DefinitionKind kind);

struct Completion {
  source::Range replaced;             // the part of a name around the place, perhaps empty
  std::vector<CompletionItem> items;  // the likeliest first
};

Completion complete_at(query::Engine& engine, db::FileId id, const NamedFile& file,
                       const std::vector<Occurrence>& all, uint32_t offset);

}  // namespace pellucid::ide
