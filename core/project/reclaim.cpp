#include "project/reclaim.h"

#include <charconv>

namespace pellucid::project {

std::optional<ReclaimPolicy> parse_reclaim_policy(std::string_view text) {
  using Kind = ReclaimPolicy::Kind;
  if (text == "after-check") return ReclaimPolicy{Kind::AfterCheck, 0};
  if (text == "never") return ReclaimPolicy{Kind::Never, 0};
  uint32_t shift = text.ends_with('k') ? 10 : text.ends_with('M') ? 20 : text.ends_with('G') ? 30 : 0;
  if (shift > 0) text.remove_suffix(1);
  uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool fits = number <= (uint64_t{1} << 40 >> shift) && (number << shift) <= SIZE_MAX;
  if (error != std::errc() || end != text.data() + text.size() || !fits) return std::nullopt;
  return ReclaimPolicy{Kind::Budget, static_cast<size_t>(number << shift)};
}

std::string name_of(const ReclaimPolicy& policy) {
  switch (policy.kind) {
    case ReclaimPolicy::Kind::AfterCheck: return "after-check";
    case ReclaimPolicy::Kind::Never: return "never";
    case ReclaimPolicy::Kind::Budget: break;
  }
  return std::to_string(policy.bytes);
}

void Reclaimer::set_policy(ReclaimPolicy policy) {
  policy_ = policy;
  used_.clear();
  places_.clear();
  for (db::FileId file : database_.files())
    if (database_.is_resident(file)) done_with(file);
}

void Reclaimer::hide(db::FileId file) {
  if (shown_.erase(file) > 0 && database_.has(file)) done_with(file);
}

void Reclaimer::forget(db::FileId file) {
  shown_.erase(file);
  auto place = places_.find(file);
  if (place == places_.end()) return;
  used_.erase(place->second);
  places_.erase(place);
}

void Reclaimer::done_with(db::FileId file) {
  switch (policy_.kind) {
    case ReclaimPolicy::Kind::Never: return;
    case ReclaimPolicy::Kind::AfterCheck:
      if (!is_shown(file)) database_.free_tree(file);
      return;
    case ReclaimPolicy::Kind::Budget:
      if (auto place = places_.find(file); place != places_.end()) used_.erase(place->second);
      used_.push_front(file);
      places_.insert_or_assign(file, used_.begin());
      keep_to_budget();
  }
}

void Reclaimer::keep_to_budget() {
  auto at = used_.end();
  while (database_.counters().bytes_resident > policy_.bytes && at != used_.begin()) {
    --at;
    if (is_shown(*at)) continue;
    if (!database_.free_tree(*at)) continue;
    places_.erase(*at);
    at = used_.erase(at);
  }
}

uint32_t Reclaimer::free_all() {
  uint32_t freed = 0;
  for (db::FileId file : database_.files())
    if (database_.is_resident(file) && database_.free_tree(file)) ++freed;
  return freed;
}

}  // namespace pellucid::project
