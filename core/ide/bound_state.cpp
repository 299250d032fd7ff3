#include "ide/bound_state.h"

#include <algorithm>

#include "scope/lookup.h"
#include "syntax/node.h"

namespace pellucid::ide {

using flow::Definition;
using flow::DefinitionId;
using flow::DefinitionKind;
using scope::FileScopeId;
using scope::OptionalScope;
using scope::ScopeKind;
using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Role;

std::string_view name_of(BoundState state) {
  switch (state) {
    case BoundState::Bound: return "bound";
    case BoundState::MaybeUnbound: return "maybe unbound";
    case BoundState::Unbound: return "unbound";
    case BoundState::Deleted: return "deleted";
    case BoundState::NeverRun: return "never run";
  }
  return {};
}

bool runs_at_once(const scope::ScopeTable& table, FileScopeId scope) {
  for (OptionalScope at = scope; at; at = table.scope(*at).parent) {
    ScopeKind kind = table.scope(*at).kind;
    bool at_once = kind == ScopeKind::Module || kind == ScopeKind::Class ||
                   kind == ScopeKind::TypeParameters || scope::is_comprehension(kind);
    if (!at_once) return false;
  }
  return true;
}

bool parts_ways(Node statement, NodeIndex definition, bool around_use) {
  const syntax::Tree& tree = statement.tree();
  NodeIndex part = definition;
  while (*tree.parent(part) != statement.index()) part = *tree.parent(part);
  Role role = tree.role(part);
  switch (statement.kind()) {
    case NodeKind::If: return !around_use && role != Role::Test;
    case NodeKind::IfExp: return !around_use && role != Role::Test;
    case NodeKind::For: return role != Role::Iter;
    case NodeKind::While: return role != Role::Test;
    case NodeKind::Try: return role != Role::Finalbody;
    case NodeKind::Match: return !around_use && role == Role::Case;
    case NodeKind::BoolOp: return part != statement.index().next();
    case NodeKind::Compare: {
      NodeIndex second = tree.subtree_end(statement.index().next());
      return part != statement.index().next() && part != second;
    }
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp: {
      auto clause = statement.child(Role::Generator);
      auto first = clause ? clause->child(Role::Iter) : std::nullopt;
      return !around_use && !(first && tree.contains(first->index(), definition));
    }
    default: return false;
  }
}

BoundState BoundStates::by_place(uint32_t symbol, NodeIndex row) const {
  BoundState state = BoundState::Unbound;
  for (DefinitionId id : definitions_[symbol]) {
    const Definition& its = file_.use_def.definitions()[id.value()];
    if (!its.reachable || its.kind == DefinitionKind::Annotation || its.foreign || row < its.row ||
        syntax::exclusive_branches(file_.tree, its.row, row))
      continue;
    NodeIndex common = syntax::nearest_common_ancestor(file_.tree, its.row, row);
    bool certain = true;
    for (Node up : Node(file_.tree, its.row).ancestors()) {
      if (up.index() == common || up.index() < common) break;
      certain &= !parts_ways(up, its.row, false);
    }
    bool gone = flow::unbinds(its.kind);
    // `except E as e` deletes where the clause ends, and only on its own way.
    if (certain) {
      state = gone ? BoundState::Deleted : BoundState::Bound;
    } else if ((state == BoundState::Bound) == gone) {
      state = BoundState::MaybeUnbound;
    }
  }
  return state;
}

// The scope that owns the name goes on after what reads it was defined, and may have ended when it runs.
BoundState BoundStates::later(uint32_t symbol, FileScopeId reader) const {
  auto [known, is_new] = later_.try_emplace(uint64_t{symbol} << 32 | reader.value());
  if (is_new) known->second = find_later(symbol, reader);
  return known->second;
}

BoundState BoundStates::find_later(uint32_t symbol, FileScopeId reader) const {
  // What a stub declares is as good as bound; one of its classes is asked again behind all others (with_outer).
  FileScopeId owner = scope::scope_of_symbol(file_.scopes.table, symbol);
  bool declared = file_.form.is_stub && file_.scopes.table.scope(owner).kind != ScopeKind::Class;
  bool own = false, any = false, deletes = false;
  for (DefinitionId id : definitions_[symbol]) {
    const Definition& its = file_.use_def.definitions()[id.value()];
    if (!its.reachable || (its.kind == DefinitionKind::Annotation && !declared)) continue;
    if (flow::unbinds(its.kind)) {
      deletes = true;
    } else {
      any = true;
      own |= !its.foreign;
    }
  }
  flow::Boundness end =
      stars_.boundness(file_.use_def.at_end(symbol), file_.scopes.table.all_symbols()[symbol].name);
  if (file_.form.is_stub && any) return BoundState::Bound;
  bool is_brought = end.is_starred;
  if (!any && !is_brought) return BoundState::Unbound;
  if (!own && !is_brought) return BoundState::MaybeUnbound;
  if (end.may_be_bound && !end.may_be_unbound) return BoundState::Bound;
  // A function that returns from all of its branches has no end that could be asked.
  NodeIndex defined = file_.scopes.places.node(reader);
  bool bound_before = !deletes && by_place(symbol, defined) == BoundState::Bound;
  return bound_before ? BoundState::Bound : BoundState::MaybeUnbound;
}

// Behind the module stand the builtins, and in a package its submodules before them.
BoundState BoundStates::or_builtin(BoundState inside, scope::Name name) const {
  std::string_view text = file_.names.text(name);
  bool is_there = check::is_provided(text, file_.version) ||
                  std::any_of(submodules_.begin(), submodules_.end(),
                              [text](const check::LoadedSubmodule& its) { return its.name == text; });
  return is_there ? BoundState::Bound : inside;
}

BoundState BoundStates::of(const Occurrence& read) const {
  const scope::ScopeTable& table = file_.scopes.table;
  if (!read.row) {
    // A string is looked at later.
    flow::ValueId brought = file_.use_def.starred_at_end();
    if (!read.entity.is_owned()) return or_builtin(of_stars(brought, read.entity.name), read.entity.name);
    return with_outer(read.entity.symbol, later(read.entity.symbol, read.scope), nullptr, read.scope,
                      brought);
  }
  auto found = file_.use_def.use_at(*read.row);
  if (!found) return BoundState::Bound;
  const flow::Use& use = file_.use_def.uses()[(*found).value()];
  if (use.value == flow::kUnreachable) return BoundState::NeverRun;
  const scope::Symbol& symbol = table.all_symbols()[file_.scopes.symbol_at_row[(*read.row).value()]];
  flow::ValueId brought = starred(found, read.scope);
  if (!symbol.owner_symbol) {
    // `__class__` in a method.
    return symbol.owner_scope ? BoundState::Bound : or_builtin(of_stars(brought, symbol.name), symbol.name);
  }
  uint32_t owner = table.position({*symbol.owner_scope, *symbol.owner_symbol});
  return with_outer(owner, of_value(owner, use.value, read.scope), file_.use_def.fallback_of(*found),
                    read.scope, brought);
}

flow::ValueId BoundStates::starred(base::Optional<flow::UseId> use, FileScopeId reader) const {
  flow::ValueId value = use ? file_.use_def.starred(*use) : flow::kNoOwner;
  bool runs_later = value == flow::kNoOwner && !runs_at_once(file_.scopes.table, reader);
  return runs_later ? file_.use_def.starred_at_end() : value;
}

BoundState BoundStates::of_stars(flow::ValueId starred, scope::Name name) const {
  flow::Boundness bound = stars_.boundness(starred, name);
  if (!bound.may_be_bound) return BoundState::Unbound;
  return bound.may_be_unbound ? BoundState::MaybeUnbound : BoundState::Bound;
}

// A class body goes on with the module, and the module with the builtins.
BoundState BoundStates::with_outer(uint32_t owner, BoundState state, const flow::Fallback* module,
                                   FileScopeId reader, flow::ValueId starred) const {
  if (state == BoundState::Bound) return state;
  const scope::ScopeTable& table = file_.scopes.table;
  scope::Name name = table.all_symbols()[owner].name;
  FileScopeId scope = scope::scope_of_symbol(table, owner);
  if (scope == scope::kModuleScope) return or_builtin(state, name);
  if (table.scope(scope).kind != ScopeKind::Class) return state;
  // Without a name of the module's, it is the class that ought to have it.
  BoundState behind = state;
  if (module != nullptr) {
    behind = of_value(module->symbol, module->value, reader);
  } else if (uint32_t global = scope::lookup(table, scope::kModuleScope, name); global != base::kNoneValue) {
    behind = later(global, reader);
  } else if (BoundState brought = of_stars(starred, name); brought != BoundState::Unbound) {
    behind = brought;
  }
  behind = or_builtin(behind, name);
  if (behind == BoundState::Bound) return behind;
  if (file_.form.is_stub && is_given(owner)) return BoundState::Bound;
  bool maybe = state == BoundState::MaybeUnbound || behind == BoundState::MaybeUnbound;
  return maybe ? BoundState::MaybeUnbound : behind;
}

bool BoundStates::is_given(uint32_t symbol) const {
  return std::any_of(definitions_[symbol].begin(), definitions_[symbol].end(), [&](DefinitionId id) {
    const Definition& its = file_.use_def.definitions()[id.value()];
    return its.reachable && !flow::unbinds(its.kind);
  });
}

bool BoundStates::is_bound_elsewhere(uint32_t symbol) const {
  auto [known, is_new] = bound_elsewhere_.try_emplace(symbol);
  if (is_new)
    known->second =
        std::any_of(definitions_[symbol].begin(), definitions_[symbol].end(), [&](DefinitionId id) {
          const Definition& its = file_.use_def.definitions()[id.value()];
          return its.reachable && its.foreign && !flow::unbinds(its.kind) &&
                 its.kind != DefinitionKind::Annotation;
        });
  return known->second;
}

BoundState BoundStates::of_value(uint32_t owner, flow::ValueId value, FileScopeId reader) const {
  if (value == flow::kAnyOfScope) return later(owner, reader);
  flow::Boundness bound = stars_.boundness(value, file_.scopes.table.all_symbols()[owner].name);
  if (!bound.may_be_unbound) return BoundState::Bound;
  if (bound.may_be_bound) return BoundState::MaybeUnbound;
  // Another scope that declares it may have bound it by now.
  if (is_bound_elsewhere(owner)) return BoundState::MaybeUnbound;
  return bound.may_be_deleted ? BoundState::Deleted : BoundState::Unbound;
}

}  // namespace pellucid::ide
