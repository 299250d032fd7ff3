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

// What a use may get as far as names go: the definitions that reach it, deletions among them; empty if no scope of the
// file binds the name. Nothing where it may be any of the symbol's: what is run later may get any, and code that is
// never run is reached by none. So, too, where very many values are behind it: whoever asks of many uses has kept what
// comes of all of a symbol's definitions.
std::optional<std::vector<DefinitionId>> some_reaching(const UseDef& use_def, const Use& use);

}  // namespace pellucid::flow
