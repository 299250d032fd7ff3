#include "resolve/search_paths.h"

#include <algorithm>

#include "resolve/module_name.h"

namespace pellucid::resolve {

namespace {

using source::FileKind;

bool is_package_folder(const source::FileSystem& files, std::string_view folder) {
  return files.kind(source::join_path(folder, "__init__.py")) == FileKind::File ||
         files.kind(source::join_path(folder, "__init__.pyi")) == FileKind::File;
}

}  // namespace

size_t memory_bytes(const SearchPaths& paths) {
  size_t bytes = paths.paths.capacity() * sizeof(SearchPath);
  for (const SearchPath& path : paths.paths) bytes += string_bytes(path.folder);
  return bytes;
}

SearchPaths find_search_paths(const source::FileSystem& files, const SearchSettings& settings) {
  SearchPaths found;
  auto add = [&found](PlaceKind kind, std::string_view folder) {
    std::string normal = source::normal_path(folder);
    for (const SearchPath& path : found.paths)
      if (path.folder == normal) return;
    found.paths.push_back({kind, std::move(normal)});
  };
  add(PlaceKind::Project, "");
  if (files.kind("src") == FileKind::Folder && !is_package_folder(files, "src"))
    add(PlaceKind::Project, "src");
  for (const std::string& folder : settings.extra_paths) add(PlaceKind::Extra, folder);
  if (!settings.standard_library.empty()) add(PlaceKind::StandardLibrary, settings.standard_library);
  for (const std::string& folder : settings.site_packages) add(PlaceKind::SitePackages, folder);
  return found;
}

std::optional<std::string_view> module_stem(std::string_view file_name) {
  for (std::string_view extension : {".pyi", ".py"}) {
    if (!file_name.ends_with(extension) || file_name.size() == extension.size()) continue;
    std::string_view stem = file_name.substr(0, file_name.size() - extension.size());
    // No import finds `a.b.py`.
    return stem.find('.') == std::string_view::npos ? std::optional(stem) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<ModuleOfFile> module_of_file(std::string_view path, const SearchPaths& paths) {
  std::optional<std::string_view> stem = module_stem(source::file_name_of(path));
  if (!stem) return std::nullopt;
  const SearchPath* deepest = nullptr;
  for (const SearchPath& one : paths.paths) {
    if (!source::is_within(path, one.folder)) continue;
    if (deepest == nullptr || one.folder.size() > deepest->folder.size()) deepest = &one;
  }
  if (deepest == nullptr) return std::nullopt;
  ModuleOfFile module;
  module.place = deepest->kind;
  module.root = deepest->folder;
  std::string_view inside =
      source::folder_of(path).substr(std::min(deepest->folder.size(), source::folder_of(path).size()));
  constexpr std::string_view kStubs = "-stubs";
  bool first = true;
  while (!inside.empty()) {
    size_t slash = inside.find('/');
    std::string_view part = inside.substr(0, slash);
    inside = slash == std::string_view::npos ? std::string_view() : inside.substr(slash + 1);
    if (part.empty()) continue;
    if (part.find('.') != std::string_view::npos) return std::nullopt;
    if (first && part.size() > kStubs.size() && part.ends_with(kStubs) &&
        deepest->kind != PlaceKind::StandardLibrary)
      part.remove_suffix(kStubs.size());
    first = false;
    module.name = module.name.join(part);
  }
  module.is_package = *stem == "__init__";
  if (!module.is_package) module.name = module.name.join(*stem);
  return module;
}

std::string script_folder(const source::FileSystem& files, std::string_view path) {
  std::string_view folder = source::folder_of(path);
  while (!folder.empty() && folder != "/" && is_package_folder(files, folder))
    folder = source::folder_of(folder);
  return std::string(folder);
}

}  // namespace pellucid::resolve
