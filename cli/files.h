#pragma once

// Files and folders of the disk.

#include <optional>
#include <string>
#include <vector>

namespace pellucid::cli {

struct Read {
  std::string bytes;
  std::string problem;  // why it cannot be read; empty if it was
};

Read read_file(const std::string& path);

// A file to check, or one that could not be reached while walking.
struct Found {
  std::string path;     // relative to the working folder where it lies in it
  std::string problem;  // empty if the file is there
};

struct Walk {
  std::vector<Found> found;  // by path
  std::string
      problem;  // a named path that is no file or folder, or holds no Python; then nothing else is good
};

// The Python files (`.py`, `.pyi`) of the named files and folders. A named file counts whatever its name. In
// folders, hidden entries, `__pycache__`, `node_modules` and virtual environments are passed over; links to
// folders are not followed.
Walk find_files(const std::vector<std::string>& paths);

}  // namespace pellucid::cli
