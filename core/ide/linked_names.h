#pragma once

// What stands for a public symbol in one file, which has it by whatever name: names, aliases of imports,
// attributes of modules, entries of `__all__`.

#include <vector>

#include "ide/imported_names.h"
#include "ide/occurrences.h"
#include "ide/public_links.h"

namespace pellucid::ide {

struct LinkedNames {
  struct Attribute {
    syntax::NodeIndex row;  // of the identifier
    bool is_unsure;         // what it is an attribute of may be something else
  };
  // A star import from a file that has the symbol.
  struct Star {
    syntax::NodeIndex row;  // of the alias
    scope::Name name;
    bool is_brought;       // and not left out
    bool is_overshadowed;  // brought, and the file binds the name itself
  };
  std::vector<Entity> entities;
  // Aliases that take it, in order; `from m import f as g` too, whatever is done with its alias.
  std::vector<syntax::NodeIndex> aliases;
  std::vector<Attribute> attributes;
  // In strings that are annotations.
  struct StringAttribute {
    source::Range range;
    bool is_unsure;
  };
  std::vector<StringAttribute> string_attributes;
  std::vector<Star> stars;
};

// Without aliases followed, what a class body imports is none: its name is an attribute's.
LinkedNames linked_names(query::Engine& engine, db::FileId id, const NamedFile& file,
                         const PublicLinks& links);

// What is asked about at a place, as far as other files may have it too.
struct AskedName {
  std::optional<source::Range> range;  // none where there is nothing
  // Public names that it stands for: of this file, and those that its imports take. Empty for what no other
  // file sees.
  std::vector<NameOfFile> names;
  bool is_module = false;                  // a part of a module's name, or an attribute that is a module
  const Occurrence* occurrence = nullptr;  // none of attributes and what aliases take; as long as `all` lives
};
AskedName asked_name(query::Engine& engine, db::FileId id, const NamedFile& file,
                     const std::vector<Occurrence>& all, uint32_t offset);

// Strings that list the name in what is done to `__all__` (exports/exports.h), in order: of each the string,
// and where the name stands in it, if it stands there as it is.
struct ExportedString {
  source::Range whole;
  std::optional<source::Range> name;
};
std::vector<ExportedString> exported_strings(const NamedFile& file, const std::vector<Occurrence>& all,
                                             std::string_view name);

}  // namespace pellucid::ide
