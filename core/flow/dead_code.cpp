#include "flow/dead_code.h"

#include <algorithm>
#include <iterator>

namespace pellucid::flow {

DeadCode::DeadCode(const syntax::Tree& tree, const UseDef& use_def) {
  std::vector<syntax::NodeIndex> firsts;
  std::merge(use_def.dead_statements().begin(), use_def.dead_statements().end(),
             use_def.skipped_blocks().begin(), use_def.skipped_blocks().end(), std::back_inserter(firsts));
  for (syntax::NodeIndex first : firsts) {
    if (contains(first)) continue;
    syntax::NodeIndex block_end = tree.subtree_end(*tree.parent(first));
    syntax::NodeIndex end = tree.subtree_end(first);
    while (end < block_end && tree.role(end) == tree.role(first)) end = tree.subtree_end(end);
    dead_.push_back({first.value(), end.value()});
  }
}

bool DeadCode::contains(syntax::NodeIndex row) const {
  auto behind = std::upper_bound(dead_.begin(), dead_.end(), row.value(),
                                 [](uint32_t wanted, const Rows& rows) { return wanted < rows.begin; });
  return behind != dead_.begin() && row.value() < std::prev(behind)->end;
}

}  // namespace pellucid::flow
