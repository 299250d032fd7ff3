// Imports and exception handlers.

#include "grammar/checker.h"

namespace pellucid::grammar {

// Before 3.13, `from .__future__` counted as well.
bool Checker::is_future_import(Node node) const {
  if (!node.is(NodeKind::ImportFrom) || (tree_.payload(node.index()) != 0 && since(13))) return false;
  auto module = node.children(Role::Module);
  return module.count() == 1 &&
         name_of(*module.begin()).value() == static_cast<uint32_t>(lex::WellKnown::Future);
}

void Checker::import_from(Node node) {
  if (is_future_import(node)) {
    future_import(node);
    return;
  }
  if (contexts_[scope()].around == Around::Module) return;
  for (Node alias : node.children(Role::Name))
    if (alias.children(Role::Name).empty()) report(alias, "`import *` is only allowed at module level");
}

// PEP 236. The features are those of CPython's Lib/__future__.py.
void Checker::future_import(Node node) {
  if (node.index().value() >= future_prologue_end_) {
    report(node, "`from __future__` imports must come at the beginning of the file");
    return;
  }
  if (node.has(syntax::kLazy))
    report(Range{node.range().start, node.range().start + 4}, "a `__future__` import cannot be lazy");
  for (Node alias : node.children(Role::Name)) {
    auto name = alias.child(Role::Name);
    std::string_view feature = name ? name_text(name_of(*name)) : "*";
    bool known = false;
    for (std::string_view each :
         {"nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
          "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations"})
      known |= feature == each;
    if (!known) report(name.value_or(alias), "`__future__` has no feature `" + std::string(feature) + "`");
  }
}

void Checker::handlers(Node node) {
  std::optional<Node> bare;
  for (Node handler : node.children(Role::Handler)) {
    if (bare) {
      uint32_t start = bare->range().start;
      report(Range{start, start + 6}, "an `except` without a type catches everything, so it must come last");
      return;
    }
    if (!handler.child(Role::Type)) bare = handler;
  }
}

}  // namespace pellucid::grammar
