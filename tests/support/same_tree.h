#pragma once

// All that a table holds, to be compared with another: columns as they are, names as they are spelled.

#include <cstdint>
#include <string>
#include <vector>

#include "syntax/tree.h"

namespace pellucid::tests {

struct TreeCopy {
  std::vector<uint32_t> numbers;
  std::vector<std::string> names;

  TreeCopy(const syntax::Tree& tree, const source::Text& text) {
    for (uint32_t row = 0; row < tree.size(); ++row) {
      syntax::NodeIndex node(row);
      for (uint32_t number : {static_cast<uint32_t>(tree.kind(node)), static_cast<uint32_t>(tree.flags(node)),
                              static_cast<uint32_t>(tree.role(node)), tree.start(node), tree.end(node),
                              tree.parent(node).raw(), tree.subtree_end(node).value(), tree.payload(node)})
        numbers.push_back(number);
    }
    for (uint32_t name = 0; name < tree.name_count(); ++name)
      names.emplace_back(tree.text_of(syntax::NameIndex(name), text));
  }

  friend bool operator==(const TreeCopy&, const TreeCopy&) = default;
};

}  // namespace pellucid::tests
