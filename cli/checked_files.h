#pragma once

// The files that are checked: those of a walk, opened in a session and kept in step with the disk.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "files.h"
#include "project/session.h"
#include "read_ahead.h"

namespace pellucid::cli {

// One of them. What cannot be read is not in the session: nothing is known of it, which is more than that it
// were empty.
struct CheckedFile {
  std::string path;     // to open it by
  std::string problem;  // why it cannot be read
  std::optional<project::FileId> id;
  Stamp stamp;
  size_t bytes = 0;
};

// What an update has found, by the paths that are shown.
struct FileChanges {
  std::vector<std::string> added;
  std::vector<std::string> changed;
  std::vector<std::string> removed;

  bool empty() const { return added.empty() && changed.empty() && removed.empty(); }
};

class CheckedFiles {
 public:
  // By what is shown of their paths.
  using ByPath = std::map<std::string, CheckedFile>;

  // `jobs`: threads that read.
  CheckedFiles(project::Session& session, uint32_t jobs) : session_(session), jobs_(jobs) {}

  // Opens what is new, reads again what has changed on the disk, and closes what is gone. Each text is taken to
  // all that it alone tells, by several threads at once. `go_on` is asked before each file, with the number of
  // those that are done; if it says no, the rest is left for another time.
  FileChanges update(const std::vector<Found>& found, const std::function<bool(size_t)>& go_on);

  const ByPath& files() const { return files_; }
  uint64_t bytes() const;
  bool contains(std::string_view shown) const { return files_.contains(std::string(shown)); }

 private:
  void close_missing(const std::vector<Found>& found, FileChanges& changes);
  // Whether it is another than it was.
  bool take(const std::string& shown, CheckedFile& file, ReadAhead::Result result);
  void close(CheckedFile& file);

  project::Session& session_;
  const uint32_t jobs_;
  ByPath files_;
};

}  // namespace pellucid::cli
