#include "flow/binding_range.h"

#include "syntax/node.h"

namespace pellucid::flow {

using syntax::Node;
using syntax::NodeKind;

source::Range range_of_name(const syntax::Tree& tree, syntax::NodeIndex row) {
  auto name = Node(tree, row).child(syntax::Role::Name);
  return name ? name->range() : tree.range(row);
}

source::Range range_of_binding(const syntax::Tree& tree, syntax::NodeIndex row) {
  Node at(tree, row);
  if (at.is(NodeKind::Parameter)) return at.range();
  for (Node up : at.ancestors()) {
    bool is_statement = syntax::entry(up.kind()).category == syntax::Category::Statement;
    bool is_part = up.is(NodeKind::ExceptHandler) || up.is(NodeKind::Comprehension) ||
                   up.is(NodeKind::NamedExpr) || up.is(NodeKind::Alias) || up.is(NodeKind::TypeVar) ||
                   up.is(NodeKind::TypeVarTuple) || up.is(NodeKind::ParamSpec) || up.is(NodeKind::Parameter);
    if (is_statement || is_part) return up.range();
  }
  return at.range();
}

}  // namespace pellucid::flow
