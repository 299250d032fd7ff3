#pragma once

#include <optional>
#include <string>

#include "check.h"

namespace pellucid::cli {

enum class ReplayFormat : uint8_t { Full, Concise, Json };

struct ReplayOptions {
  std::string script;
  std::optional<std::string> reclaim;  // before what the script says
  std::optional<ReplayFormat> format;
  Statistics statistics = Statistics::None;
  bool events = false;
  std::string stubs;  // path of the pack of the standard library's stubs
};

// `pellucid replay`. The exit code: 1 if errors stand in the files at the end, as they were checked last.
int replay(const ReplayOptions& options);

}  // namespace pellucid::cli
