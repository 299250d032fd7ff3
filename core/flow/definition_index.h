#pragma once

// The definitions of each symbol. A UseDef lists them in the order of the walk; whoever asks for one symbol's
// after another makes this index first. Borrows nothing.

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

}  // namespace pellucid::flow
