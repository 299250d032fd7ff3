// What may be assigned to and deleted, and where a star may stand.

#include "grammar/checker.h"

namespace pellucid::grammar {

// Called for each child in the role of a target, with the statement it belongs to.
void Checker::target(Node node) {
  Node parent = *node.parent();
  switch (parent.kind()) {
    case NodeKind::AugAssign:
    case NodeKind::AnnAssign: {
      bool fits = node.is(NodeKind::Name) || node.is(NodeKind::Attribute) || node.is(NodeKind::Subscript) ||
                  node.is(NodeKind::Missing);
      if (fits) return;
      std::string what(describe(node.kind()));
      report(node, parent.is(NodeKind::AugAssign)
                       ? what + " cannot be the target of an augmented assignment"
                       : what + " cannot be annotated, only a single name, attribute or subscript");
      return;
    }
    case NodeKind::NamedExpr: return;  // the parser takes a name only
    case NodeKind::Delete: target_tree(node, true); return;
    default: target_tree(node, false); return;
  }
}

// CPython's grammar takes a `(x)` at the beginning of an annotated target for all of it, and its compiler
// evaluates the subscript of one without a value as it is, where nothing can be unpacked.
void Checker::annotated_target(Node statement) {
  if (!since(9)) return;
  Node node = views::AnnAssign(statement).target();
  if (node.is(NodeKind::Subscript) && !statement.child(Role::Value)) {
    Node slice = views::Subscript(node).slice();
    if (slice.is(NodeKind::Tuple))
      for (Node element : slice.children())
        if (element.is(NodeKind::Starred))
          report(element, "`*` is not allowed in an annotated target without a value");
  }
  if (node.has(syntax::kParenthesized)) return;
  for (Node inner = node;;) {
    switch (inner.kind()) {
      case NodeKind::Attribute: inner = views::Attribute(inner).value(); break;
      case NodeKind::Subscript: inner = views::Subscript(inner).value(); break;
      case NodeKind::Call: inner = views::Call(inner).func(); break;
      default: return;
    }
    bool taken = inner.has(syntax::kParenthesized) &&
                 (inner.is(NodeKind::Name) || inner.is(NodeKind::Attribute) || inner.is(NodeKind::Subscript));
    if (!taken) continue;
    report(Range{node.range().start, inner.range().end + 1},
           "an annotated target cannot begin with a parenthesized one");
    return;
  }
}

// Through tuples, lists and stars, without recursion: rows in order, passing over what the others hold.
void Checker::target_tree(Node root, bool deletes) {
  uint32_t end = tree_.subtree_end(root.index()).value();
  for (uint32_t row = root.index().value(); row < end;) {
    Node node(tree_, NodeIndex(row));
    switch (node.kind()) {
      case NodeKind::Tuple:
      case NodeKind::List: {
        std::optional<Node> star;
        uint32_t before = 0;
        for (Node element : node.children()) {
          if (!element.is(NodeKind::Starred)) {
            if (!star) ++before;
            continue;
          }
          if (star && !deletes) {
            report(element, "only one target of an assignment can have a `*`")
                .related.push_back({star->range(), "the first one"});
          } else if (before >= 256 && !deletes) {
            report(element, "more than 255 targets come before the one with `*`");
          }
          star = element;
        }
        ++row;
        continue;
      }
      case NodeKind::Starred:
        if (deletes) {
          report(node, "an unpacked value cannot be deleted");
          row = tree_.subtree_end(node.index()).value();
        } else if (node.index() == root.index()) {
          report(node, "a target with `*` must be in a tuple or list, as in `*a, = …`");
          row = tree_.subtree_end(node.index()).value();
        } else {
          ++row;
        }
        continue;
      case NodeKind::Name:
      case NodeKind::Attribute:
      case NodeKind::Subscript:
      case NodeKind::Missing: break;
      default: {
        std::string message =
            std::string(describe(node.kind())) + (deletes ? " cannot be deleted" : " cannot be assigned to");
        bool comparable = !deletes && node.index() == root.index() && node.parent()->is(NodeKind::Assign);
        if (comparable) message += "; to compare, write `==`";
        report(node, message);
        break;
      }
    }
    row = tree_.subtree_end(node.index()).value();
  }
}

void Checker::star(Node node) {
  Node parent = *node.parent();
  switch (node.role()) {
    case Role::Elt:
    case Role::Arg:
    case Role::Base:
    case Role::Target:  // reported with the other targets
    case Role::OptionalVars:
    case Role::Annotation:  // the parser takes one for `*args` only
    case Role::Slice: return;
    case Role::Default:
      if (!parent.is(NodeKind::Parameter)) return;
      break;
    case Role::Value:
      if (parent.is(NodeKind::Starred)) {
        report(node, "a value can only be unpacked once");
        return;
      }
      break;
    default: break;
  }
  report(node, "`*` is only allowed inside a tuple (with a comma), list, set or call");
}

// `__debug__` is a constant that nothing can bind (language reference, built-in constants).
void Checker::debug_name(Node node) {
  std::optional<Node> parent = node.parent();
  bool deletes = false;
  switch (node.kind()) {
    case NodeKind::Name:
      deletes = node.has(syntax::kDelete);
      if (!node.has(syntax::kStore) && !deletes) return;
      break;
    case NodeKind::Identifier:
      switch (parent->kind()) {
        case NodeKind::Attribute:
          deletes = parent->has(syntax::kDelete);
          if (!parent->has(syntax::kStore) && !deletes) return;
          // Until 3.14 the attribute could be deleted, and from 3.9 on augmented.
          if (deletes && !since(14)) return;
          if (parent->parent()->is(NodeKind::AugAssign) && since(9) && !since(14)) return;
          break;
        case NodeKind::Alias:
          // `import a as b` binds `b`, `import a.b` binds `a`, `from m import a` binds `a`.
          if (node.role() == Role::Name) {
            if (parent->child(Role::Asname)) return;
            if (parent->child(Role::Name) != node) return;
          }
          break;
        case NodeKind::ImportFrom:
        case NodeKind::Global:
        case NodeKind::Nonlocal:
        case NodeKind::Parameter:  // reported for the parameter itself
          return;
        default: break;
      }
      break;
    default: break;
  }
  if (deletes && !since(10)) return;
  report(node, deletes ? "`__debug__` cannot be deleted" : "`__debug__` cannot be assigned to");
}

}  // namespace pellucid::grammar
