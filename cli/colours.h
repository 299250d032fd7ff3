#pragma once

#include "wire/report_text.h"

namespace pellucid::cli {

// Colours if standard output is a terminal and NO_COLOR (no-color.org) is not set.
wire::Colours colours_of_output();

}  // namespace pellucid::cli
