#include "failure.h"

#include <cstdio>
#include <cstdlib>

namespace pellucid::cli {

int fail(std::string_view message) {
  std::fprintf(stderr, "pellucid: %.*s\n", static_cast<int>(message.size()), message.data());
  return kWrongUse;
}

int fail_all(const std::vector<std::string>& messages) {
  for (const std::string& message : messages) fail(message);
  return kWrongUse;
}

void put(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) std::_Exit(kWrongUse);
}

}  // namespace pellucid::cli
