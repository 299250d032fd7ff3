#pragma once

// The places in which modules are looked for, in order: the project's roots, extra paths, the standard
// library, installed packages. The project's roots are its folder and `src/` in it, unless that is a package
// itself.
//
// The other way round, the path of a file has a name: `src/shop/cart.py` is `shop.cart`, by the root that
// reaches deepest into it.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/resolution.h"
#include "source/file_system.h"

namespace pellucid::resolve {

// One place. Its folder is a path as in source/file_system.h; the project's own is the empty path.
struct SearchPath {
  PlaceKind kind = PlaceKind::Project;
  std::string folder;
  friend bool operator==(const SearchPath&, const SearchPath&) = default;
};

struct SearchPaths {
  std::vector<SearchPath> paths;  // in order, no folder twice

  bool has(PlaceKind kind) const {
    return std::any_of(paths.begin(), paths.end(),
                       [kind](const SearchPath& one) { return one.kind == kind; });
  }
  // Whether the folder is one of them.
  bool holds(std::string_view folder) const {
    return std::any_of(paths.begin(), paths.end(),
                       [folder](const SearchPath& one) { return one.folder == folder; });
  }
  friend bool operator==(const SearchPaths&, const SearchPaths&) = default;
};
size_t memory_bytes(const SearchPaths& paths);

struct SearchSettings {
  std::vector<std::string> extra_paths;
  std::string standard_library;  // the folder with VERSIONS: a typeshed's `stdlib`, or resolve::kStubRoot
  std::vector<std::string> site_packages;
  friend bool operator==(const SearchSettings&, const SearchSettings&) = default;
};

// Extra paths and others that are not there stay in the list: they may appear.
SearchPaths find_search_paths(const source::FileSystem& files, const SearchSettings& settings);

struct ModuleOfFile {
  ModuleName name;
  bool is_package = false;  // `__init__.py`, `__init__.pyi`
  PlaceKind place = PlaceKind::Project;
  std::string root;  // the folder of the search path
  friend bool operator==(const ModuleOfFile&, const ModuleOfFile&) = default;

  // The package that relative imports in the file start from.
  ModuleName package() const { return is_package ? name : name.parent(); }
};

// None if the file is no Python, or in no place. In `shop-stubs/cart.pyi` it is `shop.cart`. Not every name
// can be imported: see ModuleName::is_importable.
std::optional<ModuleOfFile> module_of_file(std::string_view path, const SearchPaths& paths);

// `cart` of `cart.py` and `cart.pyi`; none for other files.
std::optional<std::string_view> module_stem(std::string_view file_name);

// The folder that Python puts in front of all others when the file is run as a script, or by pytest: the
// innermost one around it that is no package.
std::string script_folder(const source::FileSystem& files, std::string_view path);

}  // namespace pellucid::resolve
