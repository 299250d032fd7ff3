#include "db/tree_counters.h"

namespace pellucid::db {

void TreeEvents::add(TreeEventKind kind, FileId file, const char* asker, size_t bytes, double duration_ms) {
  std::chrono::duration<double, std::milli> at = std::chrono::steady_clock::now() - begin_;
  TreeEvent event = {kind, file, asker, bytes, at.count(), duration_ms};
  ++count_;
  if (kept_.size() < kKept) {
    kept_.push_back(event);
    return;
  }
  kept_[oldest_] = event;
  oldest_ = (oldest_ + 1) % kKept;
}

}  // namespace pellucid::db
