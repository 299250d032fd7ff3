#pragma once

// Which rows are never run, out of the statements that use-def lists as dead: each stands for those behind it
// in its block and for all inside them.

#include <vector>

#include "flow/use_def.h"
#include "syntax/node.h"

namespace pellucid::flow {

class DeadCode {
 public:
  // O(dead statements · siblings).
  DeadCode(const syntax::Tree& tree, const UseDef& use_def);

  // O(log n).
  bool contains(syntax::NodeIndex row) const;

 private:
  struct Rows {
    uint32_t begin;
    uint32_t end;
  };
  std::vector<Rows> dead_;  // in order, apart
};

}  // namespace pellucid::flow
