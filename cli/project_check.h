#pragma once

// A check of a project that can be made again: what it knows of files that have not changed is kept.

#include <functional>
#include <optional>

#include "check.h"
#include "checked_files.h"
#include "report.h"
#include "workspace.h"

namespace pellucid::cli {

class ProjectCheck {
 public:
  // Whether to go on; asked between two files.
  using GoOn = std::function<bool()>;

  // Both outlive it.
  ProjectCheck(const CheckOptions& options, const Project& project);

  // Takes in what is on the disk. Of a walk without a problem.
  FileChanges update(const Walk& walk, const GoOn& go_on);
  // What else has changed on the disk that imports have led to.
  FileChanges update_imported();
  // Says what is wrong with the files, in order. The exit code; none if it was told to stop, and then nothing
  // is said.
  std::optional<int> report(const GoOn& go_on);

  // How many files have been judged so far, each time counted.
  uint64_t judged() const;
  size_t file_count() const { return files_.files().size(); }
  Workspace& workspace() { return workspace_; }
  // Which rules report may change from one report to the next.
  void set_settings(const diagnostic::Settings& settings);

 private:
  struct Verdict {
    std::string path;  // as it is shown
    std::vector<diagnostic::Diagnostic> diagnostics;
    std::optional<project::FileId> id;  // none if it cannot be read
  };

  Verdict unreadable(const std::string& shown, const std::string& problem) const;
  void add_unreadable_imports(std::vector<Verdict>& verdicts) const;
  void fix(const CheckedFile& file);

  const CheckOptions& options_;
  diagnostic::Settings settings_;
  Workspace workspace_;
  project::Session& session_;
  CheckedFiles files_;
  uint32_t fixes_ = 0;
  bool unwritten_ = false;  // a file with fixes could not be written
};

}  // namespace pellucid::cli
