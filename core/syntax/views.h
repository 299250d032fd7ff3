#pragma once

// Typed views of rows, generated from node_kind.def: views::If(node).test(), .body(), .orelse(). A view is a
// Node of a known kind; making one of another kind is a broken invariant.

#include "syntax/node.h"

namespace pellucid::syntax::views {

#define PEL_NODE(name, category, payload, example)                            \
  class name : public Node {                                                  \
   public:                                                                    \
    static constexpr NodeKind kKind = NodeKind::name;                         \
    explicit name(Node node) : Node(node) {                                   \
      PEL_CHECK(node.kind() == kKind, "row ", node.index(), " is no " #name); \
    }                                                                         \
    name(const Tree& tree, NodeIndex index) : name(Node(tree, index)) {}
#define PEL_ONE(accessor, role, category) \
  Node accessor() const { return *child(Role::role); }
#define PEL_OPTIONAL(accessor, role, category) \
  std::optional<Node> accessor() const { return child(Role::role); }
#define PEL_MANY(accessor, role, category) \
  ChildrenInRole accessor() const { return children(Role::role); }
#define PEL_MIXED(accessor, role, category) PEL_MANY(accessor, role, category)
#define PEL_END(name) \
  }                   \
  ;
#include "syntax/node_kind.def"
#include "syntax/undef_node_macros.h"

}  // namespace pellucid::syntax::views
