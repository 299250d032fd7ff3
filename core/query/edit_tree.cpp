#include "query/edit_tree.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace pellucid::query {
namespace {

using EventIndices = std::vector<uint32_t>;

// Several events may have one subject: only the first of them to be shown gets its children.
class Planting {
 public:
  Planting(const EventLog& log, Revision revision) : log_(log) {
    for (uint32_t i = 0; i < log.size(); ++i) {
      const Event& event = log[i];
      if (event.revision != revision) continue;
      events_.push_back(i);
      subjects_.insert(event.subject.value());
      if (event.parent.has_value()) children_[event.parent.value()].push_back(i);
    }
  }

  std::vector<EditRow> grow() {
    for (uint32_t i : events_)
      if (log_[i].kind == EventKind::InputChanged) show(i);
    for (uint32_t i : events_)
      if (is_root(log_[i])) show(i);
    // What was given up may have asked for what later asked for it.
    for (uint32_t i : events_) show(i);
    return std::move(rows_);
  }

 private:
  bool is_root(const Event& event) const {
    return !event.parent.has_value() || !subjects_.contains(event.parent.value());
  }

  void show(uint32_t root) {
    std::vector<std::pair<uint32_t, uint32_t>> waiting = {{root, 0}};
    while (!waiting.empty()) {
      auto [index, depth] = waiting.back();
      waiting.pop_back();
      if (!shown_.insert(index).second) continue;
      rows_.push_back({depth, log_[index]});
      auto found = children_.find(log_[index].subject.value());
      if (found == children_.end()) continue;
      EventIndices below = std::move(found->second);
      children_.erase(found);
      for (auto child = below.rbegin(); child != below.rend(); ++child)
        waiting.push_back({*child, depth + 1});
    }
  }

  const EventLog& log_;
  EventIndices events_;
  std::unordered_set<uint64_t> subjects_;
  std::unordered_set<uint32_t> shown_;
  std::unordered_map<uint64_t, EventIndices> children_;
  std::vector<EditRow> rows_;
};

}  // namespace

std::vector<EditRow> edit_tree(const EventLog& log, Revision revision) {
  return Planting(log, revision).grow();
}

std::string because(const Event& event, const std::string& cause) {
  switch (event.reason) {
    case Reason::None:
    case Reason::Set: return "";
    case Reason::First: return "for the first time";
    case Reason::Changed: return cause.empty() ? "what it read has changed" : cause + " changed";
    case Reason::Gone: return "what it read is gone";
    case Reason::Evicted: return "the value had been evicted";
    case Reason::Durable: return "nothing that lasting has changed";
    case Reason::Verified: return "all it read is the same";
    case Reason::Fixpoint: return "member of a cycle";
    case Reason::Exhausted: return "member of a cycle that found no rest";
    case Reason::CycleFound: return "found in a cycle";
    case Reason::Depth: return "nested too deep";
    case Reason::Stopped: return "asked to stop";
    case Reason::Removed: return "removed";
  }
  return "";
}

std::string what_happened(const Event& event) {
  switch (event.kind) {
    case EventKind::InputChanged: return "changed";
    case EventKind::Ran: return "run";
    case EventKind::CutOff: return "run, equal to before";
    case EventKind::Reused: return "reused";
    case EventKind::Cycle:
      return "cycle of " + std::to_string(event.members) + ", at rest after " + std::to_string(event.rounds) +
             " rounds";
    case EventKind::Abandoned: return "given up";
    case EventKind::Evicted: return "evicted";
    case EventKind::Forgotten: return "forgotten";
  }
  return "";
}

std::string describe(const Engine& engine, const Event& event) {
  std::string text = engine.describe(event.subject) + ' ' + what_happened(event);
  std::string reason = because(event, engine.describe(event.cause));
  return reason.empty() ? text : text + ": " + reason;
}

std::string describe(const Engine& engine, const std::vector<EditRow>& rows) {
  std::string text;
  for (const EditRow& row : rows)
    text += std::string(2 * row.depth, ' ') + describe(engine, row.event) + '\n';
  return text;
}

}  // namespace pellucid::query
