#pragma once

#include <string>
#include <vector>

#include "project.h"
#include "project/session.h"

namespace pellucid::cli {

enum class OutputFormat : uint8_t { Full, Concise, Json, Github };

enum class Statistics : uint8_t { None, Text, Json };

struct CheckOptions {
  std::vector<std::string> paths;
  ProjectOptions project;
  OutputFormat format = OutputFormat::Full;
  bool fix = false;
  bool watch = false;
  Statistics statistics = Statistics::None;
  project::ReclaimPolicy reclaim;
  uint32_t jobs = 1;  // threads that read files
  std::string stubs;  // path of the pack of the standard library's stubs
};

// `pellucid check`. The exit code: only errors make it 1, for warnings may be as intended.
int check(const CheckOptions& options);

struct FilesOptions {
  std::vector<std::string> paths;
  ProjectOptions project;
  bool excluded = false;
};

// `pellucid files`: what `check` would check, or what it leaves out and why.
int list_files(const FilesOptions& options);

}  // namespace pellucid::cli
