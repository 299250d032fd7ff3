// Imports that may fail, and are meant to: what handlers and `suppress` around them wait for.

#include <algorithm>

#include "check/import_checker.h"

namespace pellucid::check {

// ImportError and all above it are raised for a missing module and for a missing name alike,
// ModuleNotFoundError for a module only.
ImportChecker::Expected ImportChecker::caught_by(Node type) const {
  Expected most = Expected::Nothing;
  uint32_t end = file_.tree.subtree_end(type.index()).value();
  for (uint32_t i = type.index().value(); i < end; ++i) {
    NodeKind kind = file_.tree.kind(NodeIndex(i));
    if (kind != NodeKind::Name && kind != NodeKind::Identifier) continue;
    std::string_view name = text_of(Node(file_.tree, NodeIndex(i)));
    Expected one = Expected::Nothing;
    if (name == "ModuleNotFoundError") one = Expected::MissingModule;
    if (name == "ImportError" || name == "Exception" || name == "BaseException") one = Expected::MissingName;
    most = std::max(most, one);
  }
  return most;
}

ImportChecker::Expected ImportChecker::expected_by(Node around) const {
  Expected most = Expected::Nothing;
  if (around.is(NodeKind::Try)) {
    for (Node handler : around.children(Role::Handler)) {
      auto type = handler.child(Role::Type);
      most = std::max(most, type ? caught_by(*type) : Expected::MissingName);
    }
  } else if (around.is(NodeKind::With)) {
    for (Node item : around.children(Role::Item)) {
      auto call = item.child(Role::ContextExpr);
      auto func = call && call->is(NodeKind::Call) ? call->child(Role::Func) : std::nullopt;
      if (func && func->is(NodeKind::Attribute)) func = func->child(Role::Attr);
      bool suppresses = func && (func->is(NodeKind::Name) || func->is(NodeKind::Identifier)) &&
                        text_of(*func) == "suppress";
      if (!suppresses) continue;
      for (Node argument : call->children(Role::Arg)) most = std::max(most, caught_by(argument));
    }
  }
  return most;
}

// By anything around the statement in its own function.
ImportChecker::Expected ImportChecker::expected(Node statement) const {
  Expected most = Expected::Nothing;
  Node below = statement;
  for (Node around : statement.ancestors()) {
    if (around.is(NodeKind::FunctionDef)) break;
    if (below.role() == Role::Body) most = std::max(most, expected_by(around));
    below = around;
  }
  return most;
}

// An import in a handler that waits for others to fail, which do not:
//     try:
//         import tomllib
//     except ImportError:
//         import tomli as tomllib
bool ImportChecker::is_unneeded_fallback(Node statement) {
  Node below = statement;
  for (Node around : statement.ancestors()) {
    if (around.is(NodeKind::FunctionDef)) return false;
    if (around.is(NodeKind::Try) && below.role() == Role::Handler &&
        expected_by(around) != Expected::Nothing) {
      bool any = false, all = true;
      for (Node first : around.children(Role::Body)) {
        uint32_t end = file_.tree.subtree_end(first.index()).value();
        for (uint32_t i = first.index().value(); i < end; ++i) {
          Node inner(file_.tree, NodeIndex(i));
          if (!inner.is(NodeKind::Import) && !inner.is(NodeKind::ImportFrom)) continue;
          any = true;
          all = all && is_resolved(inner);
        }
      }
      if (any && all) return true;
    }
    below = around;
  }
  return false;
}

// By a condition that the program sees to, and that may ask for the version or platform in its own way:
//     if on_windows:
//         import winreg
bool ImportChecker::is_guarded(Node statement) const {
  Node below = statement;
  for (Node around : statement.ancestors()) {
    if (around.is(NodeKind::FunctionDef)) return false;
    bool is_branch =
        around.is(NodeKind::If) || around.is(NodeKind::ElifClause) || around.is(NodeKind::MatchCase);
    auto test = around.child(Role::Test);
    bool for_types = test && file_.text.slice(test->range()).ends_with("TYPE_CHECKING");
    if (is_branch && !for_types && below.role() != Role::Elif) return true;
    below = around;
  }
  return false;
}

bool ImportChecker::may_lack(Node statement, const resolve::MissingModule& missing) {
  bool is_elsewhere = missing.reason == Absence::NotYet || missing.reason == Absence::NoLonger ||
                      missing.reason == Absence::OtherPlatform;
  return expected(statement) != Expected::Nothing || (is_elsewhere && is_guarded(statement)) ||
         is_unneeded_fallback(statement);
}

bool ImportChecker::is_resolved(Node statement) {
  if (dead_.contains(statement.index())) return true;
  if (statement.is(NodeKind::Import)) {
    for (Node alias : statement.children(Role::Name))
      if (!view_.resolve({0, dotted(alias, Role::Name)}).found()) return false;
    return true;
  }
  ImportedModule from = imported_from(statement);
  Resolution module = view_.resolve(from);
  if (!module.found()) return false;
  for (Node alias : statement.children(Role::Name)) {
    auto name = alias.child(Role::Name);
    exports::Member member;
    if (name && !has_name(text_of(*name), from, module, member)) return false;
  }
  return true;
}

}  // namespace pellucid::check
