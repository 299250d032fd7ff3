#pragma once

// What a walk through folders leaves out, and why:
//
//     hidden folders, `__pycache__`, `node_modules`, virtual environments        nobody's own source
//     what git ignores (gitignore(5)), in folders that belong to a repository
//     the configuration's `exclude`, which has the last word: with a `!` it brings back what the others take
//
// Git's rules for one entry, the nearest first: the `.gitignore` of its folder and of those around it up to
// the repository's, `.git/info/exclude`, the user's own file (`core.excludesFile`). A repository within another
// has its own. That git tracks a file although it is ignored is not asked.

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ignore.h"
#include "project.h"

namespace pellucid::cli {

// The patterns of one file, and those that count less.
struct GitRules {
  std::shared_ptr<const GitRules> outer;  // null where there are none
  std::string folder;                     // absolute, what the patterns are relative to
  std::string file;                       // as it is shown
  IgnoreList patterns;
};
// Those in force in a folder.
struct RulesInForce {
  bool is_in_repository = false;  // elsewhere a `.gitignore` is a file like any other
  std::shared_ptr<const GitRules> nearest;
};

// An entry of a folder that is walked through.
struct Entry {
  std::string path;  // absolute and normal
  EntryKind kind = EntryKind::File;
  bool is_link = false;
};

class Exclusion {
 public:
  explicit Exclusion(const Project& project);

  // In the folder that a walk begins in. `folder`: absolute and normal.
  RulesInForce begin(const std::string& folder);
  // In a folder that is met in another.
  RulesInForce enter(const RulesInForce& outer, const std::string& folder);

  // Why the entry is left out: `.gitignore:3: build/`; empty if it is not.
  std::string reason(const RulesInForce& rules, const Entry& entry) const;

  // Files of patterns that are there and cannot be read, with why.
  struct Unreadable {
    std::string path;
    std::string problem;
  };
  const std::vector<Unreadable>& unreadable() const { return unreadable_; }
  // Where patterns come from beside the folders that are entered, whether or not there is a file.
  const std::set<std::string>& pattern_files() const { return pattern_files_; }

 private:
  void add(RulesInForce& rules, const std::string& folder, const std::string& file);
  std::string shown(const std::string& path) const;

  const std::string project_;        // absolute
  const std::string base_;           // of the configuration's patterns
  const std::string configuration_;  // its file, as it is shown
  const std::vector<project::WrittenText> exclude_;
  const IgnoreList configured_;
  std::vector<Unreadable> unreadable_;
  std::set<std::string> pattern_files_;
};

}  // namespace pellucid::cli
