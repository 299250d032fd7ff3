#include "source/file_system.h"

#include <array>

namespace pellucid::source {

std::string_view name_of(FileKind kind) {
  static constexpr std::array<std::string_view, 3> kNames = {"absent", "file", "folder"};
  return kNames[static_cast<size_t>(kind)];
}

size_t memory_bytes(const FolderEntry& entry) {
  return entry.name.capacity() < sizeof(std::string) / 2 ? 0 : entry.name.capacity() + 1;
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && !path.ends_with('/')) path += '/';
  path += name;
  return path;
}

std::string_view folder_of(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view file_name_of(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_within(std::string_view path, std::string_view folder) {
  if (folder.empty()) return !path.starts_with('/') && path != ".." && !path.starts_with("../");
  if (!path.starts_with(folder)) return false;
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

std::string normal_path(std::string_view path) {
  std::vector<std::string_view> parts;
  bool absolute = path.starts_with('/');
  while (!path.empty()) {
    size_t slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (!parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (!absolute) {
      parts.push_back(part);
    }
  }
  std::string normal = absolute ? "/" : "";
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) normal += '/';
    normal += parts[i];
  }
  return normal;
}

}  // namespace pellucid::source
