#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/session.h"

namespace pellucid::cli {

enum class OutputFormat : uint8_t { Full, Concise, Json, Github };

enum class Statistics : uint8_t { None, Text, Json };

struct CheckOptions {
  std::vector<std::string> paths;
  std::optional<std::string> project;  // its folder; the working folder unless given
  std::optional<std::string> config;   // its configuration; looked for unless given
  std::optional<source::PythonVersion> version;
  std::optional<std::string> platform;
  std::vector<std::string> select;  // rules or groups; empty for the default
  std::vector<std::string> ignore;
  std::vector<std::string> error;  // rules whose severity is set
  std::vector<std::string> warn;
  OutputFormat format = OutputFormat::Full;
  bool fix = false;
  Statistics statistics = Statistics::None;
  project::ReclaimPolicy reclaim;
  std::string stubs;  // path of the pack of the standard library's stubs
};

// `pellucid check`. The exit code: only errors make it 1, for warnings may be as intended.
int check(const CheckOptions& options);

}  // namespace pellucid::cli
