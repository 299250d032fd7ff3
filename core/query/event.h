#pragma once

// What happened, as it happens: an event for every run, reuse and cut-off, to whoever listens.

#include <cstdint>
#include <vector>

#include "query/revision.h"

namespace pellucid::query {

enum class EventKind : uint8_t {
  InputChanged,
  Ran,        // computed; the value is new or differs
  CutOff,     // computed; the value is what it was, so nobody who read it is disturbed
  Reused,     // first asked for in this revision, and found good without a run
  Cycle,      // a set of queries that read one another was solved; one event, under the one that was entered
  Abandoned,  // a run was given up; its value was not used
  Evicted,
  Forgotten,
};

enum class Reason : uint8_t {
  None,
  First,       // no value was known
  Changed,     // `cause`, which was read, has changed
  Gone,        // `cause`, which was read, was forgotten
  Evicted,     // the value had been evicted
  Durable,     // reused: no input as lasting as what was read has changed
  Verified,    // reused: each dependency was looked at and is the same
  Fixpoint,    // computed as a member of a cycle that came to rest
  Exhausted,   // a member of a cycle that changed too often, and took its fallback
  CycleFound,  // abandoned: it turned out to stand in a cycle
  Depth,       // abandoned: nested too deep, and started again later
  Stopped,     // abandoned: the budget was spent
  Set,         // an input was given a value
  Removed,     // an input was taken away
};

struct Event {
  EventKind kind;
  Reason reason;
  Revision revision = kNever;
  Ref subject;
  Ref cause;      // which dependency decided; none if none did
  Ref parent;     // who was asking; none if the outside was
  uint64_t time;  // begin and duration in the ticks of the engine's clock; 0 without one
  uint64_t duration;
  uint32_t members;  // Cycle: how many
  uint32_t rounds;   // Cycle: after how many rounds it came to rest
};

class EventSink {
 public:
  virtual void on_event(const Event& event) = 0;

 protected:
  ~EventSink() = default;
};

// Ticks of the caller's choosing.
class Clock {
 public:
  virtual uint64_t now() = 0;

 protected:
  ~Clock() = default;
};

// Keeps the last `capacity` events.
class EventLog final : public EventSink {
 public:
  explicit EventLog(uint32_t capacity) : capacity_(capacity) {}

  void on_event(const Event& event) override;
  void clear();

  uint32_t size() const { return static_cast<uint32_t>(ring_.size()); }
  // Events that no longer fitted.
  uint64_t dropped() const { return dropped_; }
  // From the oldest, 0, to the latest, size() - 1.
  const Event& operator[](uint32_t index) const;

 private:
  uint32_t capacity_;
  uint32_t oldest_ = 0;
  uint64_t dropped_ = 0;
  std::vector<Event> ring_;
};

}  // namespace pellucid::query
