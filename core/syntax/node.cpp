#include "syntax/node.h"

namespace pellucid::syntax {

uint32_t Node::depth() const {
  uint32_t depth = 0;
  for (OptionalNode up = tree_->parent(index_); up; up = tree_->parent(*up)) ++depth;
  return depth;
}

NodeIndex nearest_common_ancestor(const Tree& tree, NodeIndex a, NodeIndex b) {
  // Going up from the earlier node, the first that reaches behind the later one.
  if (b < a) std::swap(a, b);
  while (!tree.contains(a, b)) a = *tree.parent(a);
  return a;
}

namespace {

// The child of `ancestor` that contains `node`; `node` stands strictly inside. O(depth).
NodeIndex child_towards(const Tree& tree, NodeIndex ancestor, NodeIndex node) {
  for (;;) {
    NodeIndex up = *tree.parent(node);
    if (up == ancestor) return node;
    node = up;
  }
}

// Whether running `first`, an earlier child of the statement, means that `second`, a later one, is not run.
// `first_is_test`: the node asked about stands in the test of the clause `first`.
bool excludes(NodeKind statement, Role first, bool first_is_test, Role second) {
  switch (statement) {
    case NodeKind::If:
      if (first == Role::Test || first_is_test) return false;
      return first != second || first == Role::Elif;
    case NodeKind::IfExp: return first == Role::Body && second == Role::Orelse;
    case NodeKind::Match: return first == Role::Case && second == Role::Case && !first_is_test;
    case NodeKind::Try:
      return first == Role::Handler && !first_is_test && (second == Role::Handler || second == Role::Orelse);
    default: return false;
  }
}

}  // namespace

std::optional<ExclusiveBranches> exclusive_branches(const Tree& tree, NodeIndex a, NodeIndex b) {
  NodeIndex common = nearest_common_ancestor(tree, a, b);
  if (common == a || common == b) return std::nullopt;
  if (b < a) std::swap(a, b);
  NodeIndex first = child_towards(tree, common, a);
  NodeIndex second = child_towards(tree, common, b);
  // Within a clause, everything but its body is evaluated to find out whether the clause is taken.
  bool first_is_test = false;
  switch (tree.kind(first)) {
    case NodeKind::ElifClause:
    case NodeKind::MatchCase:
    case NodeKind::ExceptHandler:
      first_is_test = a != first && tree.role(child_towards(tree, first, a)) != Role::Body;
      break;
    default: break;
  }
  if (!excludes(tree.kind(common), tree.role(first), first_is_test, tree.role(second))) return std::nullopt;
  return ExclusiveBranches{common, first, second};
}

std::string dotted(const Tree& tree, const source::Text& text, Node owner, Role role,
                   const std::optional<Node>& last) {
  std::string name;
  for (Node part : owner.children()) {
    if (part.role() != role) break;
    if (!name.empty()) name += '.';
    name += tree.text_of(tree.name(part.index()), text);
    if (last && part == *last) break;
  }
  return name;
}

NodeIndex node_at(const Tree& tree, uint32_t offset) {
  NodeIndex node = tree.first();
  for (;;) {
    std::optional<NodeIndex> inner;
    for (Node child : Node(tree, node).children()) {
      source::Range range = child.range();
      if (range.start > offset) break;
      if (range.contains(offset) || (range.end == offset && !inner)) inner = child.index();
      if (range.contains(offset)) break;
    }
    if (!inner) return node;
    node = *inner;
  }
}

}  // namespace pellucid::syntax
