#pragma once

// The scopes of a file and a symbol table for each (walk 1). In
//
//     import os                         scope 0  module     os: imported    f: defined, assigned
//     def f(path):                      scope 1  function f in 0
//         return [os.stat(p)                                path: parameter, used     os: passed through
//                 for p in path]        scope 2  list comprehension in 1
//                                                           p: iteration variable    os: used, the module's
//
// the first iterable of the comprehension, `path`, belongs to `f`. A symbol says how its own scope treats the
// name (flags), and which scope owns what the name means there (owner). Which of several bindings is meant at
// a point is not decided here but by flow (walk 2).
//
// A ScopeTable holds no positions, so that an edit which moves things changes no table: where scopes stand is
// in ScopePlaces. Scopes are in the order in which their bodies begin, a scope behind the one it stands in.
//
// Must never know: control flow, other files, what is a builtin.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/interner.h"
#include "source/text.h"
#include "syntax/tree.h"

namespace pellucid::scope {

struct NameTag;
// An identifier, the same number in every file.
using Name = base::Id<NameTag>;

struct FileScopeTag;
using FileScopeId = base::Index<FileScopeTag>;
using OptionalScope = base::Optional<FileScopeId>;

struct ScopeSymbolTag;
// A symbol within its scope, in the order of first appearance.
using ScopeSymbolId = base::Index<ScopeSymbolTag>;

struct FileSymbolId {
  FileScopeId scope;
  ScopeSymbolId symbol;
  friend bool operator==(const FileSymbolId&, const FileSymbolId&) = default;
};

inline constexpr FileScopeId kModuleScope{0};

enum class KnownName : uint32_t {
#define PEL_KNOWN_NAME(name, text) name,
#include "scope/known_name.def"
#undef PEL_KNOWN_NAME
};
constexpr Name known(KnownName name) { return Name(static_cast<uint32_t>(name)); }

// The identifiers of a project. Begins with the known ones.
class Names : public base::Interner<Name> {
 public:
  Names();
};

enum class ScopeKind : uint8_t {
#define PEL_SCOPE(kind, text, cpython) kind,
#include "scope/scope_kind.def"
#undef PEL_SCOPE
};
std::string_view name_of(ScopeKind kind);
std::string_view cpython_type_of(ScopeKind kind);

constexpr bool is_comprehension(ScopeKind kind) {
  return kind >= ScopeKind::ListComprehension && kind <= ScopeKind::GeneratorExpression;
}
// Whose locals inner scopes see: all but modules and classes (CPython/Python/symtable.c,
// _PyST_IsFunctionLike).
constexpr bool is_function_like(ScopeKind kind) {
  return kind != ScopeKind::Module && kind != ScopeKind::Class;
}

enum class SymbolFlag : uint16_t {
#define PEL_SYMBOL_FLAG(flag, text) flag,
#include "scope/symbol_flag.def"
#undef PEL_SYMBOL_FLAG
  Count,
};
static_assert(static_cast<uint32_t>(SymbolFlag::Count) <= 16);
std::string_view name_of(SymbolFlag flag);

class SymbolFlags {
 public:
  constexpr SymbolFlags() = default;
  constexpr SymbolFlags(std::initializer_list<SymbolFlag> flags) {
    for (SymbolFlag flag : flags) add(flag);
  }
  constexpr bool has(SymbolFlag flag) const { return (bits_ >> static_cast<uint32_t>(flag) & 1) != 0; }
  constexpr bool has_any(SymbolFlags flags) const { return (bits_ & flags.bits_) != 0; }
  constexpr void add(SymbolFlag flag) {
    bits_ = static_cast<uint16_t>(bits_ | 1u << static_cast<uint32_t>(flag));
  }
  constexpr void add(SymbolFlags flags) { bits_ = static_cast<uint16_t>(bits_ | flags.bits_); }
  constexpr uint16_t bits() const { return bits_; }
  friend constexpr bool operator==(SymbolFlags, SymbolFlags) = default;

