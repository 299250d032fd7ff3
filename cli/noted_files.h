#pragma once

// Files that remember what was asked of them, so that one can tell later what has changed since: the files and
// folders that imports have led to, beside those that are checked.
//
// A module that cannot be read is handed out as one of which nothing is known, so that nothing is said of what
// is imported from it.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "disk_files.h"
#include "files.h"

namespace pellucid::cli {

class NotedFiles final : public project::FileSystem {
 public:
  explicit NotedFiles(const DiskFiles& disk) : disk_(disk) {}

  project::FileKind kind(std::string_view path) const override { return disk_.kind(path); }
  std::vector<project::FolderEntry> list(std::string_view path) const override;
  project::FileContent read(std::string_view path) const override;

  // The paths that were there and are not, or the other way round, in the folders that were listed; and those
  // of files that were read and are not what they were. Each is told once.
  std::vector<std::string> changed();
  // Modules that were asked for and cannot be read, with why.
  const std::map<std::string, std::string, std::less<>>& unreadable() const { return unreadable_; }
  // The folders that were listed, and those of files that were read; where they are on the disk.
  std::vector<std::string> folders() const;

 private:
  struct Listing {
    Stamp stamp;
    std::vector<project::FolderEntry> entries;
  };

  const DiskFiles& disk_;
  mutable std::map<std::string, Listing, std::less<>> folders_;
  mutable std::map<std::string, Stamp, std::less<>> files_;
  mutable std::map<std::string, std::string, std::less<>> unreadable_;
};

}  // namespace pellucid::cli
