// Changes from outside: inputs, and what is forgotten.

#include <vector>

#include "query/evaluator.h"

namespace pellucid::query {

void Evaluator::begin_change() {
  check_idle();
  if (revision_asked_) revision_ = revision_.next();
  revision_asked_ = false;
  stop_requested_.store(false, std::memory_order_relaxed);
  drop_offers();
}

void Evaluator::input_changed(Ref input, Durability durability, Reason reason) {
  Memo& memo = *find(input);
  // Whoever read it counts as no more lasting than it was until now.
  for (uint32_t level = 0; level <= memo.durability_bits; ++level) last_changed_[level] = revision_;
  memo.changed_at = revision_;
  memo.set_durability(durability);
  emit(EventKind::InputChanged, reason, input, Ref(), Ref());
}

void Evaluator::drop_offers() {
  if (!offers_pending_) return;
  for (auto& storage : storages_) storage->drop_offers();
  offers_pending_ = false;
}

bool Evaluator::evict(Ref ref) {
  check_idle();
  Memo* memo = find(ref);
  if (memo == nullptr || !memo->has_value) return false;
  std::vector<Ref> evicted = {ref};
  if (memo->grouped) evicted = groups_[memo->group()].members;
  for (Ref each : evicted) {
    Memo* member = find(each);
    bool is_of_group = member == memo || (member != nullptr && memo->grouped && member->grouped &&
                                          member->group() == memo->group());
    if (!is_of_group || !member->has_value) continue;
    storage(each.query()).free_value(each.slot());
    ++storage(each.query()).counters.evicted;
    emit(EventKind::Evicted, Reason::None, each, Ref(), Ref());
  }
  return true;
}

void Evaluator::forget(Ref ref) {
  check_idle();
  Memo* memo = find(ref);
  if (memo == nullptr) return;
  drop_offers();
  if (memo->grouped) {
    dissolve_group(memo->group(), ref);
    leave_group(*memo);
  }
  emit(EventKind::Forgotten, Reason::None, ref, Ref(), Ref());
  storage(ref.query()).free_slot(ref.slot());
}

void Evaluator::collect(Revision since) {
  check_idle();
  collect_memos(since);
  collect_absent_inputs();
}

void Evaluator::collect_memos(Revision since) {
  for (auto& storage : storages_) {
    if (storage->is_input()) continue;
    for (uint32_t slot = 0; slot < storage->size(); ++slot) {
      const Memo& memo = storage->memo(slot);
      if (!memo.live || memo.verified_at >= since) continue;
      if (memo.grouped && groups_[memo.group()].verified_at >= since) continue;
      forget(Ref(storage->index(), slot, memo.generation));
    }
  }
}

void Evaluator::collect_absent_inputs() {
  check_idle();
  std::vector<std::vector<bool>> is_read(storages_.size());
  for (size_t i = 0; i < storages_.size(); ++i) is_read[i].resize(storages_[i]->size());
  auto note = [&](std::span<const Ref> reads) {
    for (Ref read : reads)
      if (find(read) != nullptr) is_read[read.query().value()][read.slot()] = true;
  };
  for (auto& storage : storages_)
    for (uint32_t slot = 0; slot < storage->size(); ++slot)
      if (!storage->memo(slot).grouped) note(storage->memo(slot).dependencies());
  for (const Group& group : groups_) note(group.dependencies);

  for (auto& storage : storages_) {
    if (!storage->is_input()) continue;
    for (uint32_t slot = 0; slot < storage->size(); ++slot) {
      const Memo& memo = storage->memo(slot);
      if (memo.live && !memo.has_value && !is_read[storage->index().value()][slot])
        forget(Ref(storage->index(), slot, memo.generation));
    }
  }
}

}  // namespace pellucid::query
