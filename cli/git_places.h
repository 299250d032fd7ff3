#pragma once

// Where git keeps what it ignores beside the `.gitignore`s. Git itself is not asked, and need not be there.

#include <string>

namespace pellucid::cli {

// Whether a repository's files begin in the folder: it has a `.git`, which is a file in a linked working tree and
// in a submodule.
bool is_repository(const std::string& folder);

struct GitPlaces {
  std::string info_exclude;   // `.git/info/exclude`
  std::string excludes_file;  // `core.excludesFile`, or where it is unless set; empty without a home
};

// Of the repository whose files begin in `folder`. What a configuration of git includes from other files is not
// read.
GitPlaces git_places(const std::string& folder);

}  // namespace pellucid::cli
