#pragma once

// What is to be brought up to now, in steps: the page's worker hears nothing while it computes, so it works
// for some milliseconds, looks for newer edits, and goes on.
//
//     Agenda agenda(engine);
//     for (FileId file : files) agenda.add<Diagnostics>(file);
//     while (agenda.step({.deadline = clock.now() + 10}) == Agenda::Progress::Interrupted) {
//       take_messages();          // may change inputs, and put what is shown first
//     }
//
// A run that has begun when the budget is spent is finished if it needs no other; else it is given up, and
// begun again in a later step. What is finished stays so from step to step, also below a task that is not.
// Each step brings at least one memo up to now, unless it is asked to stop. Between steps anything may be
// changed, evicted or forgotten: a task whose key is gone counts as done.

#include <deque>

#include "query/engine.h"

namespace pellucid::query {

class Agenda {
 public:
  enum class Progress : uint8_t { Done, Interrupted };

  explicit Agenda(Engine& engine) : engine_(engine) {}

  template <DerivedQuery Q>
  void add(const typename Q::Key& key) {
    tasks_.push_back(engine_.ref<Q>(key));
  }
  // Before all others. One that is waiting further back is then found done.
  template <DerivedQuery Q>
  void add_first(const typename Q::Key& key) {
    tasks_.push_front(engine_.ref<Q>(key));
  }
  void clear() { tasks_.clear(); }
  size_t waiting() const { return tasks_.size(); }

  Progress step(const Budget& budget);

 private:
  Engine& engine_;
  std::deque<Ref> tasks_;
};

}  // namespace pellucid::query
