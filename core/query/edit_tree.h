#pragma once

// An edit as a tree, from the events of its revision: which inputs it changed, what was asked for after it,
// and below each query what it asked for in turn: run, reused, or cut off, and because of what.
//
//     text(7) changed
//     diagnostics(8) reused
//       line_count(7) run, equal to before: text(7) changed

#include <string>
#include <vector>

#include "query/engine.h"
#include "query/event.h"

namespace pellucid::query {

struct EditRow {
  uint32_t depth;
  Event event;
};

// In preorder: changes first, then what was asked, children in the order in which they were done with.
std::vector<EditRow> edit_tree(const EventLog& log, Revision revision);

// `run, equal to before`.
std::string what_happened(const Event& event);
// `text(7) changed`; `cause` is what event.cause is called. Empty if there is nothing to say.
std::string because(const Event& event, const std::string& cause);
// A row in words, without its depth.
std::string describe(const Engine& engine, const Event& event);
std::string describe(const Engine& engine, const std::vector<EditRow>& rows);

}  // namespace pellucid::query
