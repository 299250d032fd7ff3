#pragma once

// Files that are strings: the page's virtual project, and tests. Folders are there as long as files are in
// them.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/file_system.h"

namespace pellucid::source {

class MemoryFiles final : public FileSystem {
 public:
  // Adds a file, or replaces it. `path`: as in file_system.h.
  void write(std::string_view path, std::string bytes);
  // Whether there was one.
  bool remove(std::string_view path);

  // A file hides a folder of its name.
  FileKind kind(std::string_view path) const override;
  // O(files below it).
  std::vector<FolderEntry> list(std::string_view path) const override;
  FileContent read(std::string_view path) const override;

  size_t file_count() const { return files_.size(); }
  const std::map<std::string, std::string, std::less<>>& files() const { return files_; }

 private:
  std::map<std::string, std::string, std::less<>> files_;  // by path
};

}  // namespace pellucid::source
