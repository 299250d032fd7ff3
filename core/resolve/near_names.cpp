#include "resolve/near_names.h"

#include <algorithm>

#include "diagnostic/similar.h"

namespace pellucid::resolve {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::vector<std::string> modules_in(const source::FileSystem& files, std::string_view folder) {
  std::vector<std::string> modules;
  for (const source::FolderEntry& entry : files.list(folder)) {
    if (entry.kind == source::FileKind::File) {
      auto stem = module_stem(entry.name);
      if (stem && *stem != "__init__" && *stem != "__main__") modules.emplace_back(*stem);
    } else {
      modules.push_back(entry.name);
    }
  }
  std::erase_if(modules, [](const std::string& name) { return !ModuleName(name).is_importable(); });
  std::sort(modules.begin(), modules.end());
  modules.erase(std::unique(modules.begin(), modules.end()), modules.end());
  return modules;
}

NearName near_name(std::string_view word, const std::vector<std::string_view>& candidates) {
  for (std::string_view candidate : candidates)
    if (candidate != word && equal_but_for_case(candidate, word)) return {std::string(candidate), true};
  uint32_t most = word.size() <= 2 ? 0 : word.size() <= 5 ? 1 : 2;
  return {std::string(diagnostic::most_similar(word, candidates, most)), false};
}

NearName near_module(const MissingModule& missing, const Resolution& parent, const source::FileSystem& files,
                     const SearchPaths& paths, const StubVersions& versions, const Target& target) {
  std::vector<std::string> names;
  auto is_there = [&](const ModuleName& module) {
    return versions.status(module, target.version, target.platform) == InLibrary::Yes;
  };
  auto add = [&](std::string_view folder, PlaceKind place) {
    for (std::string& name : modules_in(files, folder)) {
      // Private modules of others are nobody's aim.
      bool is_private = name.starts_with('_') && place != PlaceKind::Project;
      if (is_private && !missing.module.last().starts_with('_')) continue;
      ModuleName whole = missing.module.parent().join(name);
      if (place == PlaceKind::StandardLibrary && !is_there(whole)) continue;
      names.push_back(std::move(name));
    }
  };
  if (parent.found()) {
    for (const Portion& portion : parent.portions) add(portion.folder, portion.place);
  } else {
    for (const SearchPath& path : paths.paths) add(path.folder, path.kind);
  }
  std::vector<std::string_view> candidates(names.begin(), names.end());
  return near_name(missing.module.last(), candidates);
}

}  // namespace pellucid::resolve
