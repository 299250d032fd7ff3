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
  // What a stub declares is as good as bound; one of its classes is asked again behind all others.
  FileScopeId owner = scope::scope_of_symbol(file_.scopes.table, symbol);
  return definitions_of(symbol, file_.form.is_stub && scope(owner).kind != ScopeKind::Class);
}

std::vector<DefinitionId> Tracer::definitions_of(uint32_t symbol, bool declared) const {
  std::vector<DefinitionId> found;
  for (DefinitionId id : states_.definitions()[symbol])
    if (definition(id).reachable && (declared || definition(id).kind != DefinitionKind::Annotation))
      found.push_back(id);
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
  flow::Reached found = states_.stars().reached(value, trace_.name);
  const flow::Boundness& bound = found.bound;
  const std::vector<DefinitionId>& reaching = found.definitions;
  if (bound.may_be_bound) {
    hold_reached(holder, found);
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

// A class of a stub has further down, or declares, what nobody behind it has.
void Tracer::hold_in_stub() {
  if (!file_.form.is_stub || trace_.access != NameAccess::Read) return;
  TraceHolder* of_class = nullptr;
  for (TraceHolder& holder : trace_.holders) {
    if (holder.state == BoundState::Bound || holder.state == BoundState::NeverRun) return;
    if (holder.scope && scope(*holder.scope).kind == ScopeKind::Class) of_class = &holder;
  }
  if (of_class == nullptr) return;
  std::vector<DefinitionId> all = definitions_of(position(*of_class->scope), true);
  std::erase_if(all, [this](DefinitionId id) { return flow::unbinds(definition(id).kind); });
  if (all.empty()) return;
  *of_class = {of_class->scope, BoundState::Bound, TraceRule::BoundInStub, false, {}, {}};
  list(*of_class, all);
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
  if (file_.form.is_stub && !binding.empty()) {
    holder.state = BoundState::Bound;
    holder.rule = TraceRule::BoundInStub;
    return list(holder, binding);
  }
  holder.later = true;
  flow::Boundness end = states_.stars().boundness(file_.use_def.at_end(symbol), trace_.name);
  if (binding.empty() && !end.is_starred) return;
  list(holder, binding);
  if (holder.scope == OptionalScope(scope::kModuleScope))
    list_stars(holder, states_.stars().with(trace_.name));
  if (!own && !end.is_starred) {
    holder.state = BoundState::MaybeUnbound;
    holder.rule = TraceRule::BoundByOtherScopes;
    return;
  }
  holder.state = states_.later(symbol, from_);
  if (holder.state == BoundState::Bound) {
    holder.rule = TraceRule::BoundLater;
    return;
  }
  bool only_deleted = !end.may_be_bound && end.may_be_deleted;
  holder.rule = only_deleted ? TraceRule::DeletedLater : TraceRule::SometimesBoundLater;
  if (!only_deleted) list_branches(holder, made_by(binding));
}

TraceHolder* Tracer::hold_starred() {
  if (trace_.access != NameAccess::Read) return nullptr;
  flow::ValueId value = starred_value();
  flow::Reached found = states_.stars().reached(value, trace_.name);
  if (found.stars.empty()) return nullptr;
  trace_.holders.push_back({scope::kModuleScope, BoundState::Unbound, TraceRule::NeverBound, false, {}, {}});
  hold_reached(trace_.holders.back(), found);
  return &trace_.holders.back();
}

// A name that only `global` has made the module's is one of its symbols, and others are not.
flow::ValueId Tracer::starred_value() const {
  auto use = file_.use_def.use_at(row_);
  const Symbol* its = find(scope::kModuleScope);
  if (its == nullptr || !its->owner_symbol) return states_.starred(use, from_);
  uint32_t symbol = position(scope::kModuleScope);
  flow::ValueId value = flow::kAnyOfScope;
  if (use) {
    const flow::Fallback* module = file_.use_def.fallback_of(*use);
    const flow::Use& found = file_.use_def.uses()[(*use).value()];
    if (found.symbol == symbol && found.value != flow::kNoOwner) value = found.value;
    if (module != nullptr && module->symbol == symbol) value = module->value;
  }
  return value == flow::kAnyOfScope ? file_.use_def.at_end(symbol) : value;
}

// Of what is bound on some way at least.
void Tracer::hold_reached(TraceHolder& holder, const flow::Reached& found) {
  bool maybe = found.bound.may_be_unbound;
  holder.state = maybe ? BoundState::MaybeUnbound : BoundState::Bound;
  holder.rule = maybe ? TraceRule::BoundOnSomeWays : TraceRule::BoundOnEveryWay;
  bool any = std::any_of(found.definitions.begin(), found.definitions.end(),
                         [&](DefinitionId id) { return !flow::unbinds(definition(id).kind); });
  if (!found.is_sure) {
    holder.rule = maybe ? TraceRule::MaybeFromStar : TraceRule::MaybeReplacedByStar;
  } else if (!maybe && !any) {
    holder.rule = TraceRule::BroughtByStar;
  }
  list(holder, found.definitions);
  list_stars(holder, found.stars);
  if (!maybe) return;
  std::vector<Made> made = made_by(found.definitions);
  if (found.is_sure)
    for (flow::StarIndex star : found.stars) made.push_back({file_.use_def.stars()[star.value()], false});
  list_branches(holder, made);
}

void Tracer::list_stars(TraceHolder& holder, const std::vector<flow::StarIndex>& stars) {
  if (stars.empty()) return;
  for (flow::StarIndex star : stars) {
    NodeIndex alias = file_.use_def.stars()[star.value()];
    holder.definitions.push_back({DefinitionKind::ImportFrom, file_.tree.range(*file_.tree.parent(alias)),
                                  syntax::OptionalNode(alias)});
  }
  std::stable_sort(
      holder.definitions.begin(), holder.definitions.end(),
      [](const TraceDefinition& a, const TraceDefinition& b) { return a.range.start < b.range.start; });
}

std::vector<Tracer::Made> Tracer::made_by(const std::vector<DefinitionId>& definitions) const {
  std::vector<Made> made;
  for (DefinitionId id : definitions)
    if (!is_elsewhere(definition(id)))
      made.push_back({definition(id).row, flow::unbinds(definition(id).kind)});
  return made;
}

// Made by another function. A comprehension that binds with `:=` runs where it stands.
bool Tracer::is_elsewhere(const Definition& its) const {
  if (!its.foreign) return false;
  FileScopeId owner = scope::scope_of_symbol(file_.scopes.table, its.symbol);
  FileScopeId at = file_.scopes.places.scope_at(its.row);
  while (at != owner && scope::is_comprehension(scope(at).kind)) at = *scope(at).parent;
  return at != owner;
}

void Tracer::list_branches(TraceHolder& holder, const std::vector<Made>& made) {
  std::set<NodeIndex> statements;
  for (const Made& one : made) {
    NodeIndex its = one.row;
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
    if (count++ < kMost) branches_of(holder, node(statement), made);
}

void Tracer::branches_of(TraceHolder& holder, Node statement, const std::vector<Made>& made) {
  source::Range whole = statement.range();
  bool bound_before = false;
  for (const Made& one : made) bound_before |= one.row < statement.index() && !one.unbinds;
  BranchEffect nothing = bound_before ? BranchEffect::Keeps : BranchEffect::DoesNotBind;
  // Rows from `first` up to `end` are one branch.
  auto effect_of = [&](NodeIndex first, NodeIndex end, std::optional<Node> last) {
    BranchEffect effect = nothing;
    bool touched = false;
    for (const Made& one : made) {
      if (one.row < first || !(one.row < end)) continue;
      effect = one.unbinds ? BranchEffect::Unbinds : BranchEffect::Binds;
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
