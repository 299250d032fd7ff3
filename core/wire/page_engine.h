#pragma once

// What the page shows of the engine: counters, files with their trees, how trees came and went, and the last
// edit. JSON in the shapes of web/src/model/engine.ts. Looking moves no counter.

#include <optional>
#include <string>

#include "project/edit_watch.h"
#include "project/session.h"

namespace pellucid::wire {

// `watch` may be null: then nothing is known of the last edit. `files`: how many the page has opened.
std::string engine_json(project::Session& session, const project::EditWatch* watch, uint32_t files,
                        std::optional<project::FileId> shown);

// An array, one of each policy (project/policy_comparison.h).
std::string policies_json(project::Session& session, uint32_t budget);

}  // namespace pellucid::wire
