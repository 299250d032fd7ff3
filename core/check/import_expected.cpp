// Imports that may fail, and are meant to: what handlers and `suppress` around them wait for.

#include <algorithm>

#include "check/import_reader.h"

namespace pellucid::check {

// ImportError and all above it are raised for a missing module and for a missing name alike,
// ModuleNotFoundError for a module only.
ExpectedFailure ImportReader::caught_by(Node type) const {
  ExpectedFailure most = ExpectedFailure::Nothing;
  uint32_t end = file_.tree.subtree_end(type.index()).value();
  for (uint32_t i = type.index().value(); i < end; ++i) {
    NodeKind kind = file_.tree.kind(NodeIndex(i));
    if (kind != NodeKind::Name && kind != NodeKind::Identifier) continue;
    std::string_view name = text_of(Node(file_.tree, NodeIndex(i)));
    ExpectedFailure one = ExpectedFailure::Nothing;
    if (name == "ModuleNotFoundError") one = ExpectedFailure::MissingModule;
    if (name == "ImportError" || name == "Exception" || name == "BaseException")
      one = ExpectedFailure::MissingName;
    most = std::max(most, one);
  }
  return most;
}

// Of what stands around many imports it is found once.
ExpectedFailure ImportReader::expected_by(Node around) {
  if (!around.is(NodeKind::Try) && !around.is(NodeKind::With)) return ExpectedFailure::Nothing;
  auto [known, is_new] = expected_by_.try_emplace(around.index());
  if (is_new) known->second = find_expected_by(around);
  return known->second;
}

ExpectedFailure ImportReader::find_expected_by(Node around) const {
  ExpectedFailure most = ExpectedFailure::Nothing;
  if (around.is(NodeKind::Try)) {
    for (Node handler : around.children(Role::Handler)) {
      auto type = handler.child(Role::Type);
      most = std::max(most, type ? caught_by(*type) : ExpectedFailure::MissingName);
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
ExpectedFailure ImportReader::expected(Node statement) {
  ExpectedFailure most = ExpectedFailure::Nothing;
  Node below = statement;
  for (Node around : statement.ancestors()) {
    if (around.is(NodeKind::FunctionDef)) break;
    if (below.role() == Role::Body) most = std::max(most, expected_by(around));
    below = around;
  }
  return most;
}

// By a condition that the program sees to, and that may ask for the version or platform in its own way:
//     if on_windows:
//         import winreg
bool ImportReader::is_guarded(Node statement) const {
  Node below = statement;
  for (Node around : statement.ancestors()) {
    if (around.is(NodeKind::FunctionDef)) return false;
    bool is_branch =
        around.is(NodeKind::If) || around.is(NodeKind::ElifClause) || around.is(NodeKind::MatchCase);
    // A module has no test, and many children to look through for one.
    auto test = is_branch ? around.child(Role::Test) : std::nullopt;
    bool for_types = test && file_.text.slice(test->range()).ends_with("TYPE_CHECKING");
    if (is_branch && !for_types && below.role() != Role::Elif) return true;
    below = around;
  }
  return false;
}

// An import in a handler that waits for others to fail, which do not:
//     try:
//         import tomllib
//     except ImportError:
//         import tomli as tomllib
void ImportReader::find_replaced() {
  for (const Statement& each : statements_) {
    auto begin = static_cast<uint32_t>(result_.shapes.replaced.size());
    Node below(file_.tree, each.row);
    for (Node around : below.ancestors()) {
      if (around.is(NodeKind::FunctionDef)) break;
      if (around.is(NodeKind::Try) && below.role() == Role::Handler &&
          expected_by(around) != ExpectedFailure::Nothing) {
        auto [known, is_new] = sites_in_.try_emplace(around.index());
        if (is_new) known->second = sites_in(around);
        const ReplacedSites& sites = known->second;
        if (sites.begin < sites.end) result_.shapes.replaced.push_back(sites);
      }
      below = around;
    }
    auto end = static_cast<uint32_t>(result_.shapes.replaced.size());
    for (uint32_t i = each.begin; i < each.end; ++i) {
      result_.shapes.sites[i].replaced_begin = begin;
      result_.shapes.sites[i].replaced_end = end;
    }
  }
}

// The sites of the statements in a `try`'s body, which are one behind the other.
ReplacedSites ImportReader::sites_in(Node around) const {
  ReplacedSites sites{0, 0};
  for (Node first : around.children(Role::Body)) {
    NodeIndex end = file_.tree.subtree_end(first.index());
    auto at = std::lower_bound(statements_.begin(), statements_.end(), first.index(),
                               [](const Statement& one, NodeIndex row) { return one.row < row; });
    for (; at != statements_.end() && at->row < end; ++at) {
      if (sites.begin == sites.end) sites.begin = at->begin;
      sites.end = at->end;
    }
  }
  return sites;
}

}  // namespace pellucid::check
