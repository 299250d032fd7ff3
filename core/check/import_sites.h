#pragma once

// The imports of a file as the rules about them need them, so that a file whose tree is gone can be judged
// again when another file changes. What is asked of other files (`shapes`) holds no positions; where it stands
// in the text (`places`) is read when something is reported.
//
//     try:
//         import tomllib                 site 0: is expected to be missing (the handler waits for it)
//     except ImportError:
//         import tomli as tomllib        site 1: stands in for sites 0 to 1
//     from .cart import Cart, prices     site 2: level 1, module `cart`, names `Cart` and `prices`

#include <cstdint>
#include <vector>

#include "exports/exports.h"
#include "flow/use_def.h"
#include "scope/build.h"
#include "source/python_version.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::check {

// A file, as far as its imports go.
struct ImportingFile {
  const syntax::Tree& tree;
  const source::Text& text;
  const scope::Scopes& scopes;
  const flow::UseDef& use_def;
  source::PythonVersion version;
};

// What handlers and `suppress` around an import wait for.
enum class ExpectedFailure : uint8_t { Nothing, MissingModule, MissingName };

// One module that a statement names: `import a, b` makes two.
struct ImportSite {
  exports::ModuleRef module;
  uint32_t names_begin = 0;  // what `from … import` takes
  uint32_t names_end = 0;
  uint32_t replaced_begin = 0;
  uint32_t replaced_end = 0;
  ExpectedFailure expected = ExpectedFailure::Nothing;
  bool is_from = false;
  // In a branch of a condition of the program's own, which may ask for the version or platform in its way.
  bool is_guarded = false;
  // Is never run, cannot be read to its end, or is no import at all (`from __future__`): counts as found.
  bool is_passed_over = false;
  friend bool operator==(const ImportSite&, const ImportSite&) = default;
};

// Sites from `begin` to `end`, which the body of a `try` holds.
struct ReplacedSites {
  uint32_t begin;
  uint32_t end;
  friend bool operator==(const ReplacedSites&, const ReplacedSites&) = default;
};

// Some module; which, is not known.
inline constexpr exports::ModuleRef kAnyModule;

struct ImportShapes {
  std::vector<ImportSite> sites;  // in the order of the text
  std::vector<exports::Name> names;
  // By name, as what the module has it from then on: `g` of `from m import f as g`. None where a function or a
  // class binds it for itself.
  std::vector<exports::Name> bound;
  std::vector<ReplacedSites> replaced;
  // Attributes of what imports bind: names that the file reads from other modules, `cart.total`, in strings
  // that are annotations as well. In order of module, what is brought and name, each once. Of kAnyModule, where a
  // star import may bring the module, or it is one of too many.
  struct Attribute {
    exports::ModuleRef module;
    exports::Name name;
    exports::Name brought = exports::kNoName;  // under which a star import may bring the module
    bool is_bound = false;                     // the name of what is brought, by the file itself, too
    friend bool operator==(const Attribute&, const Attribute&) = default;
  };
  std::vector<Attribute> attributes;

  size_t memory_bytes() const {
    return sites.capacity() * sizeof(ImportSite) +
           (names.capacity() + bound.capacity()) * sizeof(exports::Name) +
           replaced.capacity() * sizeof(ReplacedSites) + attributes.capacity() * sizeof(Attribute);
  }
  friend bool operator==(const ImportShapes&, const ImportShapes&) = default;
};

struct ImportPlaces {
  struct Site {
    source::Range module;  // `..a.b`
    uint32_t parts_begin;  // `a`, `b`
    uint32_t parts_end;
    friend bool operator==(const Site&, const Site&) = default;
  };
  // Of an import that is made when the module is loaded (Exports::imports()).
  struct Loaded {
    source::Range range;
    uint32_t statement;  // the same for all that one `from … import` takes; else a number of its own
    friend bool operator==(const Loaded&, const Loaded&) = default;
  };
  std::vector<Site> sites;
  std::vector<source::Range> parts;
  std::vector<source::Range> names;
  std::vector<Loaded> loaded;

  size_t memory_bytes() const {
    return sites.capacity() * sizeof(Site) + (parts.capacity() + names.capacity()) * sizeof(source::Range) +
           loaded.capacity() * sizeof(Loaded);
  }
  friend bool operator==(const ImportPlaces&, const ImportPlaces&) = default;
};

struct ImportSites {
  ImportShapes shapes;
  ImportPlaces places;
};

// `loaded`: the Alias rows of Exports::imports(). Interns names.
ImportSites read_imports(const ImportingFile& file, const std::vector<syntax::NodeIndex>& loaded,
                         scope::Names& names);

}  // namespace pellucid::check
