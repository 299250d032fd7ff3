// Stage B of a name trace: whether the scope that owns the name has bound it at this point.

#include <algorithm>
#include <set>

#include "ide/tracer.h"
#include "scope/lookup.h"

namespace pellucid::ide {

namespace {

bool leaves(Node statement) {
  return statement.is(NodeKind::Return) || statement.is(NodeKind::Raise) || statement.is(NodeKind::Break) ||
         statement.is(NodeKind::Continue);
}

}  // namespace

std::vector<DefinitionId> Tracer::definitions_of(uint32_t symbol) const {
  std::vector<DefinitionId> found;
  for (DefinitionId id : states_.definitions()[symbol])
    if (definition(id).reachable && definition(id).kind != DefinitionKind::Annotation) found.push_back(id);
  return found;
}

void Tracer::list(TraceHolder& holder, const std::vector<DefinitionId>& definitions) {
  for (DefinitionId id : definitions) {
    const Definition& its = definition(id);
    source::Range range = file_.tree.range(its.row);
    if (auto name = node(its.row).child(Role::Name)) range = name->range();
    holder.definitions.push_back({its.kind, range});
  }
}

TraceHolder& Tracer::hold(FileScopeId at) {
  trace_.holders.push_back({at, BoundState::Unbound, TraceRule::NeverBound, false, {}, {}});
  TraceHolder& holder = trace_.holders.back();
  uint32_t symbol = position(at);
  const Definition* here = nullptr;
  for (const Definition& its : file_.use_def.definitions())
    if (its.row == row_) here = &its;
  switch (trace_.access) {
    case NameAccess::Bind:
      holder.state = here != nullptr && !here->reachable ? BoundState::NeverRun : BoundState::Bound;
      holder.rule = holder.state == BoundState::Bound ? TraceRule::BoundHere : TraceRule::NeverRun;
      if (here != nullptr) holder.definitions.push_back({here->kind, trace_.range});
      return holder;
    case NameAccess::Declare:
      hold_later(holder, symbol);
      holder.rule = TraceRule::Declares;
      holder.branches.clear();
      return holder;
    case NameAccess::Delete:
      if (here == nullptr || !here->reachable) {
        hold_value(holder, symbol, flow::kUnreachable);
      } else if (here->foreign) {
        hold_later(holder, symbol);
      } else {
        hold_value(holder, symbol, here->before);
      }
      return holder;
    case NameAccess::Read: break;
  }
  auto use = file_.use_def.use_at(row_);
  const flow::Fallback* module = use ? file_.use_def.fallback_of(*use) : nullptr;
  if (use && file_.use_def.uses()[(*use).value()].symbol == symbol) {
    hold_value(holder, symbol, file_.use_def.uses()[(*use).value()].value);
  } else if (module != nullptr && module->symbol == symbol) {
    hold_value(holder, symbol, module->value);
  } else {
    hold_later(holder, symbol);
  }
  return holder;
}

void Tracer::hold_value(TraceHolder& holder, uint32_t symbol, flow::ValueId value) {
  if (value == flow::kUnreachable) {
    holder.state = BoundState::NeverRun;
    holder.rule = TraceRule::NeverRun;
    return;
  }
  if (value == flow::kAnyOfScope) return hold_later(holder, symbol);
  flow::Boundness bound = file_.use_def.boundness(value);
  std::vector<DefinitionId> reaching = file_.use_def.reaching(value);
  if (bound.may_be_bound) {
    holder.state = bound.may_be_unbound ? BoundState::MaybeUnbound : BoundState::Bound;
    holder.rule = bound.may_be_unbound ? TraceRule::BoundOnSomeWays : TraceRule::BoundOnEveryWay;
    list(holder, reaching);
    if (bound.may_be_unbound) list_branches(holder, reaching);
    // Functions that declare it may have been called meanwhile.
    for (DefinitionId id : definitions_of(symbol))
      if (is_elsewhere(definition(id)) && !flow::unbinds(definition(id).kind)) list(holder, {id});
    return;
  }
  std::vector<DefinitionId> all = definitions_of(symbol), others;
  for (DefinitionId id : all)
    if (definition(id).foreign && !flow::unbinds(definition(id).kind)) others.push_back(id);
  if (!others.empty()) {
    holder.state = BoundState::MaybeUnbound;
    holder.rule = TraceRule::BoundByOtherScopes;
    return list(holder, others);
  }
  if (bound.may_be_deleted) {
    holder.state = BoundState::Deleted;
    holder.rule = TraceRule::DeletedBefore;
    for (DefinitionId id : reaching)
      if (definition(id).kind == DefinitionKind::ExceptEnd) holder.rule = TraceRule::ExceptEnded;
    return list(holder, reaching);
  }
  bool ever = std::any_of(all.begin(), all.end(),
                          [&](DefinitionId id) { return !flow::unbinds(definition(id).kind); });
  holder.rule = ever ? TraceRule::BoundOnNoWay : TraceRule::NeverBound;
}

// The scope that owns the name goes on after what reads it was defined, and may have ended when it runs.
void Tracer::hold_later(TraceHolder& holder, uint32_t symbol) {
  std::vector<DefinitionId> all = definitions_of(symbol), binding;
  bool own = false;
  for (DefinitionId id : all) {
    if (flow::unbinds(definition(id).kind)) continue;
    binding.push_back(id);
    own |= !definition(id).foreign;
  }
  holder.later = true;
  if (binding.empty()) return;
  list(holder, binding);
  if (!own) {
    holder.state = BoundState::MaybeUnbound;
    holder.rule = TraceRule::BoundByOtherScopes;
    return;
  }
  holder.state = states_.later(symbol, from_);
  if (holder.state == BoundState::Bound) {
    holder.rule = TraceRule::BoundLater;
    return;
  }
  flow::Boundness end = file_.use_def.boundness(file_.use_def.at_end(symbol));
  bool only_deleted = !end.may_be_bound && end.may_be_deleted;
  holder.rule = only_deleted ? TraceRule::DeletedLater : TraceRule::SometimesBoundLater;
  if (!only_deleted) list_branches(holder, binding);
}

// Made by another function. A comprehension that binds with `:=` runs where it stands.
bool Tracer::is_elsewhere(const Definition& its) const {
  if (!its.foreign) return false;
  FileScopeId owner = scope::scope_of_symbol(file_.scopes.table, its.symbol);
  FileScopeId at = file_.scopes.places.scope_at(its.row);
  while (at != owner && scope::is_comprehension(scope(at).kind)) at = *scope(at).parent;
  return at != owner;
}

void Tracer::list_branches(TraceHolder& holder, const std::vector<DefinitionId>& definitions) {
  std::set<NodeIndex> statements;
  for (DefinitionId id : definitions) {
    NodeIndex its = definition(id).row;
    if (is_elsewhere(definition(id))) continue;
    NodeIndex common = syntax::nearest_common_ancestor(file_.tree, its, row_);
    if (row_ < its && !holder.later) {
      // The loop that comes back here; others around it add nothing.
      Node loop = node(common);
      while (!loop.is(NodeKind::For) && !loop.is(NodeKind::While) && loop.parent()) loop = *loop.parent();
      statements.insert(loop.index());
    }
    for (Node up : node(its).ancestors()) {
      if (up.index() < common) break;
      if (parts_ways(up, its, up.index() == common)) statements.insert(up.index());
      if (up.index() == common) break;
    }
  }
  constexpr size_t kMost = 8;
  size_t count = 0;
  for (NodeIndex statement : statements)
    if (count++ < kMost) branches_of(holder, node(statement), definitions);
}

void Tracer::branches_of(TraceHolder& holder, Node statement, const std::vector<DefinitionId>& definitions) {
  source::Range whole = statement.range();
  bool bound_before = false;
  for (DefinitionId id : definitions)
    bound_before |= definition(id).row < statement.index() && !flow::unbinds(definition(id).kind);
  BranchEffect nothing = bound_before ? BranchEffect::Keeps : BranchEffect::DoesNotBind;
  // Rows from `first` up to `end` are one branch.
  auto effect_of = [&](NodeIndex first, NodeIndex end, std::optional<Node> last) {
    BranchEffect effect = nothing;
    bool touched = false;
    for (DefinitionId id : definitions) {
      if (definition(id).row < first || !(definition(id).row < end)) continue;
      effect = flow::unbinds(definition(id).kind) ? BranchEffect::Unbinds : BranchEffect::Binds;
      touched = true;
    }
    return !touched && last && leaves(*last) ? BranchEffect::Leaves : effect;
  };
  auto add = [&](TraceBranchKind kind, BranchEffect effect, source::Range range) {
    holder.branches.push_back({kind, effect, range});
  };
  // The statements of a role; false if there are none.
  auto add_block = [&](TraceBranchKind kind, Role role) {
    std::optional<Node> first, last;
    for (Node child : statement.children(role)) {
      if (!first) first = child;
      last = child;
    }
    if (!first) return false;
    add(kind, effect_of(first->index(), file_.tree.subtree_end(last->index()), last),
        {first->range().start, last->range().end});
    return true;
  };
  auto add_clauses = [&](TraceBranchKind kind, Role role) {
    for (Node clause : statement.children(role)) {
      std::optional<Node> last;
      for (Node child : clause.children(Role::Body)) last = child;
      add(kind, effect_of(clause.index(), file_.tree.subtree_end(clause.index()), last), clause.range());
    }
  };
  switch (statement.kind()) {
    case NodeKind::If:
      add_block(TraceBranchKind::If, Role::Body);
      add_clauses(TraceBranchKind::Elif, Role::Elif);
      if (!add_block(TraceBranchKind::Else, Role::Orelse)) add(TraceBranchKind::NoElse, nothing, whole);
      return;
    case NodeKind::For:
    case NodeKind::While:
      if (!holder.later && file_.tree.contains(statement.index(), row_)) {
        bool in_else = false;
        for (Node child : statement.children(Role::Orelse))
          in_else |= file_.tree.contains(child.index(), row_);
        if (!in_else) {
          add(TraceBranchKind::FirstRound, nothing, whole);
          add(TraceBranchKind::LaterRounds,
              effect_of(statement.index(), file_.tree.subtree_end(statement.index()), {}), whole);
          return;
        }
      }
      add(TraceBranchKind::LoopBody,
          effect_of(statement.index(), file_.tree.subtree_end(statement.index()), {}), whole);
      if (!add_block(TraceBranchKind::LoopElse, Role::Orelse))
        add(TraceBranchKind::LoopNeverRuns, nothing, whole);
      return;
    case NodeKind::Try:
      add_block(TraceBranchKind::TryBody, Role::Body);
      if (statement.children(Role::Handler).empty()) add(TraceBranchKind::TryFails, nothing, whole);
      add_clauses(TraceBranchKind::Handler, Role::Handler);
      add_block(TraceBranchKind::TryElse, Role::Orelse);
      return;
    case NodeKind::Match: {
      add_clauses(TraceBranchKind::Case, Role::Case);
      add(TraceBranchKind::NoCase, nothing, whole);
      return;
    }
    case NodeKind::IfExp:
      for (Role role : {Role::Body, Role::Orelse})
        if (auto part = statement.child(role))
          add(role == Role::Body ? TraceBranchKind::ConditionTrue : TraceBranchKind::ConditionFalse,
              effect_of(part->index(), file_.tree.subtree_end(part->index()), {}), part->range());
      return;
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp:
      add(TraceBranchKind::LoopBody,
          effect_of(statement.index(), file_.tree.subtree_end(statement.index()), {}), whole);
      add(TraceBranchKind::LoopNeverRuns, nothing, whole);
      return;
    case NodeKind::BoolOp:
    case NodeKind::Compare:
      add(TraceBranchKind::FirstOperand, nothing, whole);
      add(TraceBranchKind::LaterOperand,
          effect_of(statement.index(), file_.tree.subtree_end(statement.index()), {}), whole);
      return;
    default: return;
  }
}

}  // namespace pellucid::ide
