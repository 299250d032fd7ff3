#pragma once

// `pellucid resolve FILE:LINE:COLUMN`: the trace of a name.

#include <string>

#include "project.h"

namespace pellucid::cli {

struct ResolveOptions {
  std::string place;  // FILE:LINE:COLUMN; the file may have colons in its path
  ProjectOptions project;
  bool as_json = false;
  std::string stubs;  // path of the pack of the standard library's stubs
};

// The exit code: clean if there is a name, bound or not.
int resolve(const ResolveOptions& options);

}  // namespace pellucid::cli
