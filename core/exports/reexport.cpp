#include "exports/reexport.h"

namespace pellucid::exports {

using syntax::Node;
using syntax::NodeKind;
using syntax::Role;

bool is_reexport(const Node& alias, bool is_stub) {
  const syntax::Tree& tree = alias.tree();
  auto first = alias.child(Role::Name), as = alias.child(Role::Asname);
  if (first && as)
    return alias.children(Role::Name).count() == 1 && tree.name(first->index()) == tree.name(as->index());
  Node statement = *alias.parent();
  return is_stub && statement.is(NodeKind::ImportFrom) && !statement.child(Role::Module);
}

}  // namespace pellucid::exports
