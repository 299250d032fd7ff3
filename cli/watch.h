#pragma once

#include "check.h"

namespace pellucid::cli {

// `pellucid check --watch`: checks, and again whenever something changes, until it is interrupted. Problems go
// to standard output like those of one check, what has changed and the time to standard error. The exit code: that
// of the last check.
int watch(const CheckOptions& options);

}  // namespace pellucid::cli
