#pragma once

// Where a module is, or why it is not found. Module names become files here: for `import shop.cart`, in the
// folders
//
//     .                 a project root       shop/__init__.py, shop/cart.py
//     src               another              (none of it)
//     typeshed:stdlib   the standard library (none of it)
//
// `shop` is a package in the first, so that `shop.cart` is looked for in `shop/` and nowhere else:
// shop/cart.pyi, then shop/cart.py. The language reference (5.3 to 5.5) says how packages are searched, PEP
// 420 what folders without
// `__init__.py` are, and PEP 561 what stub packages are.
//
// What is found depends on what is absent before it: `shop/cart/` and `shop/cart.pyi` were asked for and are
// not there. A resolution lists these paths. When one of them appears, the answer may be another; the query
// engine sees that by itself, since the resolver asks for every path through source::FileSystem.
//
// Must never know: what is in a module, scopes, trees.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "resolve/module_name.h"
#include "source/python_version.h"

namespace pellucid::resolve {

enum class ModuleKind : uint8_t {
  Module,            // a file
  Package,           // a folder with `__init__.py` or `__init__.pyi`
  NamespacePackage,  // folders without, in one or several places
  Opaque,  // Python finds it, and there is no source: an extension module, or of the standard library without
           // a stub
};
std::string_view name_of(ModuleKind kind);

enum class PlaceKind : uint8_t {
  Project,          // a root of the project
  Extra,            // a folder that the configuration names
  StandardLibrary,  // stubs of the standard library
  SitePackages,     // what is installed
};
std::string_view name_of(PlaceKind kind);

enum class Absence : uint8_t {
  NotFound,         // in no place
  NotInPackage,     // the package is there, and has no such module
  NoPackage,        // the part before is a module, which has none below it
  NotYet,           // in the standard library from a later version on
  NoLonger,         // in the standard library up to an earlier version
  OtherPlatform,    // in the standard library of other platforms
  NoParentPackage,  // a relative import in a module that stands in no package
  BeyondTop,        // a relative import with more dots than packages around
};
std::string_view name_of(Absence absence);

struct MissingModule {
  Absence reason = Absence::NotFound;
  ModuleName module;  // the first part, with those before it, that is not there
  // NotYet: the first version that has it; NoLonger: the first that does not.
  source::PythonVersion version;
  friend bool operator==(const MissingModule&, const MissingModule&) = default;
};

// A folder in which the modules below a package are looked for.
struct Portion {
  std::string folder;
  PlaceKind place = PlaceKind::Project;
  // The stubs say not to be all of the package (PEP 561, "partial"): what they lack is looked for further on.
  bool is_partial = false;
  friend bool operator==(const Portion&, const Portion&) = default;
};

struct Resolution {
  std::optional<ModuleKind> kind;  // none if it is not found
  PlaceKind place = PlaceKind::Project;
  std::string file;               // of a module or package; else empty
  std::vector<Portion> portions;  // of packages
  std::optional<MissingModule> missing;
  // Files of the same name in the same place that Python never takes: `cart.py` beside `cart/__init__.py`. A
  // stub beside its source is none.
  std::vector<std::string> hidden;
  // Paths that were asked for, in this order, before the answer was known, and that are not there.
  std::vector<std::string> absent;

  bool found() const { return kind.has_value(); }
  bool is_package() const { return kind == ModuleKind::Package || kind == ModuleKind::NamespacePackage; }
  bool has_file() const { return !file.empty(); }
  bool is_stub() const { return file.ends_with(".pyi"); }
  friend bool operator==(const Resolution&, const Resolution&) = default;
};
size_t memory_bytes(const Resolution& resolution);

}  // namespace pellucid::resolve
