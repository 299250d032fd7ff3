#include "flow/definition_index.h"

namespace pellucid::flow {

DefinitionIndex::DefinitionIndex(const UseDef& use_def, uint32_t symbol_count) {
  const std::vector<Definition>& all = use_def.definitions();
  ends_.assign(symbol_count + 1, 0);
  for (const Definition& its : all)
    if (its.symbol != base::kNoneValue) ++ends_[its.symbol + 1];
  for (uint32_t i = 0; i < symbol_count; ++i) ends_[i + 1] += ends_[i];
  ids_.assign(ends_.back(), DefinitionId(0));
  std::vector<uint32_t> next(ends_.begin(), ends_.end() - 1);
  for (uint32_t i = 0; i < all.size(); ++i)
    if (all[i].symbol != base::kNoneValue) ids_[next[all[i].symbol]++] = DefinitionId(i);
}

std::optional<std::vector<DefinitionId>> some_reaching(const UseDef& use_def, const Use& use) {
  constexpr size_t kVeryMany = 256;
  if (use.value == kNoOwner) return std::vector<DefinitionId>();
  if (use.value.value() < kSpecialValues) return std::nullopt;
  auto reached = use_def.reaching_within(use.value, kVeryMany);
  return reached && reached->empty() ? std::nullopt : reached;
}

}  // namespace pellucid::flow
