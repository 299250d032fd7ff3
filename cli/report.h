#pragma once

// What a check prints: problems in one of four formats, and their number.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check.h"
#include "project/session.h"
#include "wire/report_text.h"

namespace pellucid::cli {

// `1 file`, `2 files`.
std::string count_of(uint64_t number, std::string_view what);

class Report {
 public:
  Report(const CheckOptions& options, const project::Session& session);

  // `path`: as it is shown.
  void add(const std::vector<diagnostic::Diagnostic>& diagnostics, std::string_view path,
           const source::Text& text, const source::LineIndex& lines);
  // What stands behind the problems. The exit code: only errors make it 1, for warnings may be as intended.
  int finish(uint32_t files, uint64_t bytes, std::optional<uint32_t> fixes);

 private:
  const CheckOptions& options_;
  const project::Session& session_;
  wire::Colours colours_;
  uint32_t errors_ = 0;
  uint32_t warnings_ = 0;
  uint32_t hints_ = 0;
  std::string documents_;  // diagnostics as JSON, parted by commas
};

}  // namespace pellucid::cli
