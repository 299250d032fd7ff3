#include "resolve/resolver.h"

#include <algorithm>

namespace pellucid::resolve {

using source::FileKind;
using source::join_path;

std::string spelling_of(const ImportedModule& import) {
  return std::string(import.level, '.') + import.module;
}

AbsoluteName absolute_name(const ImportedModule& import, const std::optional<ModuleOfFile>& file,
                           bool root_is_package) {
  if (import.level == 0) return {ModuleName(import.module)};
  if (!file) return {std::nullopt, Absence::NoParentPackage};
  ModuleName package = file->package();
  uint32_t around = package.part_count(), up = import.level - 1;
  if (around == 0 && !root_is_package) return {std::nullopt, Absence::NoParentPackage};
  if (up > around || (up == around && !root_is_package)) return {std::nullopt, Absence::BeyondTop};
  return {package.head(around - up).join(import.module)};
}

// What is known while a name is looked for, place by place.
struct Resolver::Search {
  const ModuleName& name;
  Resolution result;
  bool done = false;
  // What the standard library says about a name that it does not have here.
  std::optional<MissingModule> library;

  std::string_view part() const { return name.last(); }
  bool has_file() const { return result.has_file(); }

  void package(std::string file, const Portion& portion) {
    if (!has_file()) {
      // Portions of a namespace package give way to a package, but for stubs that want to be completed.
      std::erase_if(result.portions, [](const Portion& one) { return !one.is_partial; });
      result.kind = ModuleKind::Package;
      result.place = portion.place;
      result.file = std::move(file);
    }
    result.portions.push_back(portion);
    done = !portion.is_partial;
  }
  void module(std::string file, PlaceKind place) {
    done = true;
    if (has_file()) return;
    result.kind = ModuleKind::Module;
    result.place = place;
    result.file = std::move(file);
    result.portions.clear();
  }
  void opaque(PlaceKind place) {
    done = true;
    result.kind = ModuleKind::Opaque;
    result.place = place;
    result.portions.clear();
  }
};

bool Resolver::has_file(Search& search, std::string path) const {
  if (files_.kind(path) == FileKind::File) return true;
  search.result.absent.push_back(std::move(path));
  return false;
}

bool Resolver::has_folder(Search& search, const std::string& path) const {
  if (files_.kind(path) == FileKind::Folder) return true;
  search.result.absent.push_back(path + "/");
  return false;
}

// The stub, else the source; empty without either.
std::string Resolver::first_file(Search& search, std::string_view folder, std::string_view stem) const {
  std::string path = join_path(folder, stem);
  for (std::string_view extension : {".pyi", ".py"}) {
    std::string file = path + std::string(extension);
    if (has_file(search, file)) return file;
  }
  return {};
}

void Resolver::look_in(Search& search, const Portion& portion) const {
  Portion below{join_path(portion.folder, search.part()), portion.place, portion.is_partial};
  bool is_folder = has_folder(search, below.folder);
  if (is_folder) {
    if (std::string file = first_file(search, below.folder, "__init__"); !file.empty()) {
      bool first = !search.has_file();
      search.package(std::move(file), below);
      if (first) note_hidden(search, portion);
      return;
    }
  }
  if (std::string file = first_file(search, portion.folder, search.part()); !file.empty())
    return search.module(std::move(file), portion.place);
  if (is_folder && portion.place != PlaceKind::StandardLibrary) search.result.portions.push_back(below);
}

// Modules beside the package that has been found, which it hides.
void Resolver::note_hidden(Search& search, const Portion& portion) const {
  if (portion.place != PlaceKind::Project && portion.place != PlaceKind::Extra) return;
  std::string path = join_path(portion.folder, search.part());
  for (std::string_view extension : {".pyi", ".py"}) {
    std::string file = path + std::string(extension);
    if (files_.kind(file) == FileKind::File) search.result.hidden.push_back(std::move(file));
  }
}

void Resolver::look_in_stub_package(Search& search, const SearchPath& path) const {
  std::string folder = join_path(path.folder, search.part()) + "-stubs";
  if (!has_folder(search, folder)) return;
  std::string init = join_path(folder, "__init__.pyi");
  bool has_init = has_file(search, init);
  bool is_partial =
      !has_init || files_.read(join_path(folder, "py.typed")).bytes.find("partial\n") != std::string::npos;
  Portion portion{std::move(folder), path.kind, is_partial};
  if (has_init) return search.package(std::move(init), portion);
  search.result.portions.push_back(std::move(portion));
}

void Resolver::look_in_library(Search& search, const Portion& portion) const {
  InLibrary status = versions_.status(search.name, target_.version, target_.platform);
  if (status == InLibrary::Yes) look_in(search, portion);
  if (search.done) return;
  if (is_unstubbed(search.name, target_.version)) return search.opaque(portion.place);
  if (status == InLibrary::Yes || status == InLibrary::Unlisted || search.library) return;
  const VersionRange& range = *versions_.find(search.name);
  switch (status) {
    case InLibrary::NotYet: search.library = {Absence::NotYet, search.name, range.first}; break;
    case InLibrary::NoLonger:
      search.library = {Absence::NoLonger, search.name, source::PythonVersion{range.last->minor + 1}};
      break;
    default: search.library = {Absence::OtherPlatform, search.name, {}};
  }
}

// `cart.cpython-312-x86_64-linux-gnu.so`, `cart.abi3.so`, `cart.pyd`
void Resolver::find_extension(Search& search, const Portion& portion) const {
  if (search.done || portion.place == PlaceKind::StandardLibrary) return;
  for (const source::FolderEntry& entry : files_.list(portion.folder)) {
    std::string_view name = entry.name;
    if (entry.kind != FileKind::File || !(name.ends_with(".so") || name.ends_with(".pyd"))) continue;
    if (name.substr(0, name.find('.')) == search.part()) return search.opaque(portion.place);
  }
}

Resolution Resolver::finish(Search& search, Absence otherwise) const {
  Resolution& result = search.result;
  if (!result.kind && !result.portions.empty()) {
    result.kind = ModuleKind::NamespacePackage;
    result.place = result.portions.front().place;
  }
  if (!result.kind)
    result.missing = search.library ? search.library : MissingModule{otherwise, search.name, {}};
  return std::move(result);
}

Resolution Resolver::resolve_root_package() const {
  ModuleName name;
  Search search{name, {}, false, {}};
  for (const SearchPath& path : paths_.paths) {
    if (path.kind != PlaceKind::Project || search.done) continue;
    if (std::string file = first_file(search, path.folder, "__init__"); !file.empty())
      search.package(std::move(file), {path.folder, path.kind, false});
  }
  return finish(search, Absence::NotFound);
}

Resolution Resolver::resolve_top(const ModuleName& name) const {
  Search search{name, {}, false, {}};
  bool built_in = is_built_in(name.text());
  for (const SearchPath& path : paths_.paths)
    if (built_in && path.kind == PlaceKind::StandardLibrary && !search.done)
      look_in_library(search, {path.folder, path.kind, false});
  for (const SearchPath& path : paths_.paths) {
    Portion portion{path.folder, path.kind, false};
    if (search.done) {
      // A second root has no say, but may have a file that can never be imported.
      if (path.kind != PlaceKind::Project || !search.has_file()) continue;
      if (search.result.place != PlaceKind::Project) continue;
      Search second{name, {}, false, {}};
      look_in(second, portion);
      if (second.has_file()) search.result.hidden.push_back(second.result.file);
    } else if (path.kind == PlaceKind::StandardLibrary) {
      look_in_library(search, portion);
    } else {
      look_in_stub_package(search, path);
      if (!search.done) look_in(search, portion);
    }
  }
  if (!search.has_file())
    for (const SearchPath& path : paths_.paths) find_extension(search, {path.folder, path.kind, false});
  return finish(search, Absence::NotFound);
}

Resolution Resolver::resolve_below(const Resolution& parent, const ModuleName& name) const {
  if (!parent.found()) return parent;
  Search search{name, {}, false, {}};
  // What is a package in the library may be a single file among the stubs, as `re` is.
  if (parent.place == PlaceKind::StandardLibrary && parent.portions.empty() &&
      is_unstubbed(name, target_.version)) {
    search.opaque(parent.place);
    return finish(search, Absence::NoPackage);
  }
  for (const Portion& portion : parent.portions) {
    if (search.done) break;
    if (portion.place == PlaceKind::StandardLibrary) {
      look_in_library(search, portion);
    } else {
      look_in(search, portion);
    }
  }
  if (!search.has_file())
    for (const Portion& portion : parent.portions) find_extension(search, portion);
  // A project that holds the library's own `os.py`, which makes a module of `os.path` when it runs.
  if (!search.done && !parent.is_package() && parent.place != PlaceKind::StandardLibrary &&
      is_in_library(name))
    search.opaque(parent.place);
  return finish(search, parent.is_package() ? Absence::NotInPackage : Absence::NoPackage);
}

// Whether the standard library has the module in a stub of its own, whatever else is called so.
bool Resolver::is_in_library(const ModuleName& name) const {
  std::string path = name.text();
  std::replace(path.begin(), path.end(), '.', '/');
  for (const SearchPath& one : paths_.paths)
    if (one.kind == PlaceKind::StandardLibrary &&
        files_.kind(join_path(one.folder, path + ".pyi")) == FileKind::File)
      return versions_.status(name, target_.version, target_.platform) == InLibrary::Yes;
  return false;
}

Resolution Resolver::resolve(const ModuleName& name) const {
  if (name.empty()) return resolve_root_package();
  uint32_t parts = name.part_count();
  Resolution found = resolve_top(name.head(1));
  for (uint32_t i = 2; i <= parts && found.found(); ++i) found = resolve_below(found, name.head(i));
  return found;
}

Resolution Resolver::resolve_beside(std::string_view folder, const ModuleName& name) const {
  ModuleName top = name.head(1);
  Search search{top, {}, false, {}};
  Portion portion{std::string(folder), PlaceKind::Project, false};
  look_in(search, portion);
  if (!search.has_file()) find_extension(search, portion);
  Resolution found = finish(search, Absence::NotFound);
  uint32_t parts = name.part_count();
  for (uint32_t i = 2; i <= parts && found.found(); ++i) found = resolve_below(found, name.head(i));
  return found;
}

}  // namespace pellucid::resolve
