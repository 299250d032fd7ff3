#include "colours.h"

#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace pellucid::cli {

wire::Colours colours_of_output() {
  const char* none = std::getenv("NO_COLOR");
  bool refused = none != nullptr && none[0] != '\0';
  return !refused && isatty(fileno(stdout)) ? wire::Colours::Terminal : wire::Colours::Plain;
}

}  // namespace pellucid::cli
