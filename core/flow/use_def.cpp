#include "flow/use_def.h"

#include <algorithm>
#include <unordered_set>

namespace pellucid::flow {

std::string_view name_of(DefinitionKind kind) {
  switch (kind) {
#define PEL_DEFINITION(kind, text) \
  case DefinitionKind::kind:       \
    return text;
#include "flow/definition_kind.def"
#undef PEL_DEFINITION
  }
  return {};
}

std::vector<DefinitionId> UseDef::reaching(ValueId value) const {
  if (value.value() < kSpecialValues) return {};
  if (values_[value.value()].second == kIsDefinition) return {DefinitionId(values_[value.value()].first)};
  std::vector<DefinitionId> found;
  std::vector<uint32_t> stack = {value.value()};
  std::unordered_set<uint32_t> seen;
  while (!stack.empty()) {
    uint32_t at = stack.back();
    stack.pop_back();
    if (at < kSpecialValues || !seen.insert(at).second) continue;
    const Value& its = values_[at];
    if (its.second == kIsDefinition) {
      found.push_back(DefinitionId(its.first));
    } else {
      stack.push_back(its.first);
      stack.push_back(its.second);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<bool> UseDef::values_holding(DefinitionId definition) const {
  std::vector<bool> holds(values_.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = kSpecialValues; i < values_.size(); ++i) {
      const Value& its = values_[i];
      if (holds[i]) continue;
      bool now = its.second == kIsDefinition ? its.first == definition.value()
                                             : holds[its.first] || holds[its.second];
      holds[i] = now;
      // Only a loop's placeholder refers to a value behind it.
      changed |= now;
    }
  }
  return holds;
}

std::vector<bool> UseDef::used_definitions() const {
  std::vector<bool> used(definitions_.size());
  std::vector<bool> seen(values_.size());
  std::vector<uint32_t> stack;
  auto follow = [&](ValueId value) {
    stack.push_back(value.value());
    while (!stack.empty()) {
      uint32_t at = stack.back();
      stack.pop_back();
      if (at < kSpecialValues || seen[at]) continue;
      seen[at] = true;
      const Value& its = values_[at];
      if (its.second == kIsDefinition) {
        used[its.first] = true;
      } else {
        stack.push_back(its.first);
        stack.push_back(its.second);
      }
    }
  };
  for (const Use& use : uses_) follow(use.value);
  for (const Fallback& fallback : fallbacks_) follow(fallback.value);
  return used;
}

const Fallback* UseDef::fallback_of(UseId use) const {
  auto found = std::lower_bound(fallbacks_.begin(), fallbacks_.end(), use,
                                [](const Fallback& its, UseId id) { return its.use < id; });
  return found != fallbacks_.end() && found->use == use ? &*found : nullptr;
}

base::Optional<UseId> UseDef::use_at(syntax::NodeIndex row) const {
  auto found = std::lower_bound(use_order_.begin(), use_order_.end(), row,
                                [&](uint32_t use, syntax::NodeIndex its) { return uses_[use].row < its; });
  if (found == use_order_.end() || uses_[*found].row != row) return {};
  return UseId(*found);
}

// What each value says about being bound: from the definitions on, until nothing changes. Only the cycles of
// loops need another round.
void UseDef::settle() {
  bounds_.assign(values_.size(), {});
  bounds_[kUnbound.value()].may_be_unbound = true;
  for (ValueId any : {kAnyOfScope, kUnreachable}) bounds_[any.value()].may_be_bound = true;
  bounds_[kNoOwner.value()].may_be_unbound = true;
  bool again = true;
  while (again) {
    bool changed = false;
    bool looks_ahead = false;
    for (uint32_t i = kSpecialValues; i < values_.size(); ++i) {
      const Value& value = values_[i];
      Boundness its = bounds_[i];
      if (value.second == kIsDefinition) {
        bool gone = unbinds(definitions_[value.first].kind);
        its = {!gone, gone, gone};
      } else {
        for (uint32_t part : {value.first, value.second}) {
          const Boundness& other = bounds_[part];
          looks_ahead |= part > i;
          its.may_be_bound |= other.may_be_bound;
          its.may_be_unbound |= other.may_be_unbound;
          its.may_be_deleted |= other.may_be_deleted;
        }
      }
      Boundness& old = bounds_[i];
      if (its.may_be_bound != old.may_be_bound || its.may_be_unbound != old.may_be_unbound ||
          its.may_be_deleted != old.may_be_deleted) {
        old = its;
        changed = true;
      }
    }
    // A value that an earlier one refers to: only a loop's.
    again = changed && looks_ahead;
  }
  // Bound on each of several ways.
  std::erase_if(fallbacks_, [this](const Fallback& its) {
    return !boundness(uses_[its.use.value()].value).may_be_unbound;
  });
  order_uses();
}

// Rows are numbers from 0, so that counting sorts them.
void UseDef::order_uses() {
  uint32_t rows = 0;
  for (const Use& use : uses_) rows = std::max(rows, use.row.value() + 1);
  std::vector<uint32_t> places(rows + 1);  // by row, where its first use goes
  for (const Use& use : uses_) ++places[use.row.value() + 1];
  for (uint32_t row = 0; row < rows; ++row) places[row + 1] += places[row];
  use_order_.resize(uses_.size());
  for (uint32_t i = 0; i < uses_.size(); ++i) use_order_[places[uses_[i].row.value()]++] = i;
}

}  // namespace pellucid::flow
