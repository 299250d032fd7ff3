#include "resolve/queries.h"

#include <algorithm>

#include "db/tracked_files.h"

namespace pellucid::resolve {

size_t SearchBasis::memory_bytes() const {
  return resolve::memory_bytes(paths) + resolve::memory_bytes(versions) + string_bytes(target.platform);
}

namespace {

FoundModule with_file(query::Context& context, Resolution resolution) {
  FoundModule found{std::move(resolution), {}};
  found.resolution.absent = {};
  if (found.resolution.has_file()) found.file = context.host<db::Database>().at(found.resolution.file);
  return found;
}

}  // namespace

base::Shared<SearchBasis> SearchBasisOf::compute(query::Context& context, const Key& key) {
  const SearchSettings* settings = context.input<SearchSettingsInput>(key);
  const db::EnvironmentState* environment = context.input<db::Environment>(db::kTheEnvironment);
  if (environment == nullptr) return {};
  db::TrackedFiles files(context);
  SearchBasis basis;
  basis.paths = find_search_paths(files, settings != nullptr ? *settings : SearchSettings{});
  basis.target = {environment->version, environment->platform};
  basis.root_is_package = files.kind("__init__.py") == source::FileKind::File;
  for (const SearchPath& path : basis.paths.paths) {
    if (path.kind != PlaceKind::StandardLibrary) continue;
    source::FileContent listing = files.read(source::join_path(path.folder, "VERSIONS"));
    if (listing.status == source::ReadStatus::Read) basis.versions = StubVersions::parse(listing.bytes);
  }
  return base::Shared<SearchBasis>(std::move(basis));
}

base::Shared<FoundModule> ModuleOf::compute(query::Context& context, const ModuleName& name) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  if (!basis) return {};
  db::TrackedFiles files(context);
  Resolver resolver(files, basis->paths, basis->versions, basis->target);
  if (name.part_count() < 2) return base::Shared<FoundModule>(with_file(context, resolver.resolve(name)));
  const base::Shared<FoundModule>& parent = context.get<ModuleOf>(name.parent());
  if (!parent) return {};
  return base::Shared<FoundModule>(with_file(context, resolver.resolve_below(parent->resolution, name)));
}

size_t ModuleNames::memory_bytes() const {
  size_t bytes = modules.capacity() * sizeof(ModuleBelow);
  for (const ModuleBelow& its : modules) bytes += string_bytes(its.name);
  return bytes;
}

base::Shared<ModuleNames> ModulesBelowOf::compute(query::Context& context, const ModuleName& package) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  if (!basis) return {};
  Resolution parent;
  if (!package.empty()) {
    const base::Shared<FoundModule> found = find_module(context, package);
    if (!found || !found->found()) return {};
    parent = found->resolution;
  }
  db::TrackedFiles files(context);
  ModuleNames names{modules_below(package, parent, files, basis->paths, basis->versions, basis->target)};
  // Any folder could be a package without a file; those without Python are not meant.
  std::erase_if(names.modules, [&](const ModuleBelow& its) {
    const auto& module = context.get<ModuleOf>(package.join(its.name));
    if (!module || !module->found()) return true;
    if (module->resolution.kind != ModuleKind::NamespacePackage) return false;
    const std::vector<Portion>& portions = module->resolution.portions;
    return std::all_of(portions.begin(), portions.end(),
                       [&](const Portion& portion) { return modules_in(files, portion.folder).empty(); });
  });
  return base::Shared<ModuleNames>(std::move(names));
}

std::optional<ModuleOfFile> ModuleOfFileOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  const std::string* path = db::path_of(context, file);
  if (!basis || path == nullptr) return {};
  if (auto module = module_of_file(*path, basis->paths)) return module;
  SearchPaths around;
  around.paths.push_back({PlaceKind::Project, script_folder(db::TrackedFiles(context), *path)});
  return module_of_file(*path, around);
}

AbsoluteName absolute_import(query::Context& context, db::FileId file, const ImportedModule& import) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  if (!basis) return {};
  return absolute_name(import, context.get<ModuleOfFileOf>(file), basis->root_is_package);
}

base::Shared<FoundModule> find_import(query::Context& context, db::FileId file,
                                      const ImportedModule& import) {
  AbsoluteName absolute = absolute_import(context, file, import);
  if (!absolute.name) {
    FoundModule none;
    none.resolution.missing = MissingModule{absolute.reason, {}, {}};
    return base::Shared<FoundModule>(std::move(none));
  }
  const std::optional<ModuleOfFile>& own = context.get<ModuleOfFileOf>(file);
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  if (!basis) return {};
  // Of a file that no search path leads to, relative imports stay where it is.
  if (import.level > 0 && own && !basis->paths.holds(own->root))
    return context.get<BesideOf>({own->root, *absolute.name});
  base::Shared<FoundModule> found = find_module(context, *absolute.name);
  if (!found || found->found() || import.level > 0) return found;
  const std::string& folder = context.get<ScriptFolderOf>(file);
  if (basis->paths.holds(folder)) return found;
  const base::Shared<FoundModule>& beside = context.get<BesideOf>({folder, *absolute.name});
  return beside && beside->found() ? beside : found;
}

base::Shared<FoundModule> find_module(query::Context& context, const ModuleName& name) {
  uint32_t parts = name.part_count();
  for (uint32_t i = 1; i < parts; ++i) {
    const base::Shared<FoundModule>& part = context.get<ModuleOf>(name.head(i));
    if (!part || !part->found()) return part;
  }
  return context.get<ModuleOf>(name);
}

base::Shared<FoundModule> BesideOf::compute(query::Context& context, const BesideKey& key) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  if (!basis) return {};
  db::TrackedFiles files(context);
  Resolver resolver(files, basis->paths, basis->versions, basis->target);
  return base::Shared<FoundModule>(with_file(context, resolver.resolve_beside(key.folder, key.name)));
}

std::string ScriptFolderOf::compute(query::Context& context, const db::FileId& file) {
  const std::string* path = db::path_of(context, file);
  return path != nullptr ? script_folder(db::TrackedFiles(context), *path) : std::string();
}

NearName near_import(query::Context& context, const MissingModule& missing) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  const base::Shared<FoundModule>& parent = context.get<ModuleOf>(missing.module.parent());
  if (!basis || !parent) return {};
  db::TrackedFiles files(context);
  return near_module(missing, parent->resolution, files, basis->paths, basis->versions, basis->target);
}

}  // namespace pellucid::resolve