 private:
  uint16_t bits_ = 0;
};

// The name is bound by the scope itself.
inline constexpr SymbolFlags kBinds = {SymbolFlag::Assigned, SymbolFlag::Parameter, SymbolFlag::Imported};

// What a name means in a scope, before any question of what has been assigned when.
enum class Owner : uint8_t {
  Local,      // the scope itself
  Enclosing,  // a function-like scope around it (a free variable)
  Global,     // the module, which has a symbol of the name
  Declared,   // the module, by a `global` statement
  Unknown,    // neither: a builtin, or nothing
};

struct Symbol {
  Name name;
  SymbolFlags flags;
  Owner owner = Owner::Unknown;
  // Where the owner's symbol is, itself for a local; none for Unknown.
  OptionalScope owner_scope;
  base::Optional<ScopeSymbolId> owner_symbol;

  bool binds() const { return flags.has_any(kBinds); }
  friend bool operator==(const Symbol&, const Symbol&) = default;
};
static_assert(sizeof(Symbol) == 16);

struct Scope {
  ScopeKind kind;
  bool sees_class = false;   // an annotation or type-parameter scope right inside a class looks into it first
  bool unevaluated = false;  // annotations that Python never evaluates
  OptionalScope parent;
  Name name;         // of the function, class, alias or type variable
  uint32_t nth = 0;  // among the scopes of this kind and name in the same parent
  uint32_t first_symbol = 0;
  uint32_t symbol_end = 0;
  friend bool operator==(const Scope&, const Scope&) = default;
};
static_assert(sizeof(Scope) == 24);

class ScopeTable {
 public:
  uint32_t size() const { return static_cast<uint32_t>(scopes_.size()); }
  const Scope& scope(FileScopeId id) const { return scopes_[id.value()]; }
  std::span<const Scope> scopes() const { return scopes_; }
  std::span<const Symbol> symbols(FileScopeId id) const {
    const Scope& scope = scopes_[id.value()];
    return {symbols_.data() + scope.first_symbol, scope.symbol_end - scope.first_symbol};
  }
  const Symbol& symbol(FileSymbolId id) const { return symbols(id.scope)[id.symbol.value()]; }
  // All scopes' symbols, those of scope i from scope(i).first_symbol on.
  std::span<const Symbol> all_symbols() const { return symbols_; }
  uint32_t position(FileSymbolId id) const {
    return scopes_[id.scope.value()].first_symbol + id.symbol.value();
  }
  uint32_t symbol_count() const { return static_cast<uint32_t>(symbols_.size()); }
  // `from __future__ import annotations` (PEP 563).
  bool keeps_annotations_as_text() const { return keeps_annotations_as_text_; }
  // O(1) on the average.
  base::Optional<ScopeSymbolId> find(FileScopeId scope, Name name) const;
  // Whether any scope has such a symbol. O(symbols).
  bool has(Name name) const {
    return std::any_of(symbols_.begin(), symbols_.end(), [&](const Symbol& its) { return its.name == name; });
  }

  size_t memory_bytes() const {
    return scopes_.capacity() * sizeof(Scope) + symbols_.capacity() * sizeof(Symbol) +
           index_.capacity() * sizeof(uint32_t);
  }
  friend bool operator==(const ScopeTable& a, const ScopeTable& b) {
    return a.scopes_ == b.scopes_ && a.symbols_ == b.symbols_ &&
           a.keeps_annotations_as_text_ == b.keeps_annotations_as_text_;
  }

 private:
  friend class Builder;
  void make_index();

  std::vector<Scope> scopes_;
  std::vector<Symbol> symbols_;  // by scope
  std::vector<uint32_t> index_;  // hash table: positions in symbols_
  bool keeps_annotations_as_text_ = false;
};

// Where the scopes of one revision of a text stand.
class ScopePlaces {
 public:
  // The definition, expression or annotation that the scope belongs to.
  syntax::NodeIndex node(FileScopeId scope) const { return nodes_[scope.value()]; }
  // The scope that the row is evaluated in. O(log n).
  FileScopeId scope_at(syntax::NodeIndex row) const;
  // The rows at which the scope changes, in order.
  struct Change {
    syntax::NodeIndex row;
    FileScopeId scope;
    friend bool operator==(const Change&, const Change&) = default;
  };
  std::span<const Change> changes() const { return changes_; }
  size_t memory_bytes() const {
    return nodes_.capacity() * sizeof(syntax::NodeIndex) + changes_.capacity() * sizeof(Change);
  }
  friend bool operator==(const ScopePlaces&, const ScopePlaces&) = default;

 private:
  friend class Builder;
  std::vector<syntax::NodeIndex> nodes_;
  std::vector<Change> changes_;
};

}  // namespace pellucid::scope
