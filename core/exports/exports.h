#pragma once

// What a module offers to others, by name: what `import m; m.x` and `from m import x` see of it once it has
// run. In
//
//     import os                             os: the module `os`
//     from .cart import Cart as Basket      Basket: `Cart` of `.cart`
//     from .prices import *                 whatever `.prices` offers to a star import
//     __all__ = ["total", *prices.__all__]
//     def total(basket): ...                total: its own
//     if sys.version_info >= (3, 99):
//         later = 1                         later: only elsewhere, on another Python
//
// all that depends on this file alone is here; what a star import brings, and what `__all__` takes over from
// another module's, is left as a reference to be followed (public_names.h). Modules are named as the import
// names them: which file that is, `resolve` says.
//
// Values hold no positions and no rows, so an edit that moves things, or changes what a function does, leaves
// them equal. Names are those of the project, texts of modules among them (`cart.items` is one name).
//
// Must never know: types; whether another module exists.

#include <span>
#include <vector>

#include "exports/exported_file.h"
#include "flow/use_def.h"
#include "scope/scope_table.h"

namespace pellucid::exports {

using scope::Name;

// In parts of its name. Packages do not nest so deep; chains of attributes may.
inline constexpr size_t kDeepestModule = 64;
inline constexpr Name kNoName = scope::known(scope::KnownName::None);

// A module as an import names it: `..shop.cart` has level 2 and module `shop.cart`. Without dots it is
// absolute.
struct ModuleRef {
  uint32_t level = 0;
  Name module = kNoName;  // none for `from . import x`

  // Another one for each.
  uint64_t key() const { return uint64_t{level} << 32 | module.value(); }
  friend bool operator==(const ModuleRef&, const ModuleRef&) = default;
};

enum class SymbolState : uint8_t {
  Bound,       // when the module has run to its end
  MaybeBound,  // on some of the ways to it, or by a function that declares it `global`
  Declared,    // annotated and never assigned; in a stub that is Bound
  Deleted,     // by the last statement that had to do with it
  Elsewhere,   // bound on other versions or platforms only
  Unbound,     // never run code aside, nothing binds it
};
std::string_view name_of(SymbolState state);

// Whether another module finds the name there, as far as the checker will say.
constexpr bool is_there(SymbolState state) { return state <= SymbolState::Declared; }

enum class SymbolSource : uint8_t {
  Own,     // defined here, or by several things
  Module,  // `import a.b as x`: the module; `import a.b` binds `a`
  Member,  // `from a import b as x`
};

struct PublicSymbol {
  Name name = kNoName;
  SymbolState state = SymbolState::Unbound;
  SymbolSource source = SymbolSource::Own;
  // Of a stub, imported for its own use: not offered, unless `__all__` lists it (typing specification,
  // "import conventions").
  bool is_private_import = false;
  uint32_t stars_before = 0;  // star imports before its last binding or deletion; later ones may replace it
  ModuleRef module;           // of an import
  Name member = kNoName;      // of SymbolSource::Member
  friend bool operator==(const PublicSymbol&, const PublicSymbol&) = default;
};

enum class AllStepKind : uint8_t {
  Begin,   // `__all__ = …`: forgets what there was
  Add,     // a name
  AddAll,  // another module's `__all__`
  Remove,  // a name
  Open,    // something that cannot be read off the text
  End,     // `del __all__`
};

// What is done to `__all__`, step by step in the order of the text.
struct AllStep {
  AllStepKind kind;
  bool maybe = false;  // in a branch, a loop or a handler
  Name name = kNoName;
  ModuleRef module;
  friend bool operator==(const AllStep&, const AllStep&) = default;
};

enum class ImportForm : uint8_t {
  Module,  // `import a.b`
  Member,  // `from a import b`, where `b` may be a module below `a`
  Star,    // `from a import *`
};

// An import that is made when the module is loaded: not in a function, and not in code that is never run.
struct ModuleImport {
  ImportForm form = ImportForm::Module;
  bool for_types = false;  // under `if TYPE_CHECKING`, which no program runs, or lazy (PEP 810)
  ModuleRef module;
  Name member = kNoName;
  friend bool operator==(const ModuleImport&, const ModuleImport&) = default;
};

class Exports {
 public:
  // By name, in the order of Name::value(): nothing to show by.
  std::span<const PublicSymbol> symbols() const { return symbols_; }
  // Null if the module has nothing of the name. O(log n).
  const PublicSymbol* find(Name name) const;

  std::span<const AllStep> all_steps() const { return all_steps_; }
  // Whether a step adds the name: `__all__` lists it, whatever else it lists.
  bool lists(Name name) const;
  std::span<const ModuleImport> imports() const { return imports_; }
  // Of the star imports, in order.
  std::span<const ModuleRef> stars() const { return stars_; }

  bool is_stub() const { return is_stub_; }
  bool is_package() const { return is_package_; }
  // Has a function `__getattr__` (PEP 562): any name may be there.
  bool has_getattr() const { return has_getattr_; }
  // Adds names to itself in ways that cannot be followed: `globals().update(…)`, `sys.modules[__name__] = …`.
  bool is_open() const { return is_open_; }

  size_t memory_bytes() const {
    return symbols_.capacity() * sizeof(PublicSymbol) + all_steps_.capacity() * sizeof(AllStep) +
           imports_.capacity() * sizeof(ModuleImport) + stars_.capacity() * sizeof(ModuleRef);
  }
  friend bool operator==(const Exports&, const Exports&) = default;

 private:
  friend class ExportsBuilder;
  std::vector<PublicSymbol> symbols_;
  std::vector<AllStep> all_steps_;
  std::vector<ModuleImport> imports_;
  std::vector<ModuleRef> stars_;
  bool is_stub_ = false;
  bool is_package_ = false;
  bool has_getattr_ = false;
  bool is_open_ = false;
};

// Where a name of the module's own scope is bound, in this revision of the text.
struct SymbolPlace {
  Name name = kNoName;
  flow::DefinitionKind kind{};
  source::Range range = {0, 0};  // of the name
  source::Range whole = {0, 0};  // of the statement, clause or expression that binds it
  syntax::NodeIndex row{0};      // of the name
  friend bool operator==(const SymbolPlace&, const SymbolPlace&) = default;
};

struct Reading {
  Exports exports;
  std::vector<SymbolPlace> places;  // by name, then in the order of the text
  // The Alias rows of Exports::imports(), in the same order: where those imports stand in this revision of
  // the text.
  std::vector<syntax::NodeIndex> import_rows;
};

// Interns names. Linear in the rows.
Reading read(const ExportedFile& file, scope::Names& names);

}  // namespace pellucid::exports
