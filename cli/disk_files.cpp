#include "disk_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

namespace pellucid::cli {

namespace fs = std::filesystem;

using project::FileKind;

namespace {

FileKind kind_on_disk(const std::string& path) {
  struct stat facts;
  if (stat(path.c_str(), &facts) != 0) return FileKind::Absent;
  if (S_ISREG(facts.st_mode)) return FileKind::File;
  return S_ISDIR(facts.st_mode) ? FileKind::Folder : FileKind::Absent;
}

#ifdef __APPLE__
// Whether the folder lists the name as it is spelled: most disks there take `Foo.py` for `foo.py`.
bool is_spelled(const fs::path& path) {
  std::error_code error;
  for (fs::directory_iterator at(path.parent_path(), error), end; !error && at != end; at.increment(error))
    if (at->path().filename() == path.filename()) return true;
  return false;
}
#else
bool is_spelled(const fs::path&) { return true; }
#endif

}  // namespace

std::string DiskFiles::on_disk(std::string_view path) const {
  if (path.starts_with('/')) return std::string(path);
  if (path.empty()) return folder_.empty() ? "." : folder_;
  return folder_.empty() ? std::string(path) : folder_ + "/" + std::string(path);
}

FileKind DiskFiles::kind(std::string_view path) const {
  std::string place = on_disk(path);
  FileKind kind = kind_on_disk(place);
  return kind == FileKind::Absent || path.empty() || is_spelled(place) ? kind : FileKind::Absent;
}

std::vector<project::FolderEntry> DiskFiles::list(std::string_view path) const {
  std::vector<project::FolderEntry> entries;
  std::error_code error;
  for (fs::directory_iterator at(on_disk(path), error), end; !error && at != end; at.increment(error)) {
    // The system mostly says what an entry is without being asked again.
    std::error_code ignored;
    FileKind kind = at->is_symlink(ignored)        ? kind_on_disk(at->path().string())
                    : at->is_directory(ignored)    ? FileKind::Folder
                    : at->is_regular_file(ignored) ? FileKind::File
                                                   : FileKind::Absent;
    if (kind != FileKind::Absent) entries.push_back({at->path().filename().string(), kind});
  }
  std::sort(entries.begin(), entries.end(),
            [](const project::FolderEntry& a, const project::FolderEntry& b) { return a.name < b.name; });
  return entries;
}

project::FileContent DiskFiles::read(std::string_view path) const {
  std::string place = on_disk(path);
  if (kind(path) != FileKind::File) return {};
  Read read = read_file(place);
  if (!read.problem.empty()) return {project::ReadStatus::Unreadable, {}, read.problem};
  return {project::ReadStatus::Read, std::move(read.bytes), {}};
}

MappedFile::MappedFile(const std::string& path) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat facts;
  if (file < 0 || fstat(file, &facts) != 0) {
    problem_ = std::strerror(errno);
  } else if (!S_ISREG(facts.st_mode)) {
    problem_ = "Not a file";
  } else if (facts.st_size > 0) {
    void* start = mmap(nullptr, static_cast<size_t>(facts.st_size), PROT_READ, MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) {
      problem_ = std::strerror(errno);
    } else {
      bytes_ = {static_cast<const char*>(start), static_cast<size_t>(facts.st_size)};
    }
  }
  if (file >= 0) close(file);
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

std::string stub_pack_path(const char* program) {
  std::error_code error;
  fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (error) self = fs::weakly_canonical(program, error);
  return (self.parent_path() / "stdlib.stubs").string();
}

}  // namespace pellucid::cli
