#pragma once

// How the time for eight times as much of something compares with the time for once: of a library's text, of
// the lines, branches or nested scopes of one function.

#include "harness.h"

namespace pellucid::bench {

void measure_growth(const Corpus& corpus, uint32_t rounds);

}  // namespace pellucid::bench
