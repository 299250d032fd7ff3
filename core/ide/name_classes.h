#pragma once

// What each name of a file is, in a word: for an editor that colours names by what they stand for. In
//
//     import os                      `os` module
//     LIMIT = 1                      `LIMIT` variable, read-only by its spelling
//     def f(path):                   `f` function, `path` parameter
//         return len(path) + LIMIT   `len` builtin
//
// Attributes and keywords of calls are no names of the file.

#include <string_view>
#include <vector>

#include "db/database.h"
#include "ide/occurrences.h"
#include "query/engine.h"

namespace pellucid::ide {

enum class NameClass : uint8_t {
#define PEL_NAME_CLASS(name, text) name,
#include "ide/name_class.def"
#undef PEL_NAME_CLASS
};

struct ClassedName {
  source::Range range;
  NameClass of;
  NameAccess access;
  bool is_read_only;  // by its spelling: `LIMIT`
};

// Those whose range begins in `within`, in the order of the text. O(names of the file).
std::vector<ClassedName> classed_names(query::Engine& engine, db::FileId id, const NamedFile& file,
                                       const std::vector<Occurrence>& all, source::Range within);

}  // namespace pellucid::ide
