#pragma once

// Which definitions reach each use of a name, and which statements can be reached at all (walk 2). In
//
//     if ready:            x at the end of the branch: definition 0
//         x = 1
//     print(x)             x here: definition 0, or unbound
//
// the value of `x` at the use is a Value: a definition, unbound, or a choice between two values. Values form
// a graph; loops make cycles in it. It is built forwards in one walk over the statements in the order in
// which Python runs them, with branches, loops and `try` joined where they meet; the bodies of functions and
// lambdas are walked when the scope around them is complete, and what they read of it is all of its
// definitions.
//
// A star import is a place that only other files can fill in. In
//
//     x = 1
//     from m import *
//     print(x)             x here: what `m` brings if it brings an `x`, or else definition 0
//
// the value is what `x` was, *unless the star import brings it*. All that is asked of a value takes such an import for
// one that brings nothing, but for `reached`, which is told.
//
// Definitions are numbered in the order of the walk. Everything is per file; positions are rows of the table.
//
// Must never know: types, other files. Whether a call returns is not known here but for `sys.exit()` and its
// like.

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "scope/scope_table.h"
#include "syntax/tree.h"

namespace pellucid::flow {

struct DefinitionTag;
using DefinitionId = base::Index<DefinitionTag>;

struct UseTag;
using UseId = base::Index<UseTag>;

struct ValueTag;
// What a name may be at some point.
using ValueId = base::Index<ValueTag>;

struct StarTag;
// A star import of the module that is run, in the order of the walk.
using StarIndex = base::Index<StarTag>;

// Whether a module brings a name.
enum class Offer : uint8_t {
  No,
  Perhaps,  // it cannot be told from the text
  Likely,   // on some ways through the module, or if an `__all__` that cannot be read does not leave it out
  Yes,
};
// As far as one will say that it is missing.
constexpr bool is_offered(Offer offer) { return offer >= Offer::Likely; }

enum class DefinitionKind : uint8_t {
#define PEL_DEFINITION(kind, text) kind,
#include "flow/definition_kind.def"
#undef PEL_DEFINITION
};
std::string_view name_of(DefinitionKind kind);

constexpr bool unbinds(DefinitionKind kind) {
  return kind == DefinitionKind::Delete || kind == DefinitionKind::ExceptEnd;
}

constexpr bool is_import(DefinitionKind kind) {
  return kind == DefinitionKind::Import || kind == DefinitionKind::ImportFrom;
}

struct Definition {
  syntax::NodeIndex row;  // of the name: a Name, an Identifier, a Parameter
  uint32_t symbol;        // the owner's, by position among all symbols of the file; none if nobody owns it
  DefinitionKind kind;
  bool reachable;
  ValueId before;  // what the symbol was; kUnbound for what flow does not follow
  bool foreign;    // made by another scope than the owner: after `global` or `nonlocal`
  friend bool operator==(const Definition&, const Definition&) = default;
};

// Special values.
inline constexpr ValueId kUnbound{0};
inline constexpr ValueId kUnreachable{1};  // the use is never run
inline constexpr ValueId kAnyOfScope{2};   // any definition of the symbol: read later, or by a stub
inline constexpr ValueId kNoOwner{3};      // no scope of the file binds the name
inline constexpr uint32_t kSpecialValues = 4;

struct Use {
  syntax::NodeIndex row;
  uint32_t symbol;  // the owner's, by position; of kNoOwner, the symbol in the reading scope
  ValueId value;
  friend bool operator==(const Use&, const Use&) = default;
};

// A use in a class body that binds the name itself and may not have done so yet: Python asks the module then. In
//
//     x = 1
//     class C:
//         x = x            the use is the class's, unbound; its fallback the module's, bound
//
struct Fallback {
  UseId use;
  uint32_t symbol;  // the module's, by position
  ValueId value;
  friend bool operator==(const Fallback&, const Fallback&) = default;
};

// A use of a name that the module never binds, behind star imports; also one that falls through to the module from a
// class body.
struct StarredUse {
  UseId use;
  ValueId value;  // kNoOwner, unless the star imports in front of it bring the name
  friend bool operator==(const StarredUse&, const StarredUse&) = default;
};

// Whether the name is bound, going by all values that it may have.
struct Boundness {
  bool may_be_bound = false;
  bool may_be_unbound = false;
  bool may_be_deleted = false;  // unbound because it was deleted
  bool is_starred = false;      // some of it stands behind a star import

