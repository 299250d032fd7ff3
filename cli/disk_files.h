#pragma once

// The disk, as the core asks about it: paths relative to the project's folder, or absolute.

#include <string>
#include <string_view>
#include <vector>

#include "project/file_system.h"

namespace pellucid::cli {

class DiskFiles final : public project::FileSystem {
 public:
  // `folder`: of the project, in whatever form the system takes.
  explicit DiskFiles(std::string folder) : folder_(std::move(folder)) {}

  project::FileKind kind(std::string_view path) const override;
  std::vector<project::FolderEntry> list(std::string_view path) const override;
  project::FileContent read(std::string_view path) const override;

  // What to open the path by.
  std::string on_disk(std::string_view path) const;

 private:
  std::string folder_;
};

// A file that is mapped into memory, read only, for as long as this lives.
class MappedFile {
 public:
  explicit MappedFile(const std::string& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return bytes_; }
  // Why it cannot be read; empty if it is there.
  const std::string& problem() const { return problem_; }

 private:
  std::string_view bytes_;
  std::string problem_;
};

// The stubs of the standard library lie beside the command itself, as `stdlib.stubs`. `program`: as it was
// called.
std::string stub_pack_path(const char* program);

}  // namespace pellucid::cli
