#pragma once

// What each policy would make of the files of a session: a copy of them is checked from nothing under each,
// and then every file is looked at once, as somebody who goes through the files of a project does.

#include <cstdint>
#include <vector>

#include "project/session.h"

namespace pellucid::project {

struct MeasuredPolicy {
  ReclaimPolicy policy;
  size_t peak_bytes;          // of trees, during the check
  size_t resident_bytes;      // behind it
  uint64_t freed;             // during the check
  uint64_t reparses;          // during it; 0 unless something is wrong
  uint64_t reparses_looking;  // when every file is looked at behind it
  double check_milliseconds;
  double look_milliseconds;
};

// `after-check`, `never`, and a budget of so many bytes. Three checks of all files; a few
// more if they are short, and then the best time of each.
std::vector<MeasuredPolicy> compare_policies(Session& session, size_t budget);

}  // namespace pellucid::project
