#include "source/memory_files.h"

namespace pellucid::source {

void MemoryFiles::write(std::string_view path, std::string bytes) {
  files_.insert_or_assign(std::string(path), std::move(bytes));
}

bool MemoryFiles::remove(std::string_view path) {
  auto found = files_.find(path);
  if (found == files_.end()) return false;
  files_.erase(found);
  return true;
}

FileKind MemoryFiles::kind(std::string_view path) const {
  if (path.empty()) return FileKind::Folder;
  if (files_.find(path) != files_.end()) return FileKind::File;
  std::string inside = join_path(path, "");
  auto next = files_.lower_bound(inside);
  return next != files_.end() && next->first.starts_with(inside) ? FileKind::Folder : FileKind::Absent;
}

std::vector<FolderEntry> MemoryFiles::list(std::string_view path) const {
  std::string inside = path.empty() ? std::string() : join_path(path, "");
  // What is in one folder need not stand in one run: `a.py` is between `a-b/c.py` and `a/b.py`.
  std::map<std::string_view, FileKind> found;
  for (auto at = files_.lower_bound(inside); at != files_.end() && at->first.starts_with(inside); ++at) {
    std::string_view rest = std::string_view(at->first).substr(inside.size());
    size_t slash = rest.find('/');
    std::string_view name = rest.substr(0, slash);
    if (name.empty() || (path.empty() && name == "..")) continue;
    if (slash == std::string_view::npos) {
      found[name] = FileKind::File;
    } else {
      found.emplace(name, FileKind::Folder);
    }
  }
  std::vector<FolderEntry> entries;
  entries.reserve(found.size());
  for (auto [name, kind] : found) entries.push_back({std::string(name), kind});
  return entries;
}

FileContent MemoryFiles::read(std::string_view path) const {
  auto found = files_.find(path);
  if (found == files_.end()) return {};
  return {ReadStatus::Read, found->second, {}};
}

}  // namespace pellucid::source
