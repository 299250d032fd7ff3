#include "db/tree_counters.h"

namespace pellucid::db {

double TreeEvents::now_ms() const {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin_).count();
}

void TreeEvents::add(TreeEventKind kind, FileId file, const char* asker, size_t bytes, double duration_ms) {
  TreeEvent event = {kind, file, asker, bytes, now_ms(), duration_ms};
  ++count_;
  if (kept_.size() < kKept) {
    kept_.push_back(event);
    return;
  }
  kept_[oldest_] = event;
  oldest_ = (oldest_ + 1) % kKept;
}

}  // namespace pellucid::db
