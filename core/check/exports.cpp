// `__all__`: what a module offers to a star import (language reference 7.11).

#include <algorithm>

#include "check/name_checker.h"
#include "diagnostic/similar.h"

namespace pellucid::check {

// `__all__ = ["a"] + ["b"]`, `__all__ += ("c",)`, `__all__: list[str] = […]`, `__all__.extend([…])`.
void NameChecker::read_exports() {
  if (!file_.scopes.table.find(scope::kModuleScope, scope::known(scope::KnownName::DunderAll))) return;
  auto is_all = [this](const std::optional<Node>& name) {
    if (!name || !name->is(NodeKind::Name)) return false;
    uint32_t symbol = file_.scopes.symbol_at_row[name->index().value()];
    return symbol != base::kNoneValue && scope_of(symbol) == scope::kModuleScope &&
           symbols_[symbol].name == scope::known(scope::KnownName::DunderAll);
  };
  for (uint32_t i = 0; i < file_.tree.size(); ++i) {
    Node statement = node(NodeIndex(i));
    switch (statement.kind()) {
      case NodeKind::Assign:
      case NodeKind::AugAssign:
      case NodeKind::AnnAssign:
        if (!is_all(statement.child(Role::Target))) break;
        if (auto value = statement.child(Role::Value)) collect_exports(*value);
        break;
      case NodeKind::Call: {
        auto func = statement.child(Role::Func), argument = statement.child(Role::Arg);
        if (!func || !argument || !func->is(NodeKind::Attribute) || !is_all(func->child(Role::Value))) break;
        auto method = func->child(Role::Attr);
        if (method && (text_of(*method) == "extend" || text_of(*method) == "append"))
          collect_exports(*argument);
        break;
      }
      default: break;
    }
  }
  for (const Export& its : exports_)
    if (uint32_t symbol = global_named(its.name); symbol != base::kNoneValue) ++use_counts_[symbol];
}

// The module's symbol of that spelling, by position.
uint32_t NameChecker::global_named(std::string_view spelling) const {
  auto name = file_.names.find(spelling);
  if (!name) return base::kNoneValue;
  auto found = file_.scopes.table.find(scope::kModuleScope, *name);
  return found ? file_.scopes.table.position({scope::kModuleScope, *found}) : base::kNoneValue;
}

// A plain name in plain quotes; anything else is no name of this module that one could look for.
std::optional<std::string_view> NameChecker::name_in_string(Node literal) const {
  std::string_view source = file_.text.slice(literal.range());
  if (!literal.is(NodeKind::StringLiteral) || source.size() < 3) return std::nullopt;
  if (source[0] != '"' && source[0] != '\'') return std::nullopt;
  std::string_view name = source.substr(1, source.size() - 2);
  if (name.find_first_of("\\\"'") != std::string_view::npos) return std::nullopt;
  return name;
}

// The strings of a list or tuple, or of several that are added up; those in a comprehension are no names.
void NameChecker::collect_exports(Node value) {
  uint32_t end = file_.tree.subtree_end(value.index()).value();
  uint32_t next = 0;
  for (uint32_t i = value.index().value(); i < end; i = next) {
    NodeIndex row(i);
    NodeKind kind = file_.tree.kind(row);
    bool holds = kind == NodeKind::List || kind == NodeKind::Tuple || kind == NodeKind::Starred ||
                 kind == NodeKind::BinOp;
    next = holds ? i + 1 : file_.tree.subtree_end(row).value();
    if (auto name = name_in_string(node(row))) exports_.push_back({*name, row});
  }
}

// What the module defines, does not list, and may have been meant.
std::string_view NameChecker::similar_global(std::string_view name) const {
  std::vector<std::string_view> candidates;
  for (const Symbol& symbol : file_.scopes.table.symbols(scope::kModuleScope)) {
    std::string_view candidate = file_.names.text(symbol.name);
    auto is_listed = [candidate](const Export& its) { return its.name == candidate; };
    if (symbol.binds() && std::none_of(exports_.begin(), exports_.end(), is_listed))
      candidates.push_back(candidate);
  }
  return diagnostic::most_similar(name, candidates);
}

void NameChecker::check_exports() {
  if (file_.form.is_package) return;  // may list submodules
  if (has_open_globals_) return;
  // A module's `__getattr__` makes up what is asked for (PEP 562).
  uint32_t made_up = global_named("__getattr__");
  if (made_up != base::kNoneValue && symbols_[made_up].binds()) return;
  for (const Export& its : exports_) {
    uint32_t symbol = global_named(its.name);
    bool bound = is_provided(its.name, file_.version) && its.name.starts_with("__");
    if (symbol != base::kNoneValue)
      bound |= symbols_[symbol].binds() || symbols_[symbol].flags.has(SymbolFlag::DeclaredGlobal);
    if (bound) continue;
    source::Range range = file_.tree.range(its.row);
    std::string message = "`__all__` lists " + quoted(its.name) + ", which the module does not define";
    bool suggests = suggestions_++ < kMostSuggestions;
    std::string_view similar = suggests ? similar_global(its.name) : std::string_view();
    if (!similar.empty()) message += "; did you mean " + quoted(similar) + "?";
    Diagnostic certain = diagnostic::report(Rule::UndefinedExport, range, std::move(message));
    if (!similar.empty())
      certain.fix = diagnostic::Fix{"Replace with " + quoted(similar),
                                    {{{range.start + 1, range.end - 1}, std::string(similar)}}};
    bool is_owned = symbol != base::kNoneValue && symbols_[symbol].owner_symbol;
    flow::ValueId value = is_owned ? file_.use_def.at_end(symbol) : file_.use_def.starred_at_end();
    if (file_.use_def.boundness(value).is_starred || has_other_stars()) {
      may_be_from_star(file_.names.intern(its.name), value, Runs::Later, range, std::move(certain));
    } else {
      diagnostics_.push_back(std::move(certain));
    }
  }
}

}  // namespace pellucid::check
