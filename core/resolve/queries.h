#pragma once

// Modules by name, and files by module, as queries: what of the file system they look at is noted folder by
// folder, so that a file that appears where a module was looked for in vain is seen.
//
// A found module's file is one of the database: an added one, or one that the file system has and that nobody
// has read yet.

#include <optional>
#include <string>
#include <vector>

#include "base/shared.h"
#include "db/queries.h"
#include "resolve/near_names.h"
#include "resolve/resolver.h"
#include "resolve/search_paths.h"
#include "resolve/stub_versions.h"

namespace pellucid::resolve {

struct BesideKey {
  std::string folder;
  ModuleName name;
  friend bool operator==(const BesideKey&, const BesideKey&) = default;
};

}  // namespace pellucid::resolve

template <>
struct std::hash<pellucid::resolve::BesideKey> {
  size_t operator()(const pellucid::resolve::BesideKey& key) const {
    return std::hash<std::string>()(key.folder) * 31 ^ std::hash<std::string>()(key.name.text());
  }
};

namespace pellucid::resolve {

// Input, by kTheSettings: where modules are looked for besides the project. Absent for nowhere.
inline constexpr uint32_t kTheSettings = 0;
struct SearchSettingsInput {
  using Key = uint32_t;
  using Value = SearchSettings;
  static constexpr const char* kName = "search_settings";
  static query::Durability absent_durability(const Key&) { return query::Durability::Medium; }
};

// All that a resolver needs beside the file system.
struct SearchBasis {
  SearchPaths paths;
  StubVersions versions;
  Target target;
  bool root_is_package = false;  // the project's folder has an `__init__.py`

  size_t memory_bytes() const;
  friend bool operator==(const SearchBasis&, const SearchBasis&) = default;
};

struct SearchBasisOf {
  using Key = uint32_t;  // kTheSettings
  using Value = base::Shared<SearchBasis>;
  static constexpr const char* kName = "search_basis";
  static Value compute(query::Context& context, const Key& key);
};

// A module that was looked for. `absent` and `hidden` of the resolution are for those who explain: `absent` is
// left empty here.
struct FoundModule {
  Resolution resolution;
  base::Optional<db::FileId> file;  // of a module or package with a file

  bool found() const { return resolution.found(); }
  size_t memory_bytes() const { return resolve::memory_bytes(resolution); }
  friend bool operator==(const FoundModule&, const FoundModule&) = default;
};

// By absolute name; the empty one is the package that the project's folder is, if it is one.
struct ModuleOf {
  using Key = ModuleName;
  using Value = base::Shared<FoundModule>;
  static constexpr const char* kName = "module";
  static Value compute(query::Context& context, const Key& name);
  static std::string describe(const Key& name) { return name.text(); }
};

struct ModuleNames {
  std::vector<ModuleBelow> modules;

  size_t memory_bytes() const;
  friend bool operator==(const ModuleNames&, const ModuleNames&) = default;
};

// All modules right below a package, by its absolute name; the empty one stands for the top.
struct ModulesBelowOf {
  using Key = ModuleName;
  using Value = base::Shared<ModuleNames>;
  static constexpr const char* kName = "modules_below";
  static Value compute(query::Context& context, const Key& package);
  static std::string describe(const Key& package) { return package.text(); }
};

// The module that a file is, by the search path that leads to it; else by the folder around its packages, as if it
// were run from there. None if it is no Python.
struct ModuleOfFileOf {
  using Key = db::FileId;
  using Value = std::optional<ModuleOfFile>;
  static constexpr const char* kName = "module_of_file";
  static Value compute(query::Context& context, const Key& file);
};

// A module beside a script: Resolver::resolve_beside.
struct BesideOf {
  using Key = BesideKey;
  using Value = base::Shared<FoundModule>;
  static constexpr const char* kName = "module_beside";
  static Value compute(query::Context& context, const Key& key);
  static std::string describe(const Key& key) { return key.folder + ", " + key.name.text(); }
};

// The folder that Python searches first when the file is run: script_folder.
struct ScriptFolderOf {
  using Key = db::FileId;
  using Value = std::string;
  static constexpr const char* kName = "script_folder";
  static Value compute(query::Context& context, const Key& file);
};

// What an import in the file means (absolute_name, ModuleOf); an absolute one that is found nowhere else is
// looked for beside the file too (Resolver::resolve_beside). Nothing before there is an environment. For use in
// computes, as all below.
base::Shared<FoundModule> find_import(query::Context& context, db::FileId file, const ImportedModule& import);
// By absolute name, from the first part on up to the one that is missing: names may have any number of parts.
base::Shared<FoundModule> find_module(query::Context& context, const ModuleName& name);
// resolve::near_module, for a module that find_import has not found.
NearName near_import(query::Context& context, const MissingModule& missing);
// The absolute name of what an import in the file names.
AbsoluteName absolute_import(query::Context& context, db::FileId file, const ImportedModule& import);

}  // namespace pellucid::resolve
