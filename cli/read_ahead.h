#pragma once

// Reads files on several threads, and hands them out in the order in which they were named, so that what is made
// of them is the same with any number of threads. A few are read ahead of who takes them.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "files.h"
#include "project/file_reader.h"
#include "project/session.h"

namespace pellucid::cli {

class ReadAhead {
 public:
  struct File {
    std::string path;   // to open it by
    std::string shown;  // as the session is to know it
  };
  struct Result {
    Read read;                                    // no bytes if there is a reading
    size_t bytes = 0;                             // of the file
    std::optional<project::FileReading> reading;  // none of what cannot be read, and with one job
  };

  // With one job, and of so few files that threads would not pay, everything is left to who takes them. The
  // session must not change its version or platform meanwhile; its names are shared.
  ReadAhead(project::Session& session, std::vector<File> files, uint32_t jobs);
  ReadAhead(const ReadAhead&) = delete;
  // Waits for what is being read; the rest is left.
  ~ReadAhead();

  // The next file's; to be called at most as often as there are files.
  Result next();

 private:
  void work();

  project::Session& session_;
  const std::vector<File> files_;
  const bool keeps_trees_;
  const size_t window_;  // how many files may be read and not taken

  std::mutex mutex_;
  std::condition_variable taken_, done_;
  // Under the mutex:
  std::vector<std::optional<Result>> results_;  // by file, modulo the window
  size_t next_to_read_ = 0;
  size_t next_to_take_ = 0;
  size_t tree_bytes_ = 0;  // the most that trees took at once, of all threads
  bool is_over_ = false;

  std::vector<std::thread> threads_;
};

}  // namespace pellucid::cli
