#include "resolve/queries.h"

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

std::optional<ModuleOfFile> ModuleOfFileOf::compute(query::Context& context, const db::FileId& file) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  auto& database = context.host<db::Database>();
  // Of a file that was added the path is an input; that of one that was found never changes.
  const std::string* path = context.input<db::FilePath>(file);
  if (!basis || (path == nullptr && (!database.has(file) || database.is_added(file)))) return {};
  const std::string& where = path != nullptr ? *path : database.path(file);
  if (auto module = module_of_file(where, basis->paths)) return module;
  SearchPaths around;
  around.paths.push_back({PlaceKind::Project, script_folder(db::TrackedFiles(context), where)});
  return module_of_file(where, around);
}

AbsoluteName absolute_import(query::Context& context, db::FileId file, const ImportedModule& import) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  if (!basis) return {};
  return absolute_name(import, context.get<ModuleOfFileOf>(file), basis->root_is_package);
}

namespace {

// What is in no place, beside the file; else `otherwise`.
FoundModule find_beside(query::Context& context, db::FileId file, const ImportedModule& import,
                        const ModuleName& name, const FoundModule& otherwise) {
  // A relative import stays where the file is.
  if (import.level > 0) {
    const std::optional<ModuleOfFile>& own = context.get<ModuleOfFileOf>(file);
    const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
    if (!own || !basis || basis->paths.holds(own->root)) return otherwise;
    const base::Shared<FoundModule>& near = context.get<BesideOf>({own->root, name});
    return near && near->found() ? *near : otherwise;
  }
  const std::string& folder = context.get<ScriptFolderOf>(file);
  const base::Shared<FoundModule>& beside = context.get<BesideOf>({folder, ModuleName(import.module)});
  return beside && beside->found() ? *beside : otherwise;
}

}  // namespace

FoundModule find_import(query::Context& context, db::FileId file, const ImportedModule& import) {
  AbsoluteName absolute = absolute_import(context, file, import);
  FoundModule none;
  none.resolution.missing = MissingModule{absolute.reason, {}, {}};
  if (!absolute.name) return none;
  // From the first part on, up to the one that is missing: names may have any number of parts.
  uint32_t parts = absolute.name->part_count();
  for (uint32_t i = 1; i < parts; ++i) {
    const base::Shared<FoundModule>& part = context.get<ModuleOf>(absolute.name->head(i));
    if (!part) return none;
    if (!part->found()) return find_beside(context, file, import, *absolute.name, *part);
  }
  const base::Shared<FoundModule>& found = context.get<ModuleOf>(*absolute.name);
  if (!found) return none;
  return found->found() ? *found : find_beside(context, file, import, *absolute.name, *found);
}

base::Shared<FoundModule> BesideOf::compute(query::Context& context, const BesideKey& key) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  if (!basis) return {};
  db::TrackedFiles files(context);
  Resolver resolver(files, basis->paths, basis->versions, basis->target);
  return base::Shared<FoundModule>(with_file(context, resolver.resolve_beside(key.folder, key.name)));
}

std::string ScriptFolderOf::compute(query::Context& context, const db::FileId& file) {
  const std::string* path = context.input<db::FilePath>(file);
  auto& database = context.host<db::Database>();
  if (path == nullptr && (!database.has(file) || database.is_added(file))) return {};
  return script_folder(db::TrackedFiles(context), path != nullptr ? *path : database.path(file));
}

NearName near_import(query::Context& context, const MissingModule& missing) {
  const base::Shared<SearchBasis>& basis = context.get<SearchBasisOf>(kTheSettings);
  const base::Shared<FoundModule>& parent = context.get<ModuleOf>(missing.module.parent());
  if (!basis || !parent) return {};
  db::TrackedFiles files(context);
  return near_module(missing, parent->resolution, files, basis->paths, basis->versions, basis->target);
}

}  // namespace pellucid::resolve
