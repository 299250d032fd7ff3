#pragma once

// Finds modules (resolution.h). Pure: what it says depends on its arguments and on what the file system
// answers.
//
// In one place, for the part `cart`:
//
//     cart-stubs/              top level only, not in the standard library; see below
//     cart/__init__.pyi, cart/__init__.py
//     cart.pyi, cart.py
//     cart.so, cart.cpython-312-x86_64-linux-gnu.so, cart.pyd       asked for last, when no place has a source
//     cart/                    a portion of a namespace package, if no place has any of the above
//
// A stub package stands in front of what it describes, in whatever place that is. One without `__init__.pyi`,
// or whose `py.typed` says `partial`, lets what it lacks be found further on.

#include <optional>
#include <string>
#include <string_view>

#include "resolve/resolution.h"
#include "resolve/search_paths.h"
#include "resolve/stub_versions.h"
#include "source/file_system.h"
#include "source/python_version.h"

namespace pellucid::resolve {

// What decides of the standard library.
struct Target {
  source::PythonVersion version = source::kDefaultPython;
  std::string platform = "linux";  // sys.platform, or `all`
  friend bool operator==(const Target&, const Target&) = default;
};

// An import as it is written: `from ..shop import cart` has level 2 and module `shop`.
struct ImportedModule {
  uint32_t level = 0;  // leading dots
  std::string module;  // empty for `from . import cart`
  friend bool operator==(const ImportedModule&, const ImportedModule&) = default;
};
// `..shop`
std::string spelling_of(const ImportedModule& import);

// The absolute name of what a file imports, or why there is none. The file may be unknown to every search
// path: then it has no package.
struct AbsoluteName {
  std::optional<ModuleName> name;
  Absence reason = Absence::NoParentPackage;  // if there is none
};
// `root_is_package`: the folder of the file's search path has an `__init__.py`, so that relative imports
// reach it.
AbsoluteName absolute_name(const ImportedModule& import, const std::optional<ModuleOfFile>& file,
                           bool root_is_package);

class Resolver {
 public:
  // All of them must outlive the resolver.
  Resolver(const source::FileSystem& files, const SearchPaths& paths, const StubVersions& versions,
           const Target& target)
      : files_(files), paths_(paths), versions_(versions), target_(target) {}

  // Part by part. The empty name is the package that the first root is, if it is one.
  Resolution resolve(const ModuleName& name) const;
  // One part: `parent` is what resolve(name.parent()) says. For a query that asks for its parent's.
  Resolution resolve_below(const Resolution& parent, const ModuleName& name) const;
  // As from a script in `folder`, of whose neighbours Python finds all: for what resolve does not find.
  Resolution resolve_beside(std::string_view folder, const ModuleName& name) const;

 private:
  struct Search;

  Resolution resolve_top(const ModuleName& name) const;
  Resolution resolve_root_package() const;
  void look_in_stub_package(Search& search, const SearchPath& path) const;
  void look_in(Search& search, const Portion& portion) const;
  void look_in_library(Search& search, const Portion& portion) const;
  void find_extension(Search& search, const Portion& portion) const;
  bool has_file(Search& search, std::string path) const;
  bool has_folder(Search& search, const std::string& path) const;
  std::string first_file(Search& search, std::string_view folder, std::string_view stem) const;
  bool is_in_library(const ModuleName& name) const;
  void note_hidden(Search& search, const Portion& portion) const;
  Resolution finish(Search& search, Absence otherwise) const;

  const source::FileSystem& files_;
  const SearchPaths& paths_;
  const StubVersions& versions_;
  const Target& target_;
};

}  // namespace pellucid::resolve
