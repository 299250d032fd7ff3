#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace pellucid::base {

void check_failed(const char* file, int line, const char* condition, const std::string& context) {
  std::fprintf(stderr, "pellucid: broken invariant at %s:%d: %s%s%s\n", file, line, condition,
               context.empty() ? "" : ": ", context.c_str());
  std::abort();
}

}  // namespace pellucid::base
