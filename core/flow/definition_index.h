#pragma once

// The definitions of each symbol. A UseDef lists them in the order of the walk; whoever asks for one symbol's
// after another makes this index first. Borrows nothing.

#include <optional>
#include <span>
#include <vector>

#include "flow/use_def.h"

namespace pellucid::flow {

class DefinitionIndex {
 public:
  DefinitionIndex() = default;
  // O(definitions + symbols).
  DefinitionIndex(const UseDef& use_def, uint32_t symbol_count);

  // By position among all symbols of the file; in the order of the walk.
  std::span<const DefinitionId> operator[](uint32_t symbol) const {
    return {ids_.data() + ends_[symbol], ends_[symbol + 1] - ends_[symbol]};
  }

 private:
  std::vector<DefinitionId> ids_;  // by symbol
  std::vector<uint32_t> ends_;     // by symbol, where its own begin; and where the last ones end
};

// What a use may get as far as names go: the definitions that reach it, deletions among them. Nothing reaches
// code that is never run, and what is run later may get any: then all of the symbol's. None if no scope of the
// file binds the name.
std::vector<DefinitionId> reaching(const UseDef& use_def, const DefinitionIndex& definitions, const Use& use);

// The same for who asks of many uses what comes of their definitions, and has kept that: none where it is any of the
// symbol's, and where it may as well be taken for that, since very many values are behind it.
std::optional<std::vector<DefinitionId>> some_reaching(const UseDef& use_def, const Use& use);

}  // namespace pellucid::flow
