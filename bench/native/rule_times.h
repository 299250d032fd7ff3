#pragma once

// What each rule, or family of rules that look together, costs over a corpus, and what it costs at worst: no rule
// should take time out of proportion.

#include "harness.h"

namespace pellucid::bench {

void measure_rules(const Corpus& corpus, uint32_t rounds);

}  // namespace pellucid::bench
