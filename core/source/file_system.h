#pragma once

// What files there are, as far as the core can know: it never touches a disk. The command hands it the disk,
// the page its virtual project, a test a few strings (memory_files.h), and whoever asks through the query
// engine an implementation that notes what was read. That a path is absent is an answer like any other: who
// got it is asked again when a file appears there.
//
// A path is relative to the project's folder, its parts divided by `/`: `pkg/mod.py`; the folder itself is
// the empty path. It may lead out (`../lib`), or be absolute where the caller's paths are. No part is empty
// or `.`, and
// `..` stands at the front only (`normal_path`). The stubs that come with Pellucid are files too, below
// kPackRoot (resolve/stub_pack.h).
//
// Names are exact: on a disk that takes `Foo.py` for `foo.py`, an implementation answers as one that does
// not, since Python imports by exact names everywhere (PEP 235).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pellucid::source {

// Links are followed. What is neither a file nor a folder, and a link that leads nowhere or in a circle, is
// absent.
enum class FileKind : uint8_t { Absent, File, Folder };
std::string_view name_of(FileKind kind);

struct FolderEntry {
  std::string name;
  FileKind kind;
  friend bool operator==(const FolderEntry&, const FolderEntry&) = default;
};
size_t memory_bytes(const FolderEntry& entry);

enum class ReadStatus : uint8_t { Read, Absent, Unreadable };

struct FileContent {
  ReadStatus status = ReadStatus::Absent;
  std::string bytes;
  std::string problem;  // why it is unreadable: "Permission denied"
  friend bool operator==(const FileContent&, const FileContent&) = default;
};

class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  virtual FileKind kind(std::string_view path) const = 0;
  // Sorted by name; empty if there is no such folder, or it cannot be read.
  virtual std::vector<FolderEntry> list(std::string_view path) const = 0;
  virtual FileContent read(std::string_view path) const = 0;
};

// The root of the stubs that come with Pellucid. No project has a path like this.
inline constexpr std::string_view kPackRoot = "typeshed:";
inline bool is_packed(std::string_view path) { return path.starts_with(kPackRoot); }

// `folder/name`; the name alone in the project's folder.
std::string join_path(std::string_view folder, std::string_view name);
// The path up to its last part: empty for `mod.py`.
std::string_view folder_of(std::string_view path);
// The last part.
std::string_view file_name_of(std::string_view path);
// Whether `path` is `folder` or lies in it. Every relative path that does not begin with `..` is in the empty
// one.
bool is_within(std::string_view path, std::string_view folder);
// Without empty parts, `.`, and `..` behind a folder: `a//./b/../c.py` is `a/c.py`. `\` divides nothing.
std::string normal_path(std::string_view path);

}  // namespace pellucid::source
