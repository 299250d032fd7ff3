#pragma once

// The names under which files have one and the same public symbol, because they take it from one another. In
//
//     shop/cart.py:      def total(): ...
//     shop/__init__.py:  from .cart import total
//     main.py:           from shop import total as sum
//                        sum()
//
// `total` of shop/cart.py goes by that name in shop/__init__.py, and by `sum` in main.py. The way up leads to
// where it is made, the ways down to all that take it. Both are read off what survives trees: nothing is
// parsed. Not for use in computes.

#include <span>
#include <unordered_set>
#include <vector>

#include "check/import_sites.h"
#include "db/database.h"
#include "exports/queries.h"

namespace pellucid::ide {

using exports::NameOfFile;

// `import f as g`: the same symbol, under a name of its own.
enum class Aliases : uint8_t { Followed, LeftOut };

enum class Reach : uint8_t { Anywhere, Project };
// Where a public name of a file has come from, as far up as it is known and as files of the reach go; itself if
// it is made there.
NameOfFile root_of(db::Database& database, NameOfFile name, Aliases aliases, Reach reach);

class PublicLinks {
 public:
  // `starts`, and all that the project's files take of them. O(imports of the project), a few times over if
  // there are aliases.
  PublicLinks(db::Database& database, scope::Names& names, const std::vector<NameOfFile>& starts,
              Aliases aliases);

  Aliases aliases() const { return aliases_; }
  // What a file has it by.
  std::span<const NameOfFile> names_of(db::FileId file) const;
  // Whether the name stands for the symbol; also one of a file outside the project, which hands it on.
  bool has(const NameOfFile& name) const;
  // Whether some file has the symbol by this name: what is called otherwise need not be looked at.
  bool has_name(scope::Name name) const { return spellings_.contains(name.value()); }
  // Names of it that Python provides to every module.
  const std::vector<scope::Name>& builtins() const { return builtins_; }
  // The project's files in which a name may stand for it, in the order of their paths. One without any may be
  // among them, none is missing.
  const std::vector<db::FileId>& files() const { return files_; }

 private:
  struct Importing {
    db::FileId file;
    base::Shared<check::ImportShapes> shapes;
  };
  void read_builtins(scope::Names& names);
  bool add(const NameOfFile& name);
  bool spread(const Importing& importing);
  bool mentions(const Importing& importing) const;
  base::Optional<db::FileId> file_of(db::FileId from, const exports::ModuleRef& module) const;

  db::Database& database_;
  Aliases aliases_;
  std::vector<NameOfFile> names_;           // by file, once all are found
  std::unordered_set<NameOfFile> known_;    // the same
  std::unordered_set<uint32_t> spellings_;  // Name::value() of each
  std::vector<scope::Name> builtins_;
  std::vector<db::FileId> files_;
};

}  // namespace pellucid::ide
