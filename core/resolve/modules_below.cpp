#include "resolve/modules_below.h"

#include <algorithm>

namespace pellucid::resolve {

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

std::vector<ModuleBelow> modules_below(const ModuleName& package, const Resolution& parent,
                                       const source::FileSystem& files, const SearchPaths& paths,
                                       const StubVersions& versions, const Target& target) {
  std::vector<ModuleBelow> found;
  auto add = [&](std::string_view folder, PlaceKind place) {
    for (std::string& name : modules_in(files, folder)) {
      bool is_there = place != PlaceKind::StandardLibrary ||
                      versions.status(package.join(name), target.version, target.platform) == InLibrary::Yes;
      if (is_there) found.push_back({std::move(name), place});
    }
  };
  if (parent.found()) {
    for (const Portion& portion : parent.portions) add(portion.folder, portion.place);
  } else {
    for (const SearchPath& path : paths.paths) add(path.folder, path.kind);
  }
  return found;
}

}  // namespace pellucid::resolve
