#include "query/agenda.h"

namespace pellucid::query {

Agenda::Progress Agenda::step(const Budget& budget) {
  Budget rest = budget;
  while (!tasks_.empty()) {
    if (!engine_.bring_up(tasks_.front(), rest)) return Progress::Interrupted;
    tasks_.pop_front();
    if (budget.runs != Budget::kUnbounded) rest.runs -= std::min(rest.runs, engine_.runs());
    if (!tasks_.empty() && (rest.runs == 0 || engine_.is_past(budget))) return Progress::Interrupted;
  }
  return Progress::Done;
}

}  // namespace pellucid::query
