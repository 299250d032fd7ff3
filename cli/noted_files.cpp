#include "noted_files.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

namespace pellucid::cli {

namespace {

// Any name may be in it.
constexpr std::string_view kUnknownModule = "globals().update(unreadable)\n";

std::string joined(const std::string& folder, const std::string& name) {
  if (folder.empty()) return name;
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

// Whether an import might lead to it, or stop at it.
bool matters(const project::FolderEntry& entry) {
  std::string_view name = entry.name;
  if (entry.kind == project::FileKind::Folder)
    return name != "__pycache__" && name.find('.') == std::string_view::npos;
  for (std::string_view ending : {".py", ".pyi", ".so", ".pyd", ".typed"})
    if (name.ends_with(ending)) return true;
  return false;
}

}  // namespace

std::vector<project::FolderEntry> NotedFiles::list(std::string_view path) const {
  Listing& listing = folders_.try_emplace(std::string(path)).first->second;
  listing.stamp = stamp_of(disk_.on_disk(path));
  listing.entries = disk_.list(path);
  return listing.entries;
}

project::FileContent NotedFiles::read(std::string_view path) const {
  files_.insert_or_assign(std::string(path), stamp_of(disk_.on_disk(path)));
  unreadable_.erase(std::string(path));
  project::FileContent content = disk_.read(path);
  bool is_module = path.ends_with(".py") || path.ends_with(".pyi");
  if (content.status != project::ReadStatus::Unreadable || !is_module) return content;
  unreadable_.emplace(path, std::move(content.problem));
  return {project::ReadStatus::Read, std::string(kUnknownModule), {}};
}

std::vector<std::string> NotedFiles::changed() {
  std::vector<std::string> paths;
  for (auto& [folder, listing] : folders_) {
    Stamp stamp = stamp_of(disk_.on_disk(folder));
    if (stamp == listing.stamp) continue;
    listing.stamp = stamp;
    std::vector<project::FolderEntry> now = disk_.list(folder), other;
    auto before = [](const project::FolderEntry& a, const project::FolderEntry& b) {
      return a.name < b.name || (a.name == b.name && a.kind < b.kind);
    };
    std::set_symmetric_difference(listing.entries.begin(), listing.entries.end(), now.begin(), now.end(),
                                  std::back_inserter(other), before);
    for (const project::FolderEntry& entry : other)
      if (matters(entry)) paths.push_back(joined(folder, entry.name));
    listing.entries = std::move(now);
  }
  for (auto& [file, known] : files_) {
    Stamp stamp = stamp_of(disk_.on_disk(file));
    if (stamp == known) continue;
    known = stamp;
    paths.push_back(file);
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::vector<std::string> NotedFiles::folders() const {
  std::set<std::string> found;
  for (const auto& [folder, listing] : folders_) found.insert(absolute_path(disk_.on_disk(folder)));
  for (const auto& [file, stamp] : files_)
    found.insert(std::filesystem::path(absolute_path(disk_.on_disk(file))).parent_path().string());
  return {found.begin(), found.end()};
}

}  // namespace pellucid::cli
