#include "query/event.h"

#include "base/check.h"

namespace pellucid::query {

void EventLog::on_event(const Event& event) {
  if (ring_.size() < capacity_) {
    ring_.push_back(event);
    return;
  }
  ++dropped_;
  if (capacity_ == 0) return;
  ring_[oldest_] = event;
  oldest_ = (oldest_ + 1) % capacity_;
}

void EventLog::clear() {
  ring_.clear();
  oldest_ = 0;
  dropped_ = 0;
}

const Event& EventLog::operator[](uint32_t index) const {
  PEL_CHECK(index < size(), "event ", index, " of ", size());
  return ring_[(oldest_ + index) % size()];
}

}  // namespace pellucid::query
