#pragma once

// What a module offers once its star imports and the `__all__`s that it takes over are followed. Each
// function asks for other modules through OtherModules, and for one step only: behind it stands the same
// question about another module. Modules may import one another in circles,
//
//     a.py:  from b import *         b.py:  from a import *
//            x = 1                          y = 2
//
// so that whoever answers must find a fixpoint, from "nothing" on (AllState::Known without names, no star
// names, Offer::No): the query engine does, and tests/support/module_set.h for a few files. Answers only grow
// while it is sought, but for `remove`.

#include <string_view>
#include <vector>

#include "exports/exports.h"

namespace pellucid::exports {

using flow::is_offered;
using flow::Offer;

enum class AllState : uint8_t {
  None,     // the module has no `__all__`
  Known,    // exactly these names
  AtLeast,  // these, and what the text does not tell
};

// What `__all__` is when the module has run.
struct DunderAll {
  AllState state = AllState::None;
  std::vector<Name> names;  // by Name::value()
  bool contains(Name name) const;
  size_t memory_bytes() const { return names.capacity() * sizeof(Name); }
  friend bool operator==(const DunderAll&, const DunderAll&) = default;
};

// What `from m import *` brings.
struct StarNames {
  std::vector<Name> names;  // by Name::value()
  bool is_open = false;     // and others that cannot be told
  bool contains(Name name) const;
  size_t memory_bytes() const { return names.capacity() * sizeof(Name); }
  friend bool operator==(const StarNames&, const StarNames&) = default;
};

// What is known of the modules that a module names. Of one that is not found, or cannot be read, nothing is
// known.
class OtherModules {
 public:
  OtherModules() = default;
  OtherModules(const OtherModules&) = delete;
  OtherModules& operator=(const OtherModules&) = delete;
  virtual ~OtherModules() = default;

  // Unknown modules: AtLeast nothing.
  virtual DunderAll dunder_all(const ModuleRef& module) = 0;
  // Unknown modules: nothing, and open.
  virtual StarNames star_names(const ModuleRef& module) = 0;
  // star_offers() of that module. Unknown modules: Perhaps.
  virtual Offer star_offers(const ModuleRef& module, Name name) = 0;
};

DunderAll dunder_all(const Exports& exports, OtherModules& others);

// `all`: dunder_all() of the same module. `own_name`: the module's, by which it may import what is below itself;
// empty if it is not known.
StarNames star_names(const Exports& exports, const DunderAll& all, std::string_view own_name,
                     const scope::Names& names, OtherModules& others);
// The same for one name, reading no more than it takes.
Offer star_offers(const Exports& exports, const DunderAll& all, std::string_view own_name, Name name,
                  const scope::Names& names, OtherModules& others);

// Modules right below a package that become its attributes because the package itself imports them when it is
// loaded.
std::vector<Name> loaded_submodules(const Exports& exports, std::string_view own_name,
                                    const scope::Names& names);

enum class MemberKind : uint8_t {
  Symbol,         // bound by the module
  Star,           // comes from a star import
  Submodule,      // a module below, which the package imports
  Implicit,       // every module has it: `__name__`
  Getattr,        // the module's `__getattr__` may have it
  Open,           // may be there: the module, or one that it imports everything from, cannot be followed
  Deleted,        // bound and deleted again
  Elsewhere,      // on other versions or platforms
  PrivateImport,  // a stub imports it for its own use
  Absent,
};
std::string_view name_of(MemberKind kind);
constexpr bool is_there(MemberKind kind) { return kind <= MemberKind::Open; }

struct Member {
  MemberKind kind = MemberKind::Absent;
  PublicSymbol symbol;  // of Symbol, Deleted, Elsewhere and PrivateImport
  uint32_t star = 0;    // of Star: which of Exports::stars()
  friend bool operator==(const Member&, const Member&) = default;
};

// What `from m import name` finds among the module's attributes; modules below it that nobody has imported
// yet are another question, for resolve.
Member find_member(const Exports& exports, std::string_view own_name, Name name, const scope::Names& names,
                   OtherModules& others);

// What every module has (data model, "module objects"); of packages `__path__` too.
bool is_module_attribute(std::string_view name, bool is_package);

}  // namespace pellucid::exports
