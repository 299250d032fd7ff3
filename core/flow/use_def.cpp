#include "flow/use_def.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "scope/lookup.h"

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
  return *reaching_within(value, values_.size());
}

std::optional<std::vector<DefinitionId>> UseDef::reaching_within(ValueId value, size_t most) const {
  if (value.value() < kSpecialValues) return std::vector<DefinitionId>();
  if (values_[value.value()].is_definition()) return std::vector{DefinitionId(values_[value.value()].first)};
  std::vector<DefinitionId> found;
  std::vector<uint32_t> stack = {value.value()};
  std::unordered_set<uint32_t> seen;
  while (!stack.empty()) {
    uint32_t at = stack.back();
    stack.pop_back();
    if (at < kSpecialValues || !seen.insert(at).second) continue;
    if (seen.size() > most) return std::nullopt;
    const Value& its = values_[at];
    if (its.is_definition()) {
      found.push_back(DefinitionId(its.first));
      continue;
    }
    stack.push_back(its.first);
    if (!its.is_star()) stack.push_back(its.second);
  }
  std::sort(found.begin(), found.end());
  return found;
}

ValueId UseDef::behind_stars(UseId id, const scope::ScopeTable& table) const {
  if (stars_.empty()) return kNoOwner;
  const Use& use = uses_[id.value()];
  ValueId starred = this->starred(id);
  if (use.value == kNoOwner || starred != kNoOwner) return starred;
  uint32_t symbol = use.symbol;
  ValueId value = use.value;
  if (const Fallback* module = fallback_of(id)) {
    symbol = module->symbol;
    value = module->value;
  }
  if (value == kAnyOfScope) {
    if (scope::scope_of_symbol(table, symbol) != scope::kModuleScope) return kNoOwner;
    value = at_end(symbol);
  }
  return boundness(value).is_starred ? value : kNoOwner;
}

Reached UseDef::reached(ValueId value, const std::function<Offer(StarIndex)>& offers) const {
  Reached found;
  std::vector<uint32_t> stack = {value.value()};
  std::unordered_set<uint32_t> seen;
  std::unordered_map<uint32_t, Offer> known;  // by star import
  while (!stack.empty()) {
    uint32_t at = stack.back();
    stack.pop_back();
    if (!seen.insert(at).second) continue;
    const Value& its = values_[at];
    if (at < kSpecialValues || its.is_definition()) {
      found.bound.add(bounds_[at]);
      if (at >= kSpecialValues) found.definitions.push_back(DefinitionId(its.first));
      continue;
    }
    if (!its.is_star()) {
      stack.push_back(its.first);
      stack.push_back(its.second);
      continue;
    }
    StarIndex star = its.star();
    auto [offer, is_new] = known.try_emplace(star.value(), Offer::Perhaps);
    if (is_new) offer->second = offers(star);
    if (is_new && offer->second != Offer::No) found.stars.push_back(star);
    found.is_sure &= offer->second == Offer::No || offer->second == Offer::Yes;
    found.bound.may_be_bound |= offer->second != Offer::No;
    found.bound.is_starred |= offer->second != Offer::No;
    if (offer->second != Offer::Yes) stack.push_back(its.first);
  }
  std::sort(found.definitions.begin(), found.definitions.end());
  std::sort(found.stars.begin(), found.stars.end());
  found.steps = seen.size();
  return found;
}

template <class Wanted>
std::vector<bool> UseDef::holding(const Wanted& wanted) const {
  std::vector<bool> holds(values_.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = kSpecialValues; i < values_.size(); ++i) {
      const Value& its = values_[i];
      if (holds[i]) continue;
      bool now =
          its.is_definition() ? wanted(its.first) : holds[its.first] || (!its.is_star() && holds[its.second]);
      holds[i] = now;
      // Only a loop's placeholder refers to a value behind it.
      changed |= now;
    }
  }
  return holds;
}

std::vector<bool> UseDef::values_holding(DefinitionId definition) const {
  return holding([&](uint32_t other) { return other == definition.value(); });
}

template <class Passes>
void UseDef::follow(std::vector<uint32_t>& stack, std::vector<bool>& seen, std::vector<bool>& used,
                    const Passes& passes) const {
  while (!stack.empty()) {
    uint32_t at = stack.back();
    stack.pop_back();
    if (at < kSpecialValues || seen[at]) continue;
    seen[at] = true;
    const Value& its = values_[at];
    if (its.is_definition()) {
      used[its.first] = true;
    } else if (its.is_star()) {
      if (passes(its.star())) stack.push_back(its.first);
    } else {
      stack.push_back(its.first);
      stack.push_back(its.second);
    }
  }
}

std::vector<bool> UseDef::used_definitions() const {
  std::vector<bool> used(definitions_.size());
  std::vector<bool> seen(values_.size());
  std::vector<uint32_t> stack;
  for (const Use& use : uses_) stack.push_back(use.value.value());
  for (const Fallback& fallback : fallbacks_) stack.push_back(fallback.value.value());
  follow(stack, seen, used, [](StarIndex) { return true; });
  return used;
}

std::vector<bool> UseDef::used_apart_from(base::Optional<StarIndex> star,
                                          const std::vector<bool>& at_end) const {
  std::vector<bool> used(definitions_.size());
  std::vector<bool> seen(values_.size());
  std::vector<uint32_t> stack;
  for (const Use& use : uses_) stack.push_back(use.value.value());
  for (const Fallback& fallback : fallbacks_) stack.push_back(fallback.value.value());
  for (uint32_t symbol = 0; symbol < ends_.size(); ++symbol)
    if (at_end[symbol]) stack.push_back(ends_[symbol].value());
  follow(stack, seen, used, [star](StarIndex other) { return star && other != *star; });
  return used;
}

std::vector<UseDef::Replacement> UseDef::replacements(const std::vector<bool>& definitions) const {
  std::vector<bool> holds = holding([&](uint32_t definition) { return definitions[definition]; });
  std::vector<Replacement> found;
  for (const Value& its : values_)
    if (its.is_star() && holds[its.first]) found.push_back({its.star(), ValueId(its.first)});
  std::stable_sort(found.begin(), found.end(),
                   [](const Replacement& a, const Replacement& b) { return a.star < b.star; });
  return found;
}

ValueId UseDef::starred(UseId use) const {
  auto found = std::lower_bound(starred_uses_.begin(), starred_uses_.end(), use,
                                [](const StarredUse& its, UseId id) { return its.use < id; });
  return found != starred_uses_.end() && found->use == use ? found->value : kNoOwner;
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
      if (value.is_definition()) {
        bool gone = unbinds(definitions_[value.first].kind);
        its = {!gone, gone, gone, false};
      } else if (value.is_star()) {
        its.add(bounds_[value.first]);
        its.is_starred = true;
      } else {
        for (uint32_t part : {value.first, value.second}) {
          looks_ahead |= part > i;
          its.add(bounds_[part]);
        }
      }
      Boundness& old = bounds_[i];
      if (its != old) {
        old = its;
        changed = true;
      }
    }
    // A value that an earlier one refers to: only a loop's.
    again = changed && looks_ahead;
  }
  // Bound on each of several ways.
  std::erase_if(fallbacks_, [this](const Fallback& its) {
    const Use& use = uses_[its.use.value()];
    return !boundness(use.value == kAnyOfScope ? at_end(use.symbol) : use.value).may_be_unbound;
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
