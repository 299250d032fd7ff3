#pragma once

// Files and folders of the disk.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pellucid::cli {

class Exclusion;

struct Read {
  std::string bytes;
  std::string problem;  // why it cannot be read; empty if it was
};

Read read_file(const std::string& path);
// Replaces what the file holds. Why it cannot be written; empty if it was. The file as it was stays until the
// new one is whole.
std::string write_file(const std::string& path, std::string_view bytes);

// Absolute and normal, without a slash at the end; links are left as they are.
std::string absolute_path(const std::string& path);

// As the core names it and people see it: relative to the project where it lies in it, else as it is written but
// normal.
std::string shown_path(const std::string& path, const std::string& project);

// What changes when a file or folder on the disk does. All zero if it is not there.
struct Stamp {
  uint64_t device = 0, number = 0, size = 0;
  int64_t modified = 0, changed = 0;  // in nanoseconds
  friend bool operator==(const Stamp&, const Stamp&) = default;
};
Stamp stamp_of(const std::string& path);

// A file to check, or one that could not be reached while walking.
struct Found {
  std::string path;     // to open it by
  std::string shown;    // relative to the project where it lies in it
  std::string problem;  // empty if the file is there
  bool named = false;   // by the user, not met in a folder
};

// An entry of a folder that is not looked at: a file that would be checked, or a folder.
struct LeftOut {
  std::string shown;
  std::string reason;
};

struct Walk {
  std::vector<Found> found;       // by what is shown, each file once
  std::vector<LeftOut> left_out;  // by what is shown
  // A named path that is no file or folder, or holds no Python; then nothing else is good.
  std::string problem;
};

// The Python files (`.py`, `.pyi`) of the named files and folders. A named file counts whatever its name and
// whoever excludes it; what lies in named folders passes `exclusion`. Links to folders are followed, each folder
// once. `entering` is told of each folder before it is looked into.
Walk find_files(const std::vector<std::string>& paths, const std::string& project, Exclusion& exclusion,
                const std::function<void(const std::string&)>& entering = {});

}  // namespace pellucid::cli
