#pragma once

// What modules offer, as queries: exports.h by file, and what follows from it across files by file and name,
// so that an edit disturbs those alone who asked for a name that has changed. Absent names are answers too.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/shared.h"
#include "exports/public_names.h"
#include "resolve/queries.h"

namespace pellucid::exports {

struct NameOfFile {
  db::FileId file;
  Name name;
  friend bool operator==(const NameOfFile&, const NameOfFile&) = default;
};
inline uint32_t part_of(const NameOfFile& key) { return key.file.value(); }

struct ImportedModuleOf {
  db::FileId file;
  ModuleRef module;
  friend bool operator==(const ImportedModuleOf&, const ImportedModuleOf&) = default;
};
inline uint32_t part_of(const ImportedModuleOf& key) { return key.file.value(); }

}  // namespace pellucid::exports

template <>
struct std::hash<pellucid::exports::NameOfFile> {
  size_t operator()(const pellucid::exports::NameOfFile& key) const {
    return static_cast<size_t>((uint64_t{key.file.value()} << 32 | key.name.value()) * 0x9E3779B97F4A7C15u >>
                               8);
  }
};

template <>
struct std::hash<pellucid::exports::ImportedModuleOf> {
  size_t operator()(const pellucid::exports::ImportedModuleOf& key) const {
    uint64_t module = key.module.key();
    return static_cast<size_t>((module * 0xD6E8FEB86659FD93u ^ key.file.value()) * 0x9E3779B97F4A7C15u >> 8);
  }
};

namespace pellucid::exports {

struct ModuleReading {
  base::Shared<Exports> exports;
  std::vector<SymbolPlace> places;
  std::vector<syntax::NodeIndex> import_rows;

  // Of a name, in the order of the text.
  std::span<const SymbolPlace> places_of(Name name) const;

  // What ExportsOf shares counts there.
  size_t memory_bytes() const {
    return import_rows.capacity() * sizeof(syntax::NodeIndex) + places.capacity() * sizeof(SymbolPlace);
  }
  friend bool operator==(const ModuleReading&, const ModuleReading&) = default;
};

// Nothing for a file that is not there. The last that needs the tree of a file that is not checked itself.
struct ModuleReadingOf : db::OfFile<ModuleReading> {
  static constexpr const char* kName = "module_reading";
  static Value compute(query::Context& context, const Key& file);
};

// The same without rows: what others may depend on. An edit that moves things leaves it equal.
struct ExportsOf : db::OfFile<Exports> {
  static constexpr const char* kName = "exports";
  static Value compute(query::Context& context, const Key& file);
};

// `__all__`; of a file that is not there, AtLeast nothing.
struct DunderAllOf {
  using Key = db::FileId;
  using Value = DunderAll;
  static constexpr const char* kName = "dunder_all";
  static Value compute(query::Context& context, const Key& file);
  static Value initial(const Key&) { return {AllState::Known, {}}; }
  static Value fallback(const Key&) { return {AllState::AtLeast, {}}; }
};

// What a star import of the file brings.
struct StarNamesOf {
  using Key = db::FileId;
  using Value = StarNames;
  static constexpr const char* kName = "star_names";
  static Value compute(query::Context& context, const Key& file);
  static Value initial(const Key&) { return {}; }
  static Value fallback(const Key&) { return {{}, true}; }
};

// Whether a star import of the file brings the name.
struct StarOfferOf {
  using Key = NameOfFile;
  using Value = Offer;
  static constexpr const char* kName = "star_offer";
  static Value compute(query::Context& context, const Key& key);
  static Value initial(const Key&) { return Offer::No; }
  static Value fallback(const Key&) { return Offer::Perhaps; }
  static std::string describe(const Key& key);
};

// A public symbol: what `from m import name` finds in the file's module. Open for a file that is not there.
struct MemberOf {
  using Key = NameOfFile;
  using Value = Member;
  static constexpr const char* kName = "member";
  static Value compute(query::Context& context, const Key& key);
  static std::string describe(const Key& key);
};

// The file of a module that the file names.
struct ImportedFileOf {
  using Key = ImportedModuleOf;
  using Value = base::Optional<db::FileId>;
  static constexpr const char* kName = "imported_file";
  static Value compute(query::Context& context, const Key& key);
};

// A public name in the file that makes it, or the file itself: kNoName.
using Origin = NameOfFile;

// Where a public name of a file comes from, imports followed to their end: `Cart` of `shop` is `Cart` of
// `shop/cart.py`. Nothing if it is not there, or if that cannot be told. A submodule is its file. O(length of the way).
struct OriginOf {
  using Key = NameOfFile;
  using Value = std::optional<Origin>;
  static constexpr const char* kName = "origin";
  static Value compute(query::Context& context, const Key& key);
  static std::string describe(const Key& key);
};

// The file of a module that the file names; none if it is not found or has none. For use in computes.
base::Optional<db::FileId> file_of(query::Context& context, db::FileId file, const ModuleRef& module);
// The module's own name, by which it may import what is below itself; empty if it is not known.
std::string own_name_of(query::Context& context, db::FileId file);

}  // namespace pellucid::exports