  void add(const Boundness& other) {
    may_be_bound |= other.may_be_bound;
    may_be_unbound |= other.may_be_unbound;
    may_be_deleted |= other.may_be_deleted;
    is_starred |= other.is_starred;
  }
  friend bool operator==(const Boundness&, const Boundness&) = default;
};

// What a value comes to, once it is known what star imports bring.
struct Reached {
  std::vector<DefinitionId> definitions;  // that it may come from, in order; deletions among them
  std::vector<StarIndex> stars;           // that bring it, or may, in order
  Boundness bound;
  bool is_sure = true;  // what each of the stars brings was known
  size_t steps = 0;     // values looked at
};

class UseDef {
 public:
  const std::vector<Definition>& definitions() const { return definitions_; }
  const std::vector<Use>& uses() const { return uses_; }
  // In the order of the uses.
  const std::vector<Fallback>& fallbacks() const { return fallbacks_; }
  // Null if the use has none, or the module never binds the name. O(log n).
  const Fallback* fallback_of(UseId use) const;
  // Rows of the aliases of the star imports.
  const std::vector<syntax::NodeIndex>& stars() const { return stars_; }
  // In the order of the uses.
  const std::vector<StarredUse>& starred_uses() const { return starred_uses_; }
  // What star imports make of a name that the module never binds, where the use stands; kNoOwner if none has been run.
  // O(log n).
  ValueId starred(UseId use) const;
  // The same for code that runs later.
  ValueId starred_at_end() const { return starred_at_end_; }
  // What star imports that have been run make of a name that is read, be it bound in the module or not; kNoOwner if they
  // can make nothing of it. O(log n).
  ValueId behind_stars(UseId use, const scope::ScopeTable& table) const;
  Boundness boundness(ValueId value) const { return bounds_[value.value()]; }
  // `offers` is asked once of each star import that the value may come from, and of none behind one that is sure to
  // bring the name. O(values behind it).
  Reached reached(ValueId value, const std::function<Offer(StarIndex)>& offers) const;
  // By definition: whether some use may get it otherwise than by way of the star import, or of any without one; `at_end`
  // says of which symbols what they are at the end is used, too. O(values + uses).
  std::vector<bool> used_apart_from(base::Optional<StarIndex> star, const std::vector<bool>& at_end) const;
  // Where a star import may replace one of the definitions, in the order of the star imports. O(values), and again for
  // each loop around.
  struct Replacement {
    StarIndex star;
    ValueId found;  // what it finds there
  };
  std::vector<Replacement> replacements(const std::vector<bool>& definitions) const;
  size_t value_count() const { return values_.size(); }
  // The definitions that a value may come from, in order; deletions among them. O(values behind it).
  std::vector<DefinitionId> reaching(ValueId value) const;
  // The same for who asks of many uses; none if more than `most` values are behind it.
  std::optional<std::vector<DefinitionId>> reaching_within(ValueId value, size_t most) const;
  // By value: whether the definition may be what it comes from. O(values), and again for each loop around.
  std::vector<bool> values_holding(DefinitionId definition) const;
  // By definition: whether some use may get it. O(values).
  std::vector<bool> used_definitions() const;
  // What the symbol is when its scope has run to its end; kUnbound for a symbol that flow does not follow.
  ValueId at_end(uint32_t symbol) const { return ends_[symbol]; }

  // Statements that are never run, in order; a statement in a dead one is not listed again.
  const std::vector<syntax::NodeIndex>& dead_statements() const { return dead_; }
  // First statements of blocks that nothing enters, in order. Most are none that one would call unreachable
  // code: what is known of the version, the platform or `TYPE_CHECKING` decides.
  const std::vector<syntax::NodeIndex>& skipped_blocks() const { return skipped_; }
  // The use at the row of its name. O(log n).
  base::Optional<UseId> use_at(syntax::NodeIndex row) const;

  size_t memory_bytes() const {
    return definitions_.capacity() * sizeof(Definition) + uses_.capacity() * sizeof(Use) +
           fallbacks_.capacity() * sizeof(Fallback) + starred_uses_.capacity() * sizeof(StarredUse) +
           values_.capacity() * sizeof(Value) + stars_.capacity() * sizeof(syntax::NodeIndex) +
           bounds_.capacity() * sizeof(Boundness) + ends_.capacity() * sizeof(ValueId) +
           (dead_.capacity() + skipped_.capacity()) * sizeof(syntax::NodeIndex) +
           use_order_.capacity() * sizeof(uint32_t);
  }
  friend bool operator==(const UseDef&, const UseDef&) = default;

 private:
  friend class Walker;
  // Either of two values; or, where `second` says so, a definition; or `first`, unless a star import brings the name.
  struct Value {
    uint32_t first;
    uint32_t second;

    bool is_definition() const { return second == kIsDefinition; }
    bool is_star() const { return second >= kFirstStar && second < kFirstStar + kMostStars; }
    StarIndex star() const { return StarIndex(second - kFirstStar); }
    friend bool operator==(const Value&, const Value&) = default;
  };
  static constexpr uint32_t kIsDefinition = 0xFFFFFFFEu;
  static constexpr uint32_t kFirstStar = 0xFFFF0000u;
  static constexpr uint32_t kMostStars = 0xFFF0u;

  // By value: whether it may come from a definition that is wanted.
  template <class Wanted>
  std::vector<bool> holding(const Wanted& wanted) const;
  // Marks the definitions that the values of the stack lead to; a star import that does not pass leads nowhere.
  template <class Passes>
  void follow(std::vector<uint32_t>& stack, std::vector<bool>& seen, std::vector<bool>& used,
              const Passes& passes) const;

  void settle();
  void order_uses();

  std::vector<Definition> definitions_;
  std::vector<Use> uses_;
  std::vector<Fallback> fallbacks_;
  std::vector<Value> values_;
  std::vector<Boundness> bounds_;
  std::vector<ValueId> ends_;
  std::vector<StarredUse> starred_uses_;
  std::vector<syntax::NodeIndex> stars_;
  ValueId starred_at_end_ = kNoOwner;
  std::vector<syntax::NodeIndex> dead_;
  std::vector<syntax::NodeIndex> skipped_;
  std::vector<uint32_t> use_order_;  // uses by row
};

}  // namespace pellucid::flow
