#pragma once

// Queries that read one another in a circle.
//
// The result must not depend on which of them is asked first. So nothing that was computed on the way into a
// circle is kept: once one is found, all who stand in it become the members of a Solver and are computed in
// rounds. In each round every member reads what the others had at the end of the round before; all begin at
// their initial values. The order of members then means nothing. A member runs again only if something that
// it read has moved. If a run leads over a query outside back to a member, that query belongs to the circle
// too: it becomes a member, and the rounds begin anew. At rest the members are exactly the queries that reach
// one another, whoever was asked.
//
//     a = b + 1, at most 3     round    0  1  2  3  4  5  6  7
//     b = a                        a    0  1  1  2  2  3  3  3
//                                  b    0  0  1  1  2  2  3  3     at rest: a = 3, b = 3
//
// A member whose value has moved more than its query's kMaxChanges times takes its fallback and keeps it, and
// the others go on; so the rounds end. A query with a fallback alone has it from the start.
//
// The values of a solved circle stand and fall together: they share a Group, which holds what any member read
// outside, in any round.

#include <cstdint>
#include <memory>
#include <unordered_set>
#include <vector>

#include "query/storage.h"

namespace pellucid::query {

struct Member {
  Ref ref;
  uint32_t solver;
  uint32_t changes = 0;
  std::unique_ptr<Provisional> value;
  std::vector<Ref> reads;     // of its last run
  bool is_due = true;         // to run in this round
  bool has_run = false;       // in this round, to its end
  bool has_changed = false;   // with the last round
  bool is_fixed = false;      // keeps its fallback
  bool is_exhausted = false;  // because it has changed too often
};

struct Solver {
  uint32_t frame;  // its Solve frame
  uint32_t begin;  // into the members of all solvers
  uint32_t end;
  uint32_t next;  // the member to look at in this round
  uint32_t round = 1;
  uint64_t started = 0;
  std::vector<Ref> outside;  // what members read, in order, members not yet left out
  std::unordered_set<uint64_t> is_outside;
  std::vector<Ref> found;  // members to add after this round
  // The lowest frame below that a run of this round led back to: the circle is a larger one.
  uint32_t below = base::kNoneValue;
};

struct Group {
  std::vector<Ref> dependencies;
  std::vector<Ref> members;
  Ref cause;                 // what has changed, if dead
  uint32_t live = 0;         // memos that belong to it
  uint32_t verified_by = 0;  // the frame that goes through the dependencies
  Revision verified_at = kNever;
  Durability durability = Durability::High;
  bool is_verifying = false;
  bool is_dead = false;  // its members must be computed
};

}  // namespace pellucid::query
