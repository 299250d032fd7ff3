#pragma once

// `pellucid resolve FILE:LINE:COLUMN`: the trace of a name.

#include <string>

#include "project/session.h"

namespace pellucid::cli {

struct ResolveOptions {
  std::string place;  // FILE:LINE:COLUMN; the file may have colons in its path
  source::PythonVersion version = source::kDefaultPython;
  bool as_json = false;
};

// The exit code: clean if there is a name, bound or not.
int resolve(const ResolveOptions& options);

}  // namespace pellucid::cli
