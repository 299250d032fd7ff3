#pragma once

// The counters of a session: how often trees came and went, what its structures take, and what the queries
// did.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "project/session.h"
#include "wire/json_stream.h"

namespace pellucid::wire {

// As in CONTRACTS: files, parses, reparses, trees_freed, tree_bytes_resident, tree_bytes_peak, memory_bytes
// by category, queries by name. `files`: how many were checked.
std::string statistics_json(const project::Session& session, uint32_t files);
// The same for people, several lines. `bytes`: of all files.
std::string statistics_text(const project::Session& session, uint32_t files, uint64_t bytes);

// `"scopes": {"run": 1, "reused": 0, "cut_off": 0}`
void write_counters(JsonStream& out, std::string_view query, const query::Counters& counters);

// The counters at one moment.
struct Tally {
  db::TreeCounters trees;
  std::vector<query::Counters> queries;  // by number
};
Tally tally(const project::Session& session);
// What was counted between two moments of one session, with the names of queries; inputs and queries that did
// nothing left out.
struct TallyDifference {
  uint64_t parses = 0;
  uint64_t reparses_whole = 0;
  uint64_t reparses_partial = 0;
  uint64_t trees_freed = 0;
  query::Counters queries;  // of all
  std::vector<std::pair<std::string, query::Counters>> by_query;
};
TallyDifference tally_since(const project::Session& session, const Tally& before);

}  // namespace pellucid::wire
