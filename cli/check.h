#pragma once

#include <string>
#include <vector>

#include "project/session.h"

namespace pellucid::cli {

enum class OutputFormat : uint8_t { Full, Concise, Json, Github };

enum class Statistics : uint8_t { None, Text, Json };

struct CheckOptions {
  std::vector<std::string> paths;
  source::PythonVersion version = source::kDefaultPython;
  std::vector<std::string> select;  // rules or groups; empty for the default
  std::vector<std::string> ignore;
  std::vector<std::string> error;  // rules whose severity is set
  std::vector<std::string> warn;
  OutputFormat format = OutputFormat::Full;
  Statistics statistics = Statistics::None;
};

// `pellucid check`. The exit code.
int check(const CheckOptions& options);

}  // namespace pellucid::cli
