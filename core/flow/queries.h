#pragma once

// Walk 2 as a query. It reads the table, so it is run again for every text; its value holds rows and no offsets,
// so that an edit which adds no rows in front of them, a blank line or a comment, leaves it equal.

#include "base/shared.h"
#include "db/queries.h"
#include "flow/use_def.h"

namespace pellucid::flow {

// Nothing for a file that is not there.
struct UseDefOf : db::OfFile<UseDef> {
  static constexpr const char* kName = "use_def";
  static Value compute(query::Context& context, const Key& file);
};

}  // namespace pellucid::flow
