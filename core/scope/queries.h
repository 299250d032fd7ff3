#pragma once

// Walk 1 as queries, from the whole of a file down to one scope's table. The engine has a `Names` and a
// `ScopeKeys` attached.
//
// Within one text a scope is a FileScopeId. Across edits it is a ScopeKey, made of what it is and where it
// stands, so that a lambda that is added further up disturbs nobody:
//
//     class C:                   class C in the module
//         def f(self): …         function f in that, the first
//         def f(self): …         function f in that, the second

#include <unordered_map>
#include <vector>

#include "base/shared.h"
#include "db/queries.h"
#include "scope/build.h"

namespace pellucid::scope {

// Scopes, symbols and where they stand; nothing for a file that is not there.
struct ScopesOf : db::OfFile<Scopes> {
  static constexpr const char* kName = "scopes";
  static Value compute(query::Context& context, const Key& file);
};

// The tables alone, without positions: what others may depend on. An edit that moves things leaves it equal.
struct ScopeTableOf : db::OfFile<ScopeTable> {
  static constexpr const char* kName = "scope_table";
  static Value compute(query::Context& context, const Key& file);
};

struct ScopeKeyTag;
// A scope of any file by its way from the module. The same in every file and revision; the module is 0.
using ScopeKey = base::Id<ScopeKeyTag>;
using OptionalScopeKey = base::Optional<ScopeKey>;
inline constexpr ScopeKey kModuleKey{0};

// All ways that were ever met.
class ScopeKeys {
 public:
  ScopeKey child(ScopeKey parent, ScopeKind kind, Name name, uint32_t nth);
  size_t memory_bytes() const;

 private:
  struct Step {
    ScopeKey parent;
    ScopeKind kind;
    Name name;
    uint32_t nth;
    friend bool operator==(const Step&, const Step&) = default;
  };
  struct Hash {
    size_t operator()(const Step& step) const;
  };
  std::unordered_map<Step, ScopeKey, Hash> keys_;
};

// The keys of a file's scopes, both ways.
struct FileScopeKeys {
  std::vector<ScopeKey> keys;                        // by FileScopeId
  std::unordered_map<uint32_t, FileScopeId> scopes;  // by the value of the key

  size_t memory_bytes() const;
  friend bool operator==(const FileScopeKeys& a, const FileScopeKeys& b) { return a.keys == b.keys; }
};

struct ScopeKeysOf : db::OfFile<FileScopeKeys> {
  static constexpr const char* kName = "scope_keys";
  static Value compute(query::Context& context, const Key& file);
};

// A symbol as others may know it: its owner is named by key.
struct SymbolFact {
  Name name;
  SymbolFlags flags;
  Owner owner = Owner::Unknown;
  OptionalScopeKey owner_scope;
  friend bool operator==(const SymbolFact&, const SymbolFact&) = default;
};

struct SymbolTable {
  ScopeKind kind = ScopeKind::Module;
  std::vector<SymbolFact> symbols;  // in the order of first appearance

  size_t memory_bytes() const { return symbols.capacity() * sizeof(SymbolFact); }
  friend bool operator==(const SymbolTable&, const SymbolTable&) = default;
};

struct ScopeOfFile {
  db::FileId file;
  ScopeKey scope;
  friend bool operator==(const ScopeOfFile&, const ScopeOfFile&) = default;
};
inline uint32_t part_of(const ScopeOfFile& key) { return key.file.value(); }

// One scope's table, equal for as long as nothing in that scope changes; nothing for a scope that is not
// there.
struct SymbolTableOf {
  using Key = ScopeOfFile;
  using Value = base::Shared<SymbolTable>;
  static constexpr const char* kName = "symbol_table";
  static Value compute(query::Context& context, const Key& key);
  static std::string describe(const Key& key);
};

}  // namespace pellucid::scope

template <>
struct std::hash<pellucid::scope::ScopeOfFile> {
  size_t operator()(const pellucid::scope::ScopeOfFile& key) const {
    return static_cast<size_t>(uint64_t{key.file.value()} << 32 | key.scope.value());
  }
};
