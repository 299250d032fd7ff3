#pragma once

// The counters of a session: how often trees came and went, what its structures take, and what the queries
// did.

#include <string>

#include <nlohmann/json.hpp>

#include "project/session.h"

namespace pellucid::wire {

// As in CONTRACTS: files, parses, reparses, trees_freed, tree_bytes_resident, tree_bytes_peak, memory_bytes
// by category, queries by name. `files`: how many were checked.
nlohmann::ordered_json statistics_json(const project::Session& session, uint32_t files);
// The same for people, several lines. `bytes`: of all files.
std::string statistics_text(const project::Session& session, uint32_t files, uint64_t bytes);

}  // namespace pellucid::wire
