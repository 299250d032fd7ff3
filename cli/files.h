#pragma once

// Files and folders of the disk.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pellucid::cli {

struct Read {
  std::string bytes;
  std::string problem;  // why it cannot be read; empty if it was
};

Read read_file(const std::string& path);
// Replaces what the file holds. Why it cannot be written; empty if it was. The file as it was stays until the
// new one is whole.
std::string write_file(const std::string& path, std::string_view bytes);

// A file to check, or one that could not be reached while walking.
struct Found {
  std::string path;     // to open it by
  std::string shown;    // relative to the project where it lies in it
  std::string problem;  // empty if the file is there
  bool named = false;   // by the user, not met in a folder
};

struct Walk {
  std::vector<Found> found;  // by what is shown, each file once
  std::string
      problem;  // a named path that is no file or folder, or holds no Python; then nothing else is good
};

// The Python files (`.py`, `.pyi`) of the named files and folders. A named file counts whatever its name. In
// folders, hidden entries, `__pycache__`, `node_modules` and virtual environments are passed over; links to
// folders are not followed.
Walk find_files(const std::vector<std::string>& paths, const std::string& project);

}  // namespace pellucid::cli
