#pragma once

// The modules that there are in a folder, right below a package, or at the top: for whoever wants all names and
// not one. Reads whole folders.

#include <string>
#include <vector>

#include "resolve/resolver.h"

namespace pellucid::resolve {

// Names of the modules in the folder, sorted, each once: of files and of folders with Python in their name's
// form.
std::vector<std::string> modules_in(const source::FileSystem& files, std::string_view folder);

struct ModuleBelow {
  std::string name;  // the last part
  PlaceKind place = PlaceKind::Project;
  friend bool operator==(const ModuleBelow&, const ModuleBelow&) = default;
};

// Right below `package`, whose resolution is `parent`; at the top if that is not found. In the order of the
// places, sorted by name in each; of the standard library those that the target has.
std::vector<ModuleBelow> modules_below(const ModuleName& package, const Resolution& parent,
                                       const source::FileSystem& files, const SearchPaths& paths,
                                       const StubVersions& versions, const Target& target);

}  // namespace pellucid::resolve
