#pragma once

// Quick fixes made all at once: `pellucid check --fix`.

#include <cstdint>
#include <string_view>
#include <vector>

#include "project/session.h"

namespace pellucid::project {

// Makes every fix that the file's diagnostics offer, but of those that overlap the first, and again for what
// is reported then, until nothing is left to fix or ten rounds are over. A round that would leave more syntax
// errors than there were is not made. Line breaks in what a fix inserts are those of the file. The number of
// fixes made.
uint32_t make_fixes(Session& session, FileId file);

struct AllFixes {
  uint32_t made = 0;
  std::vector<db::TextEdit> edits;  // of the present text, in order; none overlap
};

// What make_fixes would do to the file, which stays as it is.
AllFixes all_fixes(Session& session, FileId file);

}  // namespace pellucid::project
